package io.treeline.benchmarks;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One export request of realistic LLM spans whose ids are replaced before each sending, so that a
 * server that recognizes duplicates has to store every span, and the load generator need not encode
 * each request anew.
 */
final class OtlpPayload {

  /** Stands where ids go; occurs nowhere else in the request. */
  private static final byte[] ID_MARK = {(byte) 0xF7, 0x3B, (byte) 0xE1, 0x5C};

  private final byte[] template;
  private final int[] traceIdOffsets;
  private final int[] spanIdOffsets;

  private OtlpPayload(byte[] template, int[] traceIdOffsets, int[] spanIdOffsets) {
    this.template = template;
    this.traceIdOffsets = traceIdOffsets;
    this.spanIdOffsets = spanIdOffsets;
  }

  static OtlpPayload of(int spans, int contentBytes) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    scope.getScopeBuilder().setName("io.treeline.openai-java");
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    for (int i = 0; i < spans; i++) {
      scope.addSpans(span(i, now, contentBytes));
    }
    byte[] bytes =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(
                        Resource.newBuilder()
                            .addAttributes(text("service.name", "support-agent"))
                            .addAttributes(text("service.version", "1.4.2")))
                    .addScopeSpans(scope))
            .build()
            .toByteArray();
    return locate(bytes, spans);
  }

  /** A copy of the request in which every span is new; ten spans share a trace and a session. */
  byte[] fresh() {
    byte[] copy = template.clone();
    ByteBuffer buffer = ByteBuffer.wrap(copy);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long traceHigh = 0;
    long traceLow = 0;
    for (int i = 0; i < traceIdOffsets.length; i++) {
      if (i % 10 == 0) {
        traceHigh = random.nextLong();
        traceLow = random.nextLong() | 1;
      }
      buffer.putLong(traceIdOffsets[i], traceHigh).putLong(traceIdOffsets[i] + 8, traceLow);
      buffer.putLong(spanIdOffsets[i], random.nextLong() | 1);
    }
    return copy;
  }

  private static Span span(int index, long nowNanos, int contentBytes) {
    byte[] traceId = new byte[16];
    byte[] spanId = new byte[8];
    System.arraycopy(ID_MARK, 0, traceId, 0, ID_MARK.length);
    System.arraycopy(ID_MARK, 0, spanId, 0, ID_MARK.length);
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(traceId))
            .setSpanId(ByteString.copyFrom(spanId))
            .setName("chat gpt-4o-mini")
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .setStartTimeUnixNano(nowNanos + index * 1_000L)
            .setEndTimeUnixNano(nowNanos + index * 1_000L + 800_000_000L)
            .addAttributes(text("gen_ai.operation.name", "chat"))
            .addAttributes(text("gen_ai.provider.name", "openai"))
            .addAttributes(text("gen_ai.request.model", "gpt-4o-mini"))
            .addAttributes(text("gen_ai.response.model", "gpt-4o-mini-2024-07-18"))
            .addAttributes(text("gen_ai.response.id", "chatcmpl-" + index))
            .addAttributes(number("gen_ai.usage.input_tokens", 1200 + index))
            .addAttributes(number("gen_ai.usage.output_tokens", 230))
            .addAttributes(number("gen_ai.usage.cache_read.input_tokens", 800))
            .addAttributes(text("session.id", "session-" + index / 10))
            .addAttributes(text("treeline.session.name", "Customer Support - Refund"))
            .addAttributes(text("treeline.session.path", "/support/refund/decide"))
            .addAttributes(text("treeline.property.tier", "gold"))
            .addAttributes(text("treeline.property.region", "eu-west-1"))
            .addAttributes(text("user.id", "user-" + index % 50))
            .addAttributes(text("server.address", "api.openai.com"));
    if (contentBytes > 0) {
      span.addAttributes(text("gen_ai.input.messages", messages(index, contentBytes * 3 / 4)))
          .addAttributes(text("gen_ai.output.messages", messages(index, contentBytes / 4)));
    }
    return span.build();
  }

  private static String messages(int index, int bytes) {
    StringBuilder words = new StringBuilder();
    while (words.length() < bytes - 80) {
      words
          .append("Customer ")
          .append(index)
          .append(" asks where order ")
          .append(words.length())
          .append(" went. ");
    }
    return "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"" + words + "\"}]}]";
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private static OtlpPayload locate(byte[] bytes, int spans) {
    int[] traces = new int[spans];
    int[] ids = new int[spans];
    int found = 0;
    for (int i = 0; i <= bytes.length - ID_MARK.length; i++) {
      if (isMark(bytes, i)) {
        // In a span the trace id stands first, the span id right behind it.
        if (found % 2 == 0) {
          traces[found / 2] = i;
        } else {
          ids[found / 2] = i;
        }
        found++;
      }
    }
    if (found != spans * 2) {
      throw new IllegalStateException(
          "expected " + spans * 2 + " ids in the encoded request: found " + found);
    }
    return new OtlpPayload(bytes, traces, ids);
  }

  private static boolean isMark(byte[] bytes, int at) {
    for (int i = 0; i < ID_MARK.length; i++) {
      if (bytes[at + i] != ID_MARK[i]) {
        return false;
      }
    }
    return true;
  }
}
