package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.query.QueryException;
import java.io.IOException;
import java.util.function.BiFunction;

/**
 * A question too long for an address: a JSON object is posted, and changes nothing. The type of the
 * body must be said, as a web page cannot send that type to another origin unasked.
 */
final class QuestionService implements HttpService {

  private static final String METHODS = "POST";

  private final BiFunction<ServiceRequestContext, JsonNode, JsonBody> answer;

  QuestionService(BiFunction<ServiceRequestContext, JsonNode, JsonBody> answer) {
    this.answer = answer;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest req) {
    if (req.method() != HttpMethod.POST) {
      return ErrorMapping.error(
              HttpStatus.METHOD_NOT_ALLOWED,
              "INVALID_ARGUMENT",
              "this resource takes a question: use POST, not " + req.method())
          .mapHeaders(headers -> headers.toBuilder().set(HttpHeaderNames.ALLOW, METHODS).build());
    }
    MediaType type = req.contentType();
    if (type == null || !type.is(MediaType.JSON)) {
      return ErrorMapping.error(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "INVALID_ARGUMENT",
          "content-type must be application/json: was " + type);
    }
    ctx.clearRequestTimeout();
    return HttpResponse.of(
        req.aggregate()
            .thenApplyAsync(
                body -> {
                  JsonAnswer out = new JsonAnswer(HttpStatus.OK);
                  HttpResponse response = out.response();
                  ctx.blockingTaskExecutor().execute(() -> write(ctx, out, body.content().array()));
                  return response;
                },
                ctx.blockingTaskExecutor()));
  }

  private void write(ServiceRequestContext ctx, JsonAnswer out, byte[] body) {
    try {
      out.write(answer.apply(ctx, read(body)));
    } catch (RuntimeException | Error e) {
      out.fail(e);
    }
  }

  private static JsonNode read(byte[] body) {
    try {
      JsonNode json = JsonBody.exactReader().readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw QueryException.invalid("the body must be JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw QueryException.invalid("the body cannot be read: " + e.getMessage());
    }
    throw QueryException.invalid("the body must be a JSON object");
  }
}
