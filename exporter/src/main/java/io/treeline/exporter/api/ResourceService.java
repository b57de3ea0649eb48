package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.function.Function;

/** Serves one read-only resource; the work is done on a thread that may block. */
final class ResourceService implements HttpService {

  private static final String METHODS = "GET, HEAD, OPTIONS";

  private final Function<ServiceRequestContext, JsonBody> resource;

  ResourceService(Function<ServiceRequestContext, JsonBody> resource) {
    this.resource = resource;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest req) {
    return switch (req.method()) {
      case GET, HEAD -> answer(ctx, req.method() == HttpMethod.HEAD);
      case OPTIONS ->
          HttpResponse.of(
              ResponseHeaders.builder(HttpStatus.NO_CONTENT)
                  .set(HttpHeaderNames.ALLOW, METHODS)
                  .build());
      default -> notAllowed(req.method());
    };
  }

  private HttpResponse answer(ServiceRequestContext ctx, boolean headersOnly) {
    // Large sessions may take their time; a client that goes away ends the request.
    ctx.clearRequestTimeout();
    JsonAnswer answer = new JsonAnswer(HttpStatus.OK);
    ctx.blockingTaskExecutor()
        .execute(
            () -> {
              try {
                JsonBody body = resource.apply(ctx);
                answer.write(headersOnly ? out -> {} : body);
              } catch (RuntimeException | Error e) {
                answer.fail(e);
              }
            });
    return answer.response();
  }

  private static HttpResponse notAllowed(HttpMethod method) {
    String message = "this resource can only be read: use GET, not " + method;
    return ErrorMapping.error(HttpStatus.METHOD_NOT_ALLOWED, "INVALID_ARGUMENT", message)
        .mapHeaders(headers -> headers.toBuilder().set(HttpHeaderNames.ALLOW, METHODS).build());
  }
}
