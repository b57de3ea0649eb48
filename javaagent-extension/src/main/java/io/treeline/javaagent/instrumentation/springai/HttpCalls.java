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
   * @param changeable whether its headers can still be changed
   */
  public static void begin(@Nullable URI uri, @Nullable HttpHeaders headers, boolean changeable) {
    ModelCall call = ModelCall.current(Context.current());
    if (call == null) {
      return;
    }
    try {
      Endpoint endpoint = uri == null ? null : Endpoint.of(uri.toString());
      Map<?, ?> map = AS_MAP.call(headers) instanceof Map<?, ?> all ? all : Map.of();
      List<String> names = map.keySet().stream().map(String::valueOf).toList();
      CallerSession session =
          CallerSession.fromHeaders(names, name -> List.of(String.valueOf(map.get(name))));
      call.enrich(
          ModelRequest.builder("")
              .endpoint(endpoint)
              .provider(endpoint == null ? null : endpoint.provider())
              .callerSession(session)
              .build());
      if (session != null && changeable && headers != null) {
        keepHome(headers, names);
      }
    } catch (Throwable e) {
      Failures.record("spring http request", e);
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

  private static void keepHome(HttpHeaders headers, List<String> names) {
    if (GenAiConfig.get().stripHeliconeHeaders()) {
      names.stream()
          .filter(CallerSession::isSessionHeader)
          .forEach(name -> RemovedHeader.from(headers, name));
    }
  }
}
