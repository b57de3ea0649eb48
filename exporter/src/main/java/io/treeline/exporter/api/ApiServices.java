package io.treeline.exporter.api;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.treeline.exporter.query.QueryService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
   * @param live closed when the server stops
   * @param loopbackOnly whether the server listens on loopback only: then requests under another
   *     host name or from another origin are refused, those of every other service too
   */
  public static void install(
      ServerBuilder server,
      QueryService query,
      LiveFeed live,
      ProcessInfo process,
      boolean loopbackOnly) {
    Resources resources = new Resources(query, process);
    resource(server, "/sessions", resources::sessions);
    resource(server, "/sessions/{id}", resources::session);
    resource(server, "/sessions/{id}/tree", resources::tree);
    resource(server, "/sessions/{id}/spans", resources::spans);
    resource(server, "/sessions/{id}/analysis", resources::analysis);
    resource(server, "/spans/{traceId}/{spanId}", resources::span);
    resource(server, "/aggregates", resources::aggregates);
    resource(server, "/search", resources::search);
    resource(server, "/status", resources::status);
    ScoreResources scores = new ScoreResources(query.scores());
    server.service(BASE + "/scores", scores.all().decorate(EncodingService.newDecorator()));
    server.service(BASE + "/scores/{id}", scores.one());
    question(server, "/sql", body -> SqlJson.answer(query.sql(SqlJson.request(body))));
    JsonBody description = openApi();
    resource(server, "/openapi.json", ctx -> description);
    server.service(BASE + "/live", new LiveService(live));
    server.service(
        GrpcService.builder()
            .addService(new QueryGrpcService(query))
            .addService(new ScoreGrpcService(query.scores()))
            .addService(ProtoReflectionServiceV1.newInstance())
            .useBlockingTaskExecutor(true)
            .build());
    server.serviceUnder("/api/", ApiServices::notFound);
    server.serverListener(ServerListener.builder().whenStopping(s -> live.close()).build());
    if (loopbackOnly) {
      server.decorator(new LoopbackGuard());
    }
  }

  private static void resource(
      ServerBuilder server, String path, Function<ServiceRequestContext, JsonBody> resource) {
    HttpService service = new ResourceService(resource);
    server.service(BASE + path, service.decorate(EncodingService.newDecorator()));
  }

  private static void question(
      ServerBuilder server, String path, Function<JsonNode, JsonBody> answer) {
    HttpService service = new QuestionService(answer);
    server.service(BASE + path, service.decorate(EncodingService.newDecorator()));
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
