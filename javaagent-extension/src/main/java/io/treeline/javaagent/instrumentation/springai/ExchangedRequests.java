package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.treeline.genai.Failures;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;

/** Requests of {@code WebClient}, which cannot be changed but copied. */
public final class ExchangedRequests {

  private ExchangedRequests() {}

  /** The request to send: this one, or a copy without what shall stay at home. */
  public static @Nullable ClientRequest begin(ClientRequest request) {
    try {
      if (HttpCalls.begin(request.url(), request.headers())) {
        return ClientRequest.from(request).headers(HttpCalls::keepHome).build();
      }
    } catch (Throwable e) {
      Failures.record("spring web client request", e);
    }
    return request;
  }
}
