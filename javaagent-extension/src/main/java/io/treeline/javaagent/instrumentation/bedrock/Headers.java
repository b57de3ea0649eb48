package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;

/** What the headers set on a request by {@code overrideConfiguration} say of its session. */
public final class Headers {

  private static final OptionalField HEADERS = OptionalField.named("headers");

  static @Nullable CallerSession session(SdkRequest request) {
    Map<String, List<String>> headers =
        request.overrideConfiguration().map(Headers::all).orElse(Map.of());
    return headers.isEmpty()
        ? null
        : CallerSession.fromHeaders(
            headers.keySet(), name -> headers.getOrDefault(name, List.of()));
  }

  /** The headers to send: all of them, unless the user wants those about the session kept home. */
  static Map<String, List<String>> withoutSession(Map<String, List<String>> headers) {
    if (!GenAiConfig.get().stripHeliconeHeaders()
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
  private static Map<String, List<String>> all(Object override) {
    return HEADERS.get(override) instanceof Map<?, ?> headers
        ? (Map<String, List<String>>) headers
        : Map.of();
  }

  private Headers() {}
}
