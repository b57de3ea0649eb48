package io.treeline.benchmarks;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes what other agents send beside OTLP traces, and throws it away: OTLP logs, and what a local
 * Datadog agent receives, which answers {@code /info} with what it accepts.
 */
final class PeerReceiver implements HttpService {

  private static final String INFO =
      """
      {"version":"7.60.0","client_drop_p0s":false,"config":{"statsd_port":0},
       "endpoints":["/v0.4/traces","/v0.5/traces","/telemetry/proxy/","/evp_proxy/v2/","/evp_proxy/v4/"]}
      """;

  /** Requests that carried spans of model calls. */
  private final LongAdder modelSpans = new LongAdder();

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String path = context.path();
    if (path.equals("/info")) {
      return HttpResponse.of(HttpStatus.OK, MediaType.JSON, INFO);
    }
    if (path.equals("/peer-requests")) {
      return HttpResponse.of(Long.toString(modelSpans.sum()));
    }
    return HttpResponse.of(
        request
            .aggregate()
            .thenApply(
                whole -> {
                  boolean spans = path.contains("llmobs") || path.endsWith("/v1/logs");
                  if (spans && whole.content().length() > 0) {
                    modelSpans.increment();
                  }
                  return path.contains("traces")
                      ? HttpResponse.of(
                          HttpStatus.OK,
                          MediaType.JSON,
                          "{\"rate_by_service\":{\"service:,env:\":1}}")
                      : HttpResponse.of(HttpStatus.OK, MediaType.JSON, "{}");
                }));
  }
}
