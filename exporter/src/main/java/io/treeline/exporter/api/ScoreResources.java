package io.treeline.exporter.api;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.query.ScoreListRequest;
import io.treeline.exporter.query.ScoreService;
import java.util.Set;
import java.util.function.Function;

/** The REST resources of scores. */
final class ScoreResources {

  static final Set<String> LIST_PARAMETERS =
      Set.of(
          "from",
          "to",
          "name",
          "source",
          "type",
          "target",
          "session",
          "traceId",
          "spanId",
          "sessionName",
          "path",
          "limit",
          "cursor");

  private final Function<ServiceRequestContext, ScoreService> scores;

  ScoreResources(Function<ServiceRequestContext, ScoreService> scores) {
    this.scores = scores;
  }

  /** {@code /scores}. */
  HttpService all() {
    return MethodService.of(HttpMethod.GET, this::list, HttpMethod.POST, this::put);
  }

  /** {@code /scores/{id}}. */
  HttpService one() {
    return MethodService.of(HttpMethod.GET, this::get, HttpMethod.DELETE, this::delete);
  }

  private JsonBody list(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    Parameters parameters = Parameters.of(ctx.queryParams(), LIST_PARAMETERS);
    return ScoreJson.page(
        scores
            .apply(ctx)
            .find(
                new ScoreListRequest(
                    parameters.one("from"),
                    parameters.one("to"),
                    parameters.one("name"),
                    parameters.one("source"),
                    parameters.one("type"),
                    parameters.one("target"),
                    parameters.one("session"),
                    parameters.one("traceId"),
                    parameters.one("spanId"),
                    parameters.one("sessionName"),
                    parameters.one("path"),
                    parameters.one("limit"),
                    parameters.one("cursor"))));
  }

  private JsonBody put(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    Parameters.of(ctx.queryParams(), Set.of());
    return ScoreJson.score(scores.apply(ctx).put(ScoreJson.draft(request.content().array())));
  }

  private JsonBody get(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    Parameters.of(ctx.queryParams(), Set.of());
    return ScoreJson.score(scores.apply(ctx).score(Resources.path(ctx, "id")));
  }

  private JsonBody delete(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    Parameters.of(ctx.queryParams(), Set.of());
    String id = Resources.path(ctx, "id");
    scores.apply(ctx).delete(id);
    return out -> {
      out.writeStartObject();
      out.writeStringField("deleted", id);
      out.writeEndObject();
    };
  }
}
