package io.treeline.exporter.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Serves a resource that can be changed. The work is done on a thread that may block. A body must
 * be called JSON, which no web page can send to a foreign server without asking it first.
 */
final class MethodService implements HttpService {

  /** One method of the resource. */
  interface Operation {
    JsonBody run(ServiceRequestContext ctx, AggregatedHttpRequest request);
  }

  private final Map<HttpMethod, Operation> operations;

  private MethodService(Map<HttpMethod, Operation> operations) {
    this.operations = operations;
  }

  /** A resource that takes a question: one JSON object. */
  static MethodService question(BiFunction<ServiceRequestContext, JsonNode, JsonBody> answer) {
    Map<HttpMethod, Operation> operations = new EnumMap<>(HttpMethod.class);
    operations.put(
        HttpMethod.POST,
        (ctx, request) -> answer.apply(ctx, JsonBody.object(request.content().array())));
    return new MethodService(operations);
  }

  static MethodService of(
      HttpMethod method, Operation operation, HttpMethod other, Operation otherOperation) {
    Map<HttpMethod, Operation> operations = new EnumMap<>(HttpMethod.class);
    operations.put(method, operation);
    operations.put(other, otherOperation);
    return new MethodService(operations);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest req) {
    boolean head = req.method() == HttpMethod.HEAD;
    Operation operation = operations.get(head ? HttpMethod.GET : req.method());
    if (req.method() == HttpMethod.OPTIONS) {
      return HttpResponse.of(
          ResponseHeaders.builder(HttpStatus.NO_CONTENT)
              .set(HttpHeaderNames.ALLOW, methods())
              .build());
    }
    if (operation == null) {
      return ErrorMapping.error(
              HttpStatus.METHOD_NOT_ALLOWED,
              "INVALID_ARGUMENT",
              "this resource has the methods %s: was %s".formatted(methods(), req.method()))
          .mapHeaders(h -> h.toBuilder().set(HttpHeaderNames.ALLOW, methods()).build());
    }
    MediaType type = req.contentType();
    if (req.method() == HttpMethod.POST && (type == null || !type.belongsTo(MediaType.JSON))) {
      return ErrorMapping.error(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "INVALID_ARGUMENT",
          "content type must be application/json: was %s"
              .formatted(type == null ? "absent" : type.nameWithoutParameters()));
    }
    // Large answers may take their time; a client that goes away ends the request.
    ctx.clearRequestTimeout();
    return HttpResponse.of(
        req.aggregate()
            .handleAsync(
                (request, fault) -> {
                  JsonAnswer answer = new JsonAnswer(HttpStatus.OK);
                  HttpResponse response = answer.response();
                  // Handed out before it is written: a large one waits for its reader.
                  ctx.blockingTaskExecutor()
                      .execute(() -> run(ctx, operation, request, fault, head, answer));
                  return response;
                },
                ctx.blockingTaskExecutor()));
  }

  private static void run(
      ServiceRequestContext ctx,
      Operation operation,
      @Nullable AggregatedHttpRequest request,
      @Nullable Throwable fault,
      boolean head,
      JsonAnswer answer) {
    if (request == null) {
      answer.fail(fault == null ? new IllegalStateException("a request without body") : fault);
      return;
    }
    try {
      JsonBody body = operation.run(ctx, request);
      answer.write(head ? out -> {} : body);
    } catch (RuntimeException | Error e) {
      answer.fail(e);
    }
  }

  private String methods() {
    String own =
        operations.keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    return own + (operations.containsKey(HttpMethod.GET) ? ", HEAD, OPTIONS" : ", OPTIONS");
  }
}
