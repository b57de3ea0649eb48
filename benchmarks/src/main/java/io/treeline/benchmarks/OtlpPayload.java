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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One export request of realistic LLM spans whose ids and session are replaced before each sending,
 * so that a server that recognizes duplicates has to store every span, and the load generator need
 * not encode each request anew.
 */
final class OtlpPayload implements Payload {

  /** Spans of one trace, which is one session: the turns of one conversation. */
  static final int TURNS = 20;

  /** Stands where ids go; occurs nowhere else in the request. */
  private static final byte[] ID_MARK = {(byte) 0xF7, 0x3B, (byte) 0xE1, 0x5C};

  /** Stands where texts name the session: 16 characters, the number of the session among them. */
  private static final byte[] SESSION_MARK_BEGIN = "~#session".getBytes(StandardCharsets.US_ASCII);

  private static final int SESSION_MARK_LENGTH = 16;
  private static final int BYTES_OF_A_TURN = 245;

  private final byte[] template;
  private final int[] traceIdOffsets;
  private final int[] spanIdOffsets;
  private final int[][] sessionOffsets;

  private OtlpPayload(
      byte[] template, int[] traceIdOffsets, int[] spanIdOffsets, int[][] sessionOffsets) {
    this.template = template;
    this.traceIdOffsets = traceIdOffsets;
    this.spanIdOffsets = spanIdOffsets;
    this.sessionOffsets = sessionOffsets;
  }

  /** Which spans. */
  enum Kind {
    /** About 0.3 KB: a model, tokens and a session. */
    SMALL("0.3 KB"),
    /** About 3.9 KB on average: every span carries the whole conversation up to its turn. */
    CONVERSATION("3.9 KB");

    final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  static OtlpPayload of(int spans, Kind kind) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    scope.getScopeBuilder().setName("io.treeline.openai-java");
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    for (int i = 0; i < spans; i++) {
      scope.addSpans(span(i, now, kind));
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

  @Override
  public int spans() {
    return spanIdOffsets.length;
  }

  /** Bytes of the request. */
  int bytes() {
    return template.length;
  }

  /** A copy of the request in which every span, trace, session and text is new. */
  @Override
  public byte[] fresh() {
    byte[] copy = template.clone();
    ByteBuffer buffer = ByteBuffer.wrap(copy);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long traceHigh = 0;
    long traceLow = 0;
    for (int i = 0; i < traceIdOffsets.length; i++) {
      if (i % TURNS == 0) {
        traceHigh = random.nextLong();
        traceLow = random.nextLong() | 1;
      }
      buffer.putLong(traceIdOffsets[i], traceHigh).putLong(traceIdOffsets[i] + 8, traceLow);
      buffer.putLong(spanIdOffsets[i], random.nextLong() | 1);
    }
    for (int[] offsets : sessionOffsets) {
      byte[] name =
          HexFormat.of().toHexDigits(random.nextLong()).getBytes(StandardCharsets.US_ASCII);
      for (int offset : offsets) {
        System.arraycopy(name, 0, copy, offset, SESSION_MARK_LENGTH);
      }
    }
    return copy;
  }

  private static Span span(int index, long nowNanos, Kind kind) {
    byte[] traceId = new byte[16];
    byte[] spanId = new byte[8];
    System.arraycopy(ID_MARK, 0, traceId, 0, ID_MARK.length);
    System.arraycopy(ID_MARK, 0, spanId, 0, ID_MARK.length);
    String session = String.format(Locale.ROOT, "~#session%04d#~~", index / TURNS);
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
            .addAttributes(number("gen_ai.usage.input_tokens", 1200 + index))
            .addAttributes(number("gen_ai.usage.output_tokens", 230))
            .addAttributes(text("session.id", session));
    if (kind == Kind.CONVERSATION) {
      addConversation(span, index, session);
    }
    return span.build();
  }

  /** The attributes of a span as text. */
  static Map<String, String> tags(int index, Kind kind) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (KeyValue attribute : span(index, 0, kind).getAttributesList()) {
      AnyValue value = attribute.getValue();
      tags.put(
          attribute.getKey(),
          value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue());
    }
    return tags;
  }

  private static void addConversation(Span.Builder span, int index, String session) {
    int turn = index % TURNS;
    List<String> messages = new ArrayList<>();
    for (int i = 0; i <= turn; i++) {
      messages.add(message(i % 2 == 0 ? "user" : "assistant", session, i));
    }
    span.addAttributes(text("gen_ai.response.model", "gpt-4o-mini-2024-07-18"))
        .addAttributes(text("gen_ai.response.id", "chatcmpl-" + index))
        .addAttributes(number("gen_ai.usage.cache_read.input_tokens", 800))
        .addAttributes(text("treeline.session.name", "Customer Support - Refund"))
        .addAttributes(text("treeline.session.path", "/support/refund/decide"))
        .addAttributes(text("treeline.property.tier", "gold"))
        .addAttributes(text("treeline.property.region", "eu-west-1"))
        .addAttributes(text("user.id", "user-" + index % 50))
        .addAttributes(text("server.address", "api.openai.com"))
        .addAttributes(text("gen_ai.input.messages", "[" + String.join(",", messages) + "]"))
        .addAttributes(
            text("gen_ai.output.messages", "[" + message("assistant", session, turn + 1) + "]"));
  }

  private static String message(String role, String session, int turn) {
    StringBuilder words = new StringBuilder();
    while (words.length() < BYTES_OF_A_TURN - 80) {
      words
          .append("Customer ")
          .append(session)
          .append(" asks once more in turn ")
          .append(turn)
          .append(" where order ")
          .append(words.length() + 31 * turn)
          .append(" went. ");
    }
    return "{\"role\":\""
        + role
        + "\",\"parts\":[{\"type\":\"text\",\"content\":\""
        + words
        + "\"}]}";
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
    int sessions = (spans + TURNS - 1) / TURNS;
    List<List<Integer>> names = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      names.add(new ArrayList<>());
    }
    int found = 0;
    for (int i = 0; i <= bytes.length - SESSION_MARK_LENGTH; i++) {
      if (isMark(bytes, i, ID_MARK)) {
        // In a span the trace id stands first, the span id right behind it.
        if (found % 2 == 0) {
          traces[found / 2] = i;
        } else {
          ids[found / 2] = i;
        }
        found++;
      } else if (isMark(bytes, i, SESSION_MARK_BEGIN)) {
        String number =
            new String(bytes, i + SESSION_MARK_BEGIN.length, 4, StandardCharsets.US_ASCII);
        names.get(Integer.parseInt(number)).add(i);
      }
    }
    if (found != spans * 2) {
      throw new IllegalStateException(
          "expected " + spans * 2 + " ids in the encoded request: found " + found);
    }
    int[][] offsets =
        names.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    return new OtlpPayload(bytes, traces, ids, offsets);
  }

  private static boolean isMark(byte[] bytes, int at, byte[] mark) {
    return Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length);
  }
}
