package io.treeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's jar without our exporter: any OTLP receiver gets spans that it understands. */
class OtherBackendIT {

  private static final Set<String> MODEL_CALLS = Set.of("chat", "embeddings");

  @TempDir Path directory;

  @Test
  void spans_sentToAnotherReceiver_areCompleteAndValid() throws Exception {
    List<ResourceSpans> received;
    TracedDemo demo;
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      demo = TracedDemo.run(ForkedJava.jdks().get(0), directory, receiver.endpoint());
      received = receiver.received();
    }

    assertThat(received)
        .extracting(spans -> attribute(spans.getResource().getAttributesList(), "service.name"))
        .containsOnly("support-agent");
    List<Span> spans = spans(received);
    assertThat(spans).allSatisfy(OtherBackendIT::isValid);
    assertThat(spans).extracting(Span::getSpanId).doesNotHaveDuplicates();
    parentsAreInTheSameTrace(spans);
    List<Span> calls =
        spans.stream()
            .filter(span -> MODEL_CALLS.contains(text(span, "gen_ai.operation.name")))
            .toList();
    assertThat(calls).allSatisfy(OtherBackendIT::isModelCall);
    List<Span> answered =
        calls.stream()
            .filter(span -> span.getStatus().getCode() != Status.StatusCode.STATUS_CODE_ERROR)
            .toList();
    assertThat(answered).hasSize((int) demo.billedCalls());
    assertThat(
            List.of(
                sum(answered, "gen_ai.usage.input_tokens"),
                sum(answered, "gen_ai.usage.cache_read.input_tokens"),
                sum(answered, "gen_ai.usage.output_tokens"),
                sum(answered, "gen_ai.usage.reasoning.output_tokens")))
        .isEqualTo(demo.billedTokens());
    // The one that the provider refused for good; the rate-limited one was retried.
    assertThat(calls.size() - answered.size()).isEqualTo(1);
  }

  private static void isValid(Span span) {
    assertThat(span.getTraceId().size()).isEqualTo(16);
    assertThat(span.getSpanId().size()).isEqualTo(8);
    assertThat(span.getName()).isNotEmpty();
    assertThat(span.getKind()).isNotEqualTo(Span.SpanKind.SPAN_KIND_UNSPECIFIED);
    assertThat(span.getStartTimeUnixNano()).isPositive();
    assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
    List<String> keys = span.getAttributesList().stream().map(KeyValue::getKey).toList();
    assertThat(keys).doesNotHaveDuplicates();
  }

  private static void isModelCall(Span span) {
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(text(span, "gen_ai.provider.name")).isEqualTo("openai");
    String operation = text(span, "gen_ai.operation.name");
    assertThat(span.getName()).isEqualTo(operation + " " + text(span, "gen_ai.request.model"));
    assertThat(text(span, "server.address")).isEqualTo("127.0.0.1");
  }

  private static void parentsAreInTheSameTrace(List<Span> spans) {
    Set<List<ByteString>> known = new HashSet<>();
    spans.forEach(span -> known.add(List.of(span.getTraceId(), span.getSpanId())));
    assertThat(spans)
        .filteredOn(span -> !span.getParentSpanId().isEmpty())
        .allSatisfy(
            span -> assertThat(known).contains(List.of(span.getTraceId(), span.getParentSpanId())));
  }

  private static List<Span> spans(List<ResourceSpans> received) {
    return received.stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private static long sum(List<Span> spans, String key) {
    return spans.stream()
        .flatMap(span -> span.getAttributesList().stream())
        .filter(attribute -> attribute.getKey().equals(key))
        .mapToLong(attribute -> attribute.getValue().getIntValue())
        .sum();
  }

  private static String text(Span span, String key) {
    return attribute(span.getAttributesList(), key);
  }

  private static String attribute(List<KeyValue> attributes, String key) {
    Map<String, AnyValue> byKey =
        attributes.stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    return byKey.getOrDefault(key, AnyValue.getDefaultInstance()).getStringValue();
  }
}
