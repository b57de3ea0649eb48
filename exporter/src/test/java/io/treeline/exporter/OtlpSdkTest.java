package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenTelemetry's own exporters, over both protocols and every compression they offer. */
class OtlpSdkTest {

  private ReceivingExporter exporter;

  @BeforeEach
  void start() {
    exporter = new ReceivingExporter();
  }

  @AfterEach
  void stop() {
    exporter.close();
  }

  static Stream<Arguments> exporters() {
    return Stream.of("none", "gzip")
        .flatMap(
            compression ->
                Stream.of(
                    Arguments.of(
                        "grpc", compression, named(e -> grpc(e.grpcEndpoint(), compression))),
                    Arguments.of(
                        "http_protobuf",
                        compression,
                        named(e -> http(e.httpEndpoint(), compression)))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("exporters")
  void export_modelCallUnderAgent_arrivesWhole(
      String protocol, String compression, Function<ReceivingExporter, SpanExporter> exporters) {
    export(exporters.apply(exporter));

    assertThat(exporter.written).extracting(Span::name).containsExactly("chat gpt-4o-mini", "work");
    Span chat = exporter.written.get(0);
    Span work = exporter.written.get(1);
    assertThat(chat.parentSpanId()).isEqualTo(work.key().spanId());
    assertThat(chat.key().traceId()).isEqualTo(work.key().traceId());
    assertThat(chat.kind()).isEqualTo(io.treeline.exporter.model.SpanKind.CLIENT);
    assertThat(chat.startEpochNanos()).isEqualTo(1_790_000_000_123_456_789L);
    assertThat(chat.endEpochNanos()).isEqualTo(1_790_000_001_123_456_790L);
    assertThat(chat.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(chat.statusMessage()).isEqualTo("429 from the provider");
    assertThat(chat.errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(chat.operation().kind()).isEqualTo(OperationKind.LLM);
    assertThat(chat.operation().usage()).isEqualTo(new TokenUsage(1000L, 200L, 400L, null, null));
    // 600 x 0.15 + 400 x 0.075 + 200 x 0.6 dollars a million
    assertThat(chat.operation().costUsd()).isEqualTo(new BigDecimal("0.00024"));
    assertThat(chat.operation().costSource()).isEqualTo("openai/gpt-4o-mini");
    assertThat(chat.session().sessionId()).isEqualTo("order-4711");
    assertThat(chat.session().sessionIdSource()).isEqualTo(SessionIdSource.SESSION_KEY);
    assertThat(chat.origin().service()).isEqualTo("shop");
    assertThat(chat.origin().scopeName()).isEqualTo("test.scope");
    assertThat(chat.attributes().get("custom.list"))
        .isEqualTo(JsonNodeFactory.instance.arrayNode().add(1L).add(2L));
    assertThat(chat.events()).extracting("name").containsExactly("note", "exception");
    assertThat(chat.links()).extracting("target").containsExactly(work.key());
    assertThat(exporter.announced).isEqualTo(exporter.written);
    assertThat(exporter.telemetry().requests()).isEqualTo(Map.of(protocol, 1L));
    assertThat(exporter.telemetry().spansStored()).isEqualTo(2);
    assertThat(exporter.telemetry().rejected()).isEmpty();
  }

  private static void export(SpanExporter to) {
    CompletableResultCode[] last = new CompletableResultCode[1];
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "shop")))
            .addSpanProcessor(BatchSpanProcessor.builder(to).build())
            .build()) {
      Tracer tracer = provider.get("test.scope");
      var work = tracer.spanBuilder("work").startSpan();
      var chat =
          tracer
              .spanBuilder("chat gpt-4o-mini")
              .setParent(Context.root().with(work))
              .setSpanKind(SpanKind.CLIENT)
              .setStartTimestamp(1_790_000_000_123_456_789L, TimeUnit.NANOSECONDS)
              .addLink(work.getSpanContext())
              .startSpan();
      chat.setAttribute("gen_ai.operation.name", "chat");
      chat.setAttribute("gen_ai.provider.name", "openai");
      chat.setAttribute("gen_ai.request.model", "gpt-4o-mini");
      chat.setAttribute("gen_ai.usage.input_tokens", 1000);
      chat.setAttribute("gen_ai.usage.output_tokens", 200);
      chat.setAttribute("gen_ai.usage.cache_read.input_tokens", 400);
      chat.setAttribute("session.id", "order-4711");
      chat.setAttribute(AttributeKey.longArrayKey("custom.list"), List.of(1L, 2L));
      chat.addEvent("note");
      chat.recordException(new IllegalStateException("too many requests"));
      chat.setStatus(StatusCode.ERROR, "429 from the provider");
      chat.end(1_790_000_001_123_456_790L, TimeUnit.NANOSECONDS);
      work.end();
      last[0] = provider.forceFlush().join(10, TimeUnit.SECONDS);
    }
    assertThat(last[0].isSuccess()).isTrue();
  }

  private static SpanExporter grpc(String endpoint, String compression) {
    var builder = OtlpGrpcSpanExporter.builder().setEndpoint(endpoint);
    return builder.setCompression(compression).build();
  }

  private static SpanExporter http(String endpoint, String compression) {
    var builder = OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces");
    return builder.setCompression(compression).build();
  }

  private static Function<ReceivingExporter, SpanExporter> named(
      Function<ReceivingExporter, SpanExporter> exporters) {
    return exporters;
  }
}
