package io.treeline.javaagent.instrumentation.openai;

import com.openai.core.ClientOptions;
import com.openai.core.Params;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpRequest;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The session headers a caller sets on a call or on its client. */
final class CallerHeaders {

  /** The call's own headers win over the client's. */
  static @Nullable CallerSession session(Params params, ClientOptions client) {
    CallerSession call = session(params._headers());
    CallerSession common = session(client.headers());
    return call == null ? common : call.orElse(common);
  }

  /** {@code request} itself when there is nothing to take off it. */
  static HttpRequest strip(HttpRequest request) {
    if (!GenAiConfig.get().stripHeliconeHeaders()) {
      return request;
    }
    Set<String> names =
        request.headers().names().stream()
            .filter(CallerSession::isSessionHeader)
            .collect(Collectors.toSet());
    return names.isEmpty() ? request : request.toBuilder().removeAllHeaders(names).build();
  }

  private static @Nullable CallerSession session(Headers headers) {
    return headers.isEmpty() ? null : CallerSession.fromHeaders(headers.names(), headers::values);
  }

  private CallerHeaders() {}
}
