package io.treeline.exporter.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerListener;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.encoding.EncodingService;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.treeline.exporter.api.v1.QueryServiceGrpc;
import io.treeline.exporter.api.v1.ScoreServiceGrpc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is served under {@code /api/v1}. */
public final class ApiServices {

  private static final String BASE = "/api/v1";

  /**
   * What the process says of itself.
   *
   * @param version of this program
   * @param received the process's counters by name, in the order to show
   */
  public record ProcessInfo(String version, Supplier<Map<String, Long>> received) {}

  private ApiServices() {}

  /**
   * Adds the services to a server.
   *
   * @param views closed when the server stops: their live feeds
   * @param loopbackOnly whether the server listens on loopback only: then requests under another
   *     host name or from another origin are refused, those of every other service too
   */
  public static void install(
      ServerBuilder server, ProjectViews views, ProcessInfo process, boolean loopbackOnly) {
    Function<ServiceRequestContext, Resources> of =
        ctx -> new Resources(views.of(ctx).query(), process);
    resource(server, "/sessions", of, Resources::sessions);
    server.service(
        BASE + "/sessions/{id}",
        new SessionResource(views, of).service().decorate(EncodingService.newDecorator()));
    server.service(BASE + "/backup", new BackupService(views));
    resource(server, "/sessions/{id}/tree", of, Resources::tree);
    resource(server, "/sessions/{id}/nodes", of, Resources::nodes);
    resource(server, "/sessions/{id}/spans", of, Resources::spans);
    resource(server, "/sessions/{id}/analysis", of, Resources::analysis);
    resource(server, "/spans/{traceId}/{spanId}", of, Resources::span);
    resource(server, "/spans", of, Resources::spanList);
    resource(server, "/aggregates", of, Resources::aggregates);
    resource(server, "/search", of, Resources::search);
    resource(server, "/status", of, Resources::status);
    Function<ServiceRequestContext, DecisionResources> decisions =
        ctx -> new DecisionResources(views.of(ctx).query().decisions());
    resource(server, "/decision-tree", ctx -> decisions.apply(ctx).tree(ctx));
    resource(server, "/compare", ctx -> decisions.apply(ctx).cohorts(ctx));
    resource(server, "/compare/sessions", ctx -> decisions.apply(ctx).sessions(ctx));
    resource(server, "/problems", ctx -> decisions.apply(ctx).problems(ctx));
    resource(server, "/findings", ctx -> decisions.apply(ctx).findings(ctx));
    ScoreResources scores = new ScoreResources(ctx -> views.of(ctx).query().scores());
    server.service(BASE + "/scores", scores.all().decorate(EncodingService.newDecorator()));
    server.service(BASE + "/scores/{id}", scores.one());
    server.service(BASE + "/sql", sql(views).decorate(EncodingService.newDecorator()));
    JsonBody description = openApi();
    resource(server, "/openapi.json", ctx -> description);
    server.service(BASE + "/live", new LiveService(views));
    server.service(
        GrpcService.builder()
            .addServiceDefinitions(
                GrpcPerProject.service(
                    QueryServiceGrpc.getServiceDescriptor(),
                    views,
                    view -> new QueryGrpcService(view.query())),
                GrpcPerProject.service(
                    ScoreServiceGrpc.getServiceDescriptor(),
                    views,
                    view -> new ScoreGrpcService(view.query().scores())))
            .addService(ProtoReflectionServiceV1.newInstance())
            .useBlockingTaskExecutor(true)
            .build());
    server.serviceUnder("/api/", ApiServices::notFound);
    server.serverListener(
        ServerListener.builder()
            .whenStopping(s -> views.used().forEach(view -> view.live().close()))
            .build());
    if (loopbackOnly) {
      server.decorator(new LoopbackGuard());
    }
  }

  /** A resource that answers from the project of whoever asks. */
  private static void resource(
      ServerBuilder server,
      String path,
      Function<ServiceRequestContext, Resources> of,
      BiFunction<Resources, ServiceRequestContext, JsonBody> answer) {
    resource(server, path, ctx -> answer.apply(of.apply(ctx), ctx));
  }

  private static void resource(
      ServerBuilder server, String path, Function<ServiceRequestContext, JsonBody> resource) {
    HttpService service = new ResourceService(resource);
    server.service(BASE + path, service.decorate(EncodingService.newDecorator()));
  }

  private static HttpService sql(ProjectViews views) {
    return MethodService.of(
        HttpMethod.GET,
        (ctx, request) -> SqlJson.dialect(views.of(ctx).query().sqlDialect()),
        HttpMethod.POST,
        (ctx, request) -> {
          JsonNode body = JsonBody.object(request.content().array());
          return SqlJson.answer(views.of(ctx).query().sql(SqlJson.request(body)));
        });
  }

  /** The description of what is above, kept beside it as a resource. */
  private static JsonBody openApi() {
    try (InputStream resource = ApiServices.class.getResourceAsStream("openapi.json")) {
      if (resource == null) {
        throw new IllegalStateException("openapi.json is missing from the jar");
      }
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return out -> out.writeRawValue(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse notFound(ServiceRequestContext ctx, HttpRequest req) {
    return ErrorMapping.error(
        HttpStatus.NOT_FOUND,
        "NOT_FOUND",
        "no resource %s: %s/openapi.json lists what there is".formatted(ctx.path(), BASE));
  }
}
