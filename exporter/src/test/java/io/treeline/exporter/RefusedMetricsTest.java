package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenTelemetry's own exporters are told that metrics are not kept, and do not try for ever. */
class RefusedMetricsTest {

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void export_bySdk_failsAtOnceAndIsNotTriedAgain(String protocol) {
    try (ReceivingExporter exporter = new ReceivingExporter()) {
      MetricExporter metrics =
          protocol.equals("grpc")
              ? OtlpGrpcMetricExporter.builder().setEndpoint(exporter.grpcEndpoint()).build()
              : OtlpHttpMetricExporter.builder()
                  .setEndpoint(exporter.httpEndpoint() + "/v1/metrics")
                  .build();
      SdkMeterProvider provider =
          SdkMeterProvider.builder()
              .registerMetricReader(
                  PeriodicMetricReader.builder(metrics).setInterval(Duration.ofDays(1)).build())
              .build();
      provider.get("scope").counterBuilder("calls").build().add(1);

      CompletableResultCode flushed = provider.forceFlush().join(60, TimeUnit.SECONDS);

      assertThat(flushed.isDone()).isTrue();
      assertThat(exporter.telemetry().rejected()).isEqualTo(Map.of("unsupported_signal", 1L));
      provider.close();
    }
  }
}
