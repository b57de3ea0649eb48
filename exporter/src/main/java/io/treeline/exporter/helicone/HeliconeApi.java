package io.treeline.exporter.helicone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.RequestService;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Helicone's queries, on the port of people and programs. Every answer is {@code {"data",
 * "error"}}, one of them null.
 */
public final class HeliconeApi {

  private static final Logger logger = LoggerFactory.getLogger(HeliconeApi.class);
  private static final int MAX_BODY_BYTES = 1 << 20;

  /** Answers one question. */
  private interface Answer {
    JsonNode to(ServiceRequestContext ctx, JsonNode body);
  }

  private HeliconeApi() {}

  /**
   * Adds the services to a server.
   *
   * @param requests those of the project of whoever made a request
   */
  public static void install(
      ServerBuilder server, Function<ServiceRequestContext, RequestService> requests, Clock clock) {
    Function<ServiceRequestContext, SessionQueries> sessions =
        ctx -> new SessionQueries(requests.apply(ctx), clock);
    Function<ServiceRequestContext, RequestQueries> queries =
        ctx -> new RequestQueries(requests.apply(ctx), clock);
    post(server, "/v1/session/query", (ctx, body) -> sessions.apply(ctx).sessions(body));
    post(server, "/v1/session/name/query", (ctx, body) -> sessions.apply(ctx).names(body));
    post(server, "/v1/session/metrics/query", (ctx, body) -> sessions.apply(ctx).metrics(body));
    post(
        server,
        "/v1/session/{id}/feedback",
        (ctx, body) -> sessions.apply(ctx).rate(path(ctx, "id"), body));
    post(
        server,
        "/v1/session/{id}/tag",
        (ctx, body) -> sessions.apply(ctx).tag(path(ctx, "id"), body));
    add(
        server,
        HttpMethod.GET,
        "/v1/session/{id}/tag",
        (ctx, body) -> sessions.apply(ctx).tagOf(path(ctx, "id")));
    add(
        server,
        HttpMethod.GET,
        "/v1/session/has-session",
        (ctx, body) -> sessions.apply(ctx).hasSession());
    post(server, "/v1/request/query", (ctx, body) -> queries.apply(ctx).requests(body));
    post(server, "/v1/request/query-clickhouse", (ctx, body) -> queries.apply(ctx).requests(body));
    post(
        server,
        "/v1/request/{id}/feedback",
        (ctx, body) -> queries.apply(ctx).rate(path(ctx, "id"), body));
    post(
        server,
        "/v1/request/{id}/score",
        (ctx, body) -> queries.apply(ctx).score(path(ctx, "id"), body));
    add(
        server,
        HttpMethod.PUT,
        "/v1/request/{id}/property",
        (ctx, body) -> queries.apply(ctx).addProperty(path(ctx, "id"), body));
  }

  private static void post(ServerBuilder server, String path, Answer answer) {
    add(server, HttpMethod.POST, path, answer);
  }

  private static void add(ServerBuilder server, HttpMethod method, String path, Answer answer) {
    HttpService service = (ctx, req) -> serve(ctx, req, answer);
    server.service(Route.builder().methods(method).path(path).build(), service);
  }

  private static HttpResponse serve(ServiceRequestContext ctx, HttpRequest req, Answer answer) {
    MediaType type = req.contentType();
    // A foreign web page can send text, but not JSON without asking first.
    if (req.method() != HttpMethod.GET && (type == null || !type.isJson())) {
      return error(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "content type must be application/json");
    }
    return HttpResponse.of(
        req.aggregate()
            .handleAsync(
                (body, fault) ->
                    body == null
                        ? error(HttpStatus.BAD_REQUEST, "body could not be read to its end")
                        : answered(ctx, body, answer),
                ctx.blockingTaskExecutor()));
  }

  private static HttpResponse answered(
      ServiceRequestContext ctx, AggregatedHttpRequest request, Answer answer) {
    try {
      return respond(HttpStatus.OK, answer.to(ctx, json(request)), NullNode.getInstance());
    } catch (QueryException e) {
      HttpStatus status =
          switch (e.reason()) {
            case INVALID_ARGUMENT -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
          };
      return error(status, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      logger.error("{} {} failed", request.method(), request.path(), e);
      return error(
          HttpStatus.INTERNAL_SERVER_ERROR, "internal error; the exporter's log has the details");
    }
  }

  private static JsonNode json(AggregatedHttpRequest request) {
    byte[] body = request.content().array();
    if (request.method() == HttpMethod.GET || body.length == 0) {
      return MissingNode.getInstance();
    }
    if (body.length > MAX_BODY_BYTES) {
      throw QueryException.invalid(
          "body must have at most %d bytes: had %d".formatted(MAX_BODY_BYTES, body.length));
    }
    try {
      JsonNode json = ManualLogParser.JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
      throw QueryException.invalid("body must be an object: was " + FilterReader.shown(json));
    } catch (JsonProcessingException e) {
      throw QueryException.invalid("body must be JSON: " + e.getOriginalMessage());
    } catch (IOException | NumberFormatException e) {
      throw QueryException.invalid("body must be JSON: " + e.getMessage());
    }
  }

  private static HttpResponse error(HttpStatus status, String message) {
    return respond(status, NullNode.getInstance(), JsonNodeFactory.instance.textNode(message));
  }

  private static HttpResponse respond(HttpStatus status, JsonNode data, JsonNode error) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("data", data);
    answer.set("error", error);
    return HttpResponse.of(
        ResponseHeaders.builder(status)
            .contentType(MediaType.JSON_UTF_8)
            .set("cache-control", "no-store")
            .set("x-content-type-options", "nosniff")
            .build(),
        HttpData.ofUtf8(answer.toString()));
  }

  private static String path(ServiceRequestContext ctx, String name) {
    String value = ctx.pathParam(name);
    if (value == null) {
      throw new IllegalStateException("route has no path parameter " + name);
    }
    return value;
  }
}
