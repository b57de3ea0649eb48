package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.http.client.HttpRequest;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@link HttpClientInstrumentation}'s advice does. */
public final class HttpCalls {

  private static final OptionalField HEADERS = OptionalField.named("headers");

  private HttpCalls() {}

  public static void begin(@Nullable HttpRequest request) {
    ModelCall call = ModelCall.current(Context.current());
    if (call != null && request != null) {
      Endpoint endpoint = Endpoint.of(request.url());
      call.enrich(
          ModelRequest.builder("")
              .endpoint(endpoint)
              .provider(endpoint == null ? null : endpoint.provider())
              .callerSession(callerSession(request))
              .build());
    }
  }

  public static void failed(@Nullable Throwable thrown) {
    if (thrown != null) {
      ModelCall call = ModelCall.current(Context.current());
      if (call != null) {
        call.attemptFailed(HttpFailures.reason(thrown));
      }
    }
  }

  /** The headers to send: all of them, unless the user wants those about the session kept home. */
  public static @Nullable Map<String, List<String>> withoutSession(
      @Nullable Map<String, List<String>> headers) {
    if (headers == null
        || !GenAiConfig.get().stripHeliconeHeaders()
        || headers.keySet().stream().noneMatch(CallerSession::isSessionHeader)) {
      return headers;
    }
    Map<String, List<String>> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> {
          if (!CallerSession.isSessionHeader(name)) {
            kept.put(name, values);
          }
        });
    return kept;
  }

  /** From the field: the method answers without these headers when they are kept home. */
  @SuppressWarnings("unchecked") // the field's declared type in every version
  private static @Nullable CallerSession callerSession(HttpRequest request) {
    Map<String, List<String>> headers = (Map<String, List<String>>) HEADERS.get(request);
    return headers == null
        ? null
        : CallerSession.fromHeaders(
            headers.keySet(), name -> headers.getOrDefault(name, List.of()));
  }
}
