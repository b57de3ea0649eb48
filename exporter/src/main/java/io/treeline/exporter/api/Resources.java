package io.treeline.exporter.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.access.Caller;
import io.treeline.exporter.access.Scope;
import io.treeline.exporter.query.AggregateRequest;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SearchRequest;
import io.treeline.exporter.query.SessionListRequest;
import io.treeline.exporter.query.SessionTree;
import io.treeline.exporter.query.SpanListRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The REST resources: path parameters and query parameters to a document. */
final class Resources {

  static final Set<String> LIST_PARAMETERS = withFilter("sort", "limit", "cursor");
  static final Set<String> AGGREGATE_PARAMETERS =
      withFilter("groupBy", "interval", "scope", "sort", "limit", "measures");
  static final Set<String> SPAN_LIST_PARAMETERS =
      withFilter("groupBy", "scope", "key", "only", "sort", "limit", "withContent");
  static final Set<String> SEARCH_PARAMETERS = Set.of("q", "from", "to", "in", "limit", "cursor");

  private final QueryService query;
  private final ApiServices.ProcessInfo process;

  Resources(QueryService query, ApiServices.ProcessInfo process) {
    this.query = query;
    this.process = process;
  }

  JsonBody sessions(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), LIST_PARAMETERS);
    SessionListRequest request =
        new SessionListRequest(
            filter(parameters),
            parameters.one("sort"),
            parameters.one("limit"),
            parameters.one("cursor"));
    return ViewJson.sessions(query.sessions(request));
  }

  JsonBody aggregates(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), AGGREGATE_PARAMETERS);
    AggregateRequest request =
        new AggregateRequest(
            filter(parameters),
            parameters.one("groupBy"),
            parameters.one("interval"),
            parameters.one("scope"),
            parameters.one("sort"),
            parameters.one("limit"),
            parameters.one("measures"));
    return AggregateJson.aggregates(query.aggregate(request));
  }

  JsonBody spanList(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), SPAN_LIST_PARAMETERS);
    AggregateRequest of =
        new AggregateRequest(
            filter(parameters),
            parameters.one("groupBy"),
            null,
            parameters.one("scope"),
            null,
            null);
    SpanListRequest request =
        new SpanListRequest(
            of,
            parameters.one("key"),
            parameters.one("only"),
            parameters.one("sort"),
            parameters.one("limit"),
            truth(parameters, "withContent"));
    return ViewJson.spanList(query.spans(request), request.withContent());
  }

  JsonBody search(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), SEARCH_PARAMETERS);
    String text = parameters.one("q");
    return SearchJson.page(
        query.search(
            new SearchRequest(
                text == null ? "" : text,
                parameters.one("from"),
                parameters.one("to"),
                parameters.one("in"),
                parameters.one("limit"),
                parameters.one("cursor"))));
  }

  JsonBody session(ServiceRequestContext ctx) {
    Parameters.of(ctx.queryParams(), Set.of());
    String id = path(ctx, "id");
    return ViewJson.session(query.session(id), query.scores().ofSession(id));
  }

  JsonBody tree(ServiceRequestContext ctx) {
    String by = Parameters.of(ctx.queryParams(), Set.of("by")).one("by");
    return ViewJson.tree(query.tree(path(ctx, "id"), SessionTree.By.of(by == null ? "span" : by)));
  }

  JsonBody nodes(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), Set.of("offset", "limit"));
    return NodesJson.page(
        query.treePage(path(ctx, "id"), parameters.one("offset"), parameters.one("limit")));
  }

  JsonBody analysis(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), Set.of("criticalPath"));
    boolean withPath = parameters.one("criticalPath") == null || truth(parameters, "criticalPath");
    String id = path(ctx, "id");
    return AnalysisJson.analysis(id, query.analysis(id), withPath);
  }

  JsonBody spans(ServiceRequestContext ctx) {
    boolean withContent = truth(Parameters.of(ctx.queryParams(), Set.of("content")), "content");
    String id = path(ctx, "id");
    return ViewJson.spans(id, query.spans(id, withContent), withContent);
  }

  private static boolean truth(Parameters parameters, String name) {
    String value = parameters.one(name);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw QueryException.invalid("%s must be true or false: was \"%s\"".formatted(name, value));
    }
    return "true".equals(value);
  }

  JsonBody span(ServiceRequestContext ctx) {
    Parameters.of(ctx.queryParams(), Set.of());
    return ViewJson.span(query.span(path(ctx, "traceId"), path(ctx, "spanId")));
  }

  JsonBody status(ServiceRequestContext ctx) {
    Parameters.of(ctx.queryParams(), Set.of());
    String problem = query.storeProblem().orElse(null);
    // Of all projects together: nothing for whoever has a key to one.
    Map<String, Long> received =
        Caller.of(ctx).may(Scope.ADMIN, Scope.METRICS) ? process.received().get() : Map.of();
    return out -> {
      out.writeStartObject();
      out.writeStringField("version", process.version());
      out.writeObjectFieldStart("store");
      out.writeBooleanField("healthy", problem == null);
      out.writeStringField("problem", problem);
      out.writeEndObject();
      out.writeObjectFieldStart("received");
      for (Map.Entry<String, Long> counter : received.entrySet()) {
        out.writeNumberField(counter.getKey(), counter.getValue());
      }
      out.writeEndObject();
      out.writeEndObject();
    };
  }

  static FilterRequest filter(Parameters parameters) {
    FilterRequest filter = FilterRequest.ALL;
    for (String name : FilterRequest.NAMES) {
      filter = filter.with(name, parameters.all(name));
    }
    return filter;
  }

  static Set<String> withFilter(String... more) {
    Set<String> names = new HashSet<>(FilterRequest.NAMES);
    names.addAll(List.of(more));
    return Set.copyOf(names);
  }

  static String path(ServiceRequestContext ctx, String name) {
    String value = ctx.pathParam(name);
    if (value == null) {
      throw new IllegalStateException("route has no path parameter " + name);
    }
    return Escapes.undone(value);
  }
}
