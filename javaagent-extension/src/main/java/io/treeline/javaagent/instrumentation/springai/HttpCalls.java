package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What the advice on Spring's HTTP clients does. */
public final class HttpCalls {

  // HttpHeaders is a map in Spring 6 and none in Spring 7; both have this.
  private static final OptionalMethod AS_MAP = OptionalMethod.named("toSingleValueMap");
  private static final OptionalMethod STATUS = OptionalMethod.named("getStatusCode");
  private static final OptionalMethod VALUE = OptionalMethod.named("value");

  private HttpCalls() {}

  /**
   * A request is about to be sent.
   *
   * @return whether its headers about the session shall stay at home
   */
  public static boolean begin(@Nullable URI uri, @Nullable HttpHeaders headers) {
    ModelCall call = ModelCall.current(Context.current());
    if (call == null) {
      return false;
    }
    try {
      Endpoint endpoint = uri == null ? null : Endpoint.of(uri.toString());
      Map<?, ?> map = AS_MAP.call(headers) instanceof Map<?, ?> all ? all : Map.of();
      CallerSession session =
          CallerSession.fromHeaders(names(map), name -> List.of(String.valueOf(map.get(name))));
      call.enrich(
          ModelRequest.builder("")
              .endpoint(endpoint)
              .provider(endpoint == null ? null : endpoint.provider())
              .callerSession(session)
              .build());
      return session != null && GenAiConfig.get().stripHeliconeHeaders();
    } catch (Throwable e) {
      Failures.record("spring http request", e);
      return false;
    }
  }

  /** Takes the headers about the session out. */
  public static void keepHome(HttpHeaders headers) {
    try {
      Map<?, ?> map = AS_MAP.call(headers) instanceof Map<?, ?> all ? all : Map.of();
      names(map).stream()
          .filter(CallerSession::isSessionHeader)
          .forEach(name -> RemovedHeader.from(headers, name));
    } catch (Throwable e) {
      Failures.record("spring http headers", e);
    }
  }

  /** The request was answered, or was not. */
  public static void end(@Nullable Object response, @Nullable Throwable thrown) {
    ModelCall call = ModelCall.current(Context.current());
    if (call == null) {
      return;
    }
    if (thrown != null) {
      call.attemptFailed(thrown);
      return;
    }
    Long status = VALUE.number(STATUS.call(response));
    if (status != null && status >= 400) {
      call.attemptFailed(String.valueOf(status));
    }
  }

  private static List<String> names(Map<?, ?> headers) {
    return headers.keySet().stream().map(String::valueOf).toList();
  }
}
