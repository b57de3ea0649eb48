package io.treeline.exporter.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SessionListRequest;
import io.treeline.exporter.query.SessionTree;
import java.util.Map;
import java.util.Set;

/** The REST resources: path parameters and query parameters to a document. */
final class Resources {

  static final Set<String> LIST_PARAMETERS =
      Set.of("from", "to", "name", "user", "status", "property", "q", "sort", "limit", "cursor");

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
            parameters.one("from"),
            parameters.one("to"),
            parameters.one("name"),
            parameters.one("user"),
            parameters.one("status"),
            parameters.all("property"),
            parameters.one("q"),
            parameters.one("sort"),
            parameters.one("limit"),
            parameters.one("cursor"));
    return ViewJson.sessions(query.sessions(request));
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

  JsonBody spans(ServiceRequestContext ctx) {
    String content = Parameters.of(ctx.queryParams(), Set.of("content")).one("content");
    boolean withContent = "true".equals(content);
    if (content != null && !withContent && !content.equals("false")) {
      throw QueryException.invalid("content must be true or false: was \"%s\"".formatted(content));
    }
    String id = path(ctx, "id");
    return ViewJson.spans(id, query.spans(id, withContent), withContent);
  }

  JsonBody span(ServiceRequestContext ctx) {
    Parameters.of(ctx.queryParams(), Set.of());
    return ViewJson.span(query.span(path(ctx, "traceId"), path(ctx, "spanId")));
  }

  JsonBody status(ServiceRequestContext ctx) {
    Parameters.of(ctx.queryParams(), Set.of());
    String problem = query.storeProblem().orElse(null);
    Map<String, Long> received = process.received().get();
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

  static String path(ServiceRequestContext ctx, String name) {
    String value = ctx.pathParam(name);
    if (value == null) {
      throw new IllegalStateException("route has no path parameter " + name);
    }
    return value;
  }
}
