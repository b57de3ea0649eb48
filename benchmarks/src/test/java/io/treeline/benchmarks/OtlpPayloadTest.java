package io.treeline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OtlpPayloadTest {

  @Test
  void fresh_calledTwice_sharesNoSpan() throws InvalidProtocolBufferException {
    OtlpPayload payload = OtlpPayload.of(30, OtlpPayload.Kind.CONVERSATION);

    List<ByteString> first = spanIds(payload.fresh());
    List<ByteString> second = spanIds(payload.fresh());

    assertThat(first).hasSize(30).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
  }

  @Test
  void fresh_sixtySpans_areThreeTracesOfTwentyInASessionEach()
      throws InvalidProtocolBufferException {
    List<Span> spans = spans(OtlpPayload.of(60, OtlpPayload.Kind.SMALL).fresh());

    assertThat(spans.stream().map(Span::getTraceId).distinct()).hasSize(3);
    assertThat(spans).allMatch(span -> span.getTraceId().size() == 16);
    assertThat(spans.stream().map(OtlpPayloadTest::session).distinct()).hasSize(3);
  }

  @Test
  void of_kinds_areAboutAsLargeAsTheySay() {
    assertThat(OtlpPayload.of(100, OtlpPayload.Kind.SMALL).bytes() / 100).isBetween(250, 350);
    assertThat(OtlpPayload.of(100, OtlpPayload.Kind.CONVERSATION).bytes() / 100)
        .isBetween(3_700, 4_200);
  }

  private static String session(Span span) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("session.id"))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElseThrow();
  }

  private static List<ByteString> spanIds(byte[] request) throws InvalidProtocolBufferException {
    return spans(request).stream().map(Span::getSpanId).toList();
  }

  private static List<Span> spans(byte[] request) throws InvalidProtocolBufferException {
    return ExportTraceServiceRequest.parseFrom(request)
        .getResourceSpans(0)
        .getScopeSpans(0)
        .getSpansList();
  }
}
