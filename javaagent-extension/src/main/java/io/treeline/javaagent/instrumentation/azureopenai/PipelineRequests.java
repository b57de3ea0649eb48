package io.treeline.javaagent.instrumentation.azureopenai;

import static java.util.stream.Collectors.toMap;

import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link RetryPolicyInstrumentation}'s advice does, for requests that are a model's. */
public final class PipelineRequests {

  static void sending(HttpRequest request) {
    ModelCall call = ModelCall.current(Context.current());
    if (call == null) {
      return;
    }
    HttpHeaders headers = request.getHeaders();
    Map<String, List<String>> values =
        headers.stream().collect(toMap(HttpHeader::getName, HttpHeader::getValuesList));
    CallerSession session =
        CallerSession.fromHeaders(values.keySet(), name -> values.getOrDefault(name, List.of()));
    call.enrich(
        ModelRequest.builder("")
            .endpoint(Endpoint.of(request.getUrl().toString()))
            .callerSession(session)
            .build());
    if (session != null && GenAiConfig.get().stripHeliconeHeaders()) {
      values.keySet().stream()
          .filter(CallerSession::isSessionHeader)
          .map(HttpHeaderName::fromString)
          .forEach(headers::remove);
    }
  }

  /**
   * @param attempt the one that failed; 0 is the first
   */
  static void retrying(int attempt, String reason, @Nullable Duration backoff) {
    ModelCall call = ModelCall.current(Context.current());
    if (call != null) {
      call.retry(attempt + 1, reason, backoff);
    }
  }

  private PipelineRequests() {}
}
