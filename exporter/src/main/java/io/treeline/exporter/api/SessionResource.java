package io.treeline.exporter.api;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Set;
import java.util.function.Function;

/** {@code /sessions/{id}}: to be read, or to be deleted by whoever may. */
final class SessionResource {

  private final ProjectViews views;
  private final Function<ServiceRequestContext, Resources> resources;

  SessionResource(ProjectViews views, Function<ServiceRequestContext, Resources> resources) {
    this.views = views;
    this.resources = resources;
  }

  HttpService service() {
    return MethodService.of(HttpMethod.GET, this::get, HttpMethod.DELETE, this::delete);
  }

  private JsonBody get(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    return resources.apply(ctx).session(ctx);
  }

  private JsonBody delete(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    Parameters.of(ctx.queryParams(), Set.of());
    ctx.clearRequestTimeout();
    String id = Resources.path(ctx, "id");
    views.of(ctx).query().deleteSession(id);
    return out -> {
      out.writeStartObject();
      out.writeStringField("deleted", id);
      out.writeEndObject();
    };
  }
}
