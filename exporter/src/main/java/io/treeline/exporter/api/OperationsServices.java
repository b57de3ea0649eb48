package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import io.treeline.exporter.telemetry.PrometheusText;
import io.treeline.exporter.telemetry.Timings;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What operators' programs ask: {@code /health} whether the process lives, {@code /ready} whether
 * it can receive and answer, {@code /metrics} how it does.
 */
public final class OperationsServices {

  private static final String LIVE = "/api/v1/live";

  private OperationsServices() {}

  /**
   * Adds the services to a server.
   *
   * @param timings told of every answer of the server
   * @param metrics in Prometheus's text format; may block
   * @param unusable parts that do not work now, such as {@code store}, each with the reason; may
   *     block
   * @param withReasons whether whoever may ask for nothing else, as {@code /ready} needs no key, is
   *     told the reasons: addresses and names of users are in them
   */
  public static void install(
      ServerBuilder server,
      Timings timings,
      Supplier<String> metrics,
      Supplier<Map<String, String>> unusable,
      boolean withReasons) {
    server.decorator(
        (delegate, ctx, req) -> {
          String route = ctx.config().route().patternString();
          // The live feed has no end, and what is not an operation is a file of the page.
          if (!route.equals(LIVE)) {
            var unused =
                ctx.log()
                    .whenComplete()
                    .thenAccept(
                        log ->
                            timings.took(
                                route.equals("/*") || route.equals("/**") ? "page" : route,
                                log.responseStatus().codeAsText(),
                                log.totalDurationNanos()));
          }
          return delegate.serve(ctx, req);
        });
    server.service("/health", (ctx, req) -> text(HttpStatus.OK, "text/plain", "ok\n"));
    server.service(
        "/ready",
        (ctx, req) ->
            HttpResponse.of(
                CompletableFuture.supplyAsync(
                    () -> ready(unusable.get(), withReasons), ctx.blockingTaskExecutor())));
    server.service(
        "/metrics",
        (ctx, req) ->
            HttpResponse.of(
                CompletableFuture.supplyAsync(
                    () -> text(HttpStatus.OK, PrometheusText.CONTENT_TYPE, metrics.get()),
                    ctx.blockingTaskExecutor())));
  }

  private static HttpResponse ready(Map<String, String> unusable, boolean withReasons) {
    if (unusable.isEmpty()) {
      return text(HttpStatus.OK, "text/plain", "ready\n");
    }
    StringBuilder why = new StringBuilder("not usable now: ");
    if (withReasons) {
      unusable.forEach((part, reason) -> why.append(part).append(": ").append(reason).append('\n'));
    } else {
      why.append(String.join(", ", unusable.keySet())).append("; the log says why\n");
    }
    return text(HttpStatus.SERVICE_UNAVAILABLE, "text/plain", why.toString());
  }

  private static HttpResponse text(HttpStatus status, String type, String text) {
    return HttpResponse.of(
        ResponseHeaders.builder(status)
            .contentType(MediaType.parse(type))
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build(),
        HttpData.ofUtf8(text));
  }
}
