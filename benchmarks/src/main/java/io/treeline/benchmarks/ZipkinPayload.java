package io.treeline.benchmarks;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The same spans as {@link OtlpPayload} has, as Zipkin's {@code ListOfSpans} in protobuf, which is
 * the fastest that Zipkin reads: attributes are tags.
 */
final class ZipkinPayload implements Payload {

  private static final int CLIENT = 1;

  private final byte[] template;
  private final int[] traceIdOffsets;
  private final int[] spanIdOffsets;

  private ZipkinPayload(byte[] template, int[] traceIdOffsets, int[] spanIdOffsets) {
    this.template = template;
    this.traceIdOffsets = traceIdOffsets;
    this.spanIdOffsets = spanIdOffsets;
  }

  static ZipkinPayload of(int spans, OtlpPayload.Kind kind) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] traces = new int[spans];
    int[] ids = new int[spans];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      long now = System.currentTimeMillis() * 1000;
      for (int i = 0; i < spans; i++) {
        byte[] span = span(now + i, OtlpPayload.tags(i, kind));
        out.writeTag(1, 2);
        out.writeUInt32NoTag(span.length);
        out.flush();
        // Field 1 with 16 bytes comes first, then field 3 with 8: tag and length before each.
        traces[i] = bytes.size() + 2;
        ids[i] = bytes.size() + 2 + 16 + 2;
        bytes.write(span);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ZipkinPayload(bytes.toByteArray(), traces, ids);
  }

  private static byte[] span(long micros, Map<String, String> tags) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(1, new byte[16]);
    out.writeByteArray(3, new byte[8]);
    out.writeEnum(4, CLIENT);
    out.writeString(5, "chat gpt-4o-mini");
    out.writeFixed64(6, micros);
    out.writeUInt64(7, 800_000);
    ByteArrayOutputStream endpoint = new ByteArrayOutputStream();
    CodedOutputStream service = CodedOutputStream.newInstance(endpoint);
    service.writeString(1, "support-agent");
    service.flush();
    out.writeByteArray(8, endpoint.toByteArray());
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      ByteArrayOutputStream entry = new ByteArrayOutputStream();
      CodedOutputStream fields = CodedOutputStream.newInstance(entry);
      fields.writeString(1, tag.getKey());
      fields.writeString(2, tag.getValue());
      fields.flush();
      out.writeByteArray(11, entry.toByteArray());
    }
    out.flush();
    return bytes.toByteArray();
  }

  @Override
  public int spans() {
    return spanIdOffsets.length;
  }

  @Override
  public byte[] fresh() {
    byte[] copy = template.clone();
    ByteBuffer buffer = ByteBuffer.wrap(copy);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long traceHigh = 0;
    long traceLow = 0;
    for (int i = 0; i < traceIdOffsets.length; i++) {
      if (i % OtlpPayload.TURNS == 0) {
        traceHigh = random.nextLong() | 1;
        traceLow = random.nextLong() | 1;
      }
      buffer.putLong(traceIdOffsets[i], traceHigh).putLong(traceIdOffsets[i] + 8, traceLow);
      buffer.putLong(spanIdOffsets[i], random.nextLong() | 1);
    }
    return copy;
  }
}
