package io.treeline.javaagent.instrumentation.openai;

import com.openai.core.ClientOptions;
import com.openai.core.Params;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.HttpResponseFor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.wire.OpenAiApi;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call of a service, from the entry of its method to the answer in the application's hands. */
public final class OpenAiCall {

  private static final GenAiTelemetry TELEMETRY =
      GenAiTelemetry.create("io.treeline.openai", "openai");

  private final ModelCall call;
  private final OpenAiApi api;
  private final boolean streaming;
  private final Scope scope;

  private OpenAiCall(ModelCall call, OpenAiApi api, boolean streaming, Scope scope) {
    this.call = call;
    this.api = api;
    this.streaming = streaming;
    this.scope = scope;
  }

  /** Null when it cannot be traced; the call goes on all the same. */
  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  public static @Nullable OpenAiCall begin(Params params, ClientOptions client, boolean streaming) {
    try {
      RequestBody body = RequestBody.of(params);
      if (body == null) {
        return null;
      }
      Endpoint endpoint = Endpoint.of(client.baseUrl());
      ModelRequest request =
          body.api()
              .readRequest(JsonBodies.read(body.value(), body.api()))
              .streaming(streaming)
              .endpoint(endpoint)
              .provider(endpoint == null ? null : endpoint.provider())
              .callerSession(CallerHeaders.session(params, client))
              .build();
      ModelCall call = TELEMETRY.startModelCall(Context.current(), request);
      return new OpenAiCall(call, body.api(), streaming, call.makeCurrent());
    } catch (Throwable e) {
      Failures.record("openai request", e);
      return null;
    }
  }

  /** The service's method returned or threw. */
  public @Nullable HttpResponseFor<?> returned(
      @Nullable HttpResponseFor<?> response, @Nullable Throwable failure) {
    scope.close();
    if (failure != null || response == null) {
      failed(failure);
      return response;
    }
    try {
      return wrap(response);
    } catch (Throwable e) {
      Failures.record("openai response", e);
      failed(null);
      return response;
    }
  }

  /** The method of the asynchronous service returned or threw. */
  public @Nullable CompletableFuture<HttpResponseFor<?>> returnedLater(
      @Nullable CompletableFuture<HttpResponseFor<?>> response, @Nullable Throwable failure) {
    scope.close();
    if (failure != null || response == null) {
      failed(failure);
      return response;
    }
    return CallFuture.of(response, this);
  }

  /** The client is about to try again, on whatever thread. */
  public static void retrying(int attempt, @Nullable HttpResponse response, Duration backoff) {
    ModelCall current = ModelCall.current(Context.current());
    if (current != null) {
      String reason = response == null ? null : Integer.toString(response.statusCode());
      current.retry(attempt, reason, backoff);
    }
  }

  /** An attempt threw; the client is about to decide whether to try again. */
  public static void attemptFailed(Throwable failure) {
    ModelCall current = ModelCall.current(Context.current());
    if (current != null) {
      current.attemptFailed(failure);
    }
  }

  HttpResponseFor<?> wrap(HttpResponseFor<?> response) {
    return RawResponseHandler.wrap(response, this);
  }

  ModelCall call() {
    return call;
  }

  OpenAiApi api() {
    return api;
  }

  boolean streaming() {
    return streaming;
  }

  void answered(Object parsed) {
    ModelResponse response = ModelResponse.EMPTY;
    try {
      response = api.readResponse(JsonBodies.read(parsed, api));
    } catch (Throwable e) {
      Failures.record("openai response", e);
    }
    call.end(response);
  }

  /** The application cancelled the future it got. */
  void cancelled() {
    call.cancelled(streaming);
  }

  void failed(@Nullable Throwable failure) {
    if (failure == null) {
      call.end(ModelResponse.EMPTY);
    } else {
      call.fail(failure);
    }
  }
}
