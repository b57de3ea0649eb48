package io.treeline.javaagent.instrumentation.stainless;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.wire.WireApi;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.SessionIdSources;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call of a service, from the entry of its method to the answer in the application's hands. */
public final class ServiceCall {

  private final StainlessLibrary<?, ?, ?> library;
  private final ModelCall call;
  private final WireApi api;
  private final boolean streaming;
  private final Scope scope;

  private ServiceCall(
      StainlessLibrary<?, ?, ?> library,
      ModelCall call,
      WireApi api,
      boolean streaming,
      Scope scope) {
    this.library = library;
    this.call = call;
    this.api = api;
    this.streaming = streaming;
    this.scope = scope;
  }

  /**
   * A method of a service was entered.
   *
   * @param method its name
   * @return null when the call cannot be traced; it goes on all the same
   */
  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  public static <P, C, O> @Nullable ServiceCall begin(
      StainlessLibrary<P, C, O> library, P params, C client, O options, String method) {
    try {
      RequestBody body = library.body(params);
      if (body == null) {
        return null;
      }
      boolean streaming = method.equals(ServiceMethods.STREAMING);
      Endpoint endpoint = Endpoint.of(library.baseUrl(client));
      Context caller = Context.current();
      // Nearly always what the sampler will say too.
      boolean dropped = isDropped(caller);
      JsonBodies json = library.json();
      ModelRequest.Builder request =
          body.api()
              .readRequest(
                  dropped
                      ? json.readFrame(body.value(), body.api())
                      : json.read(body.value(), body.api()))
              .streaming(streaming)
              .endpoint(endpoint)
              .provider(endpoint == null ? null : endpoint.provider())
              .conversationId(library.conversationId(options))
              .callerSession(library.callerSession(params, client));
      Context context = inSession(caller, library.conversationId(options));
      ModelCall call = library.telemetry().startModelCall(context, request.build());
      if (dropped && call.isRecording()) {
        call.enrich(body.api().readRequest(json.read(body.value(), body.api())).build());
      }
      return new ServiceCall(library, call, body.api(), streaming, call.makeCurrent());
    } catch (Throwable e) {
      Failures.record(library.name() + " request", e);
      return null;
    }
  }

  private static boolean isDropped(Context caller) {
    SpanContext parent = Span.fromContext(caller).getSpanContext();
    return parent.isValid() && !parent.isSampled();
  }

  /**
   * The service's method returned or threw.
   *
   * @param response a raw response, or a future of one
   */
  public @Nullable Object returned(@Nullable Object response, @Nullable Throwable failure) {
    scope.close();
    if (failure != null || response == null) {
      failed(failure);
      return response;
    }
    return response instanceof CompletableFuture<?> future
        ? CallFuture.of(future, this)
        : wrap(response);
  }

  /** Stands for the raw response, or is it when it cannot be watched. */
  Object wrap(Object response) {
    try {
      library.describe(call, response);
      return RawResponseHandler.wrap(response, this);
    } catch (Throwable e) {
      Failures.record(library.name() + " response", e);
      failed(null);
      return response;
    }
  }

  private static Context inSession(Context context, @Nullable String conversationId) {
    return conversationId == null
        ? context
        : SessionContext.from(context)
            .offerId(conversationId, SessionIdSources.FRAMEWORK)
            .storeInContext(context);
  }

  StainlessLibrary<?, ?, ?> library() {
    return library;
  }

  ModelCall call() {
    return call;
  }

  WireApi api() {
    return api;
  }

  boolean streaming() {
    return streaming;
  }

  void answered(@Nullable Object parsed) {
    ModelResponse response = ModelResponse.EMPTY;
    try {
      if (parsed != null) {
        JsonBodies json = library.json();
        response =
            api.readResponse(
                call.isRecording() ? json.read(parsed, api) : json.readFrame(parsed, api));
      }
    } catch (Throwable e) {
      Failures.record(library.name() + " response", e);
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
