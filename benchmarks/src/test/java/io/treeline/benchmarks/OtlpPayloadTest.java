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
    OtlpPayload payload = OtlpPayload.of(30, 512);

    List<ByteString> first = spanIds(payload.fresh());
    List<ByteString> second = spanIds(payload.fresh());

    assertThat(first).hasSize(30).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
  }

  @Test
  void fresh_thirtySpans_areThreeTracesOfTen() throws InvalidProtocolBufferException {
    List<Span> spans = spans(OtlpPayload.of(30, 0).fresh());

    assertThat(spans.stream().map(Span::getTraceId).distinct()).hasSize(3);
    assertThat(spans).allMatch(span -> span.getTraceId().size() == 16);
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
