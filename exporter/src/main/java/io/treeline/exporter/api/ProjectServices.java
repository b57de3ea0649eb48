package io.treeline.exporter.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.query.QueryException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is served under {@code /api/v1/projects}. */
public final class ProjectServices {

  private final ProjectAdmin admin;

  private ProjectServices(ProjectAdmin admin) {
    this.admin = admin;
  }

  /** Adds the services to a server; before those of {@link ApiServices}, which refuse the rest. */
  public static void install(ServerBuilder server, ProjectAdmin admin) {
    ProjectServices services = new ProjectServices(admin);
    server.service(
        "/api/v1/projects",
        MethodService.of(HttpMethod.GET, services::list, HttpMethod.POST, services::create));
    server.service(
        "/api/v1/projects/{name}",
        MethodService.of(HttpMethod.GET, services::get, HttpMethod.DELETE, services::delete));
  }

  private JsonBody list(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    Parameters.of(ctx.queryParams(), Set.of());
    List<String> names = admin.projects().stream().map(ProjectId::name).toList();
    return out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("projects");
      for (String name : names) {
        out.writeStartObject();
        out.writeStringField("name", name);
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private JsonBody create(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    Parameters.of(ctx.queryParams(), Set.of());
    ProjectId project = project(name(request));
    admin.create(project);
    return named("name", project);
  }

  private JsonBody get(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    Parameters.of(ctx.queryParams(), Set.of());
    ProjectId project = project(Resources.path(ctx, "name"));
    if (!admin.projects().contains(project)) {
      throw QueryException.notFound("there is no project " + project);
    }
    return named("name", project);
  }

  private JsonBody delete(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    Parameters.of(ctx.queryParams(), Set.of());
    ProjectId project = project(Resources.path(ctx, "name"));
    admin.delete(project);
    return named("deleted", project);
  }

  private static JsonBody named(String field, ProjectId project) {
    return out -> {
      out.writeStartObject();
      out.writeStringField(field, project.name());
      out.writeEndObject();
    };
  }

  private static @Nullable String name(AggregatedHttpRequest request) {
    try {
      JsonNode json = JsonBody.exactReader().readTree(request.content().array());
      return json == null ? null : json.path("name").textValue();
    } catch (IOException e) {
      throw QueryException.invalid("the body must be JSON such as {\"name\": \"shop\"}");
    }
  }

  private static ProjectId project(@Nullable String name) {
    try {
      return new ProjectId(name == null ? "" : name);
    } catch (IllegalArgumentException e) {
      throw QueryException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
