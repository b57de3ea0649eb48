package io.treeline.exporter.decode;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/**
 * Parses a request message by message, so that a span that cannot be parsed is left out and the
 * rest kept. For requests that cannot be parsed as a whole.
 */
final class SpanwiseParser {

  private static final int REQUEST_RESOURCE_SPANS =
      ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER;

  /** Does something with the bytes of one embedded message. */
  private interface Field {
    void read(int number, ByteString message) throws IOException;
  }

  private SpanwiseParser() {}

  /**
   * The request without the spans that cannot be parsed.
   *
   * @param faults gets one sentence for each of those
   * @throws IOException when something else than a span cannot be parsed
   */
  static ExportTraceServiceRequest parse(byte[] body, List<String> faults) throws IOException {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    forEachMessage(
        CodedInputStream.newInstance(body),
        (number, message) -> {
          if (number == REQUEST_RESOURCE_SPANS) {
            request.addResourceSpans(resourceSpans(message, faults));
          }
        });
    return request.build();
  }

  private static ResourceSpans resourceSpans(ByteString bytes, List<String> faults)
      throws IOException {
    ResourceSpans.Builder resourceSpans = ResourceSpans.newBuilder();
    forEachMessage(
        bytes.newCodedInput(),
        (number, message) -> {
          if (number == ResourceSpans.RESOURCE_FIELD_NUMBER) {
            resourceSpans.setResource(Resource.parseFrom(message));
          } else if (number == ResourceSpans.SCOPE_SPANS_FIELD_NUMBER) {
            resourceSpans.addScopeSpans(scopeSpans(message, faults));
          }
        });
    return resourceSpans.build();
  }

  private static ScopeSpans scopeSpans(ByteString bytes, List<String> faults) throws IOException {
    ScopeSpans.Builder scopeSpans = ScopeSpans.newBuilder();
    forEachMessage(
        bytes.newCodedInput(),
        (number, message) -> {
          if (number == ScopeSpans.SCOPE_FIELD_NUMBER) {
            scopeSpans.setScope(InstrumentationScope.parseFrom(message));
          } else if (number == ScopeSpans.SPANS_FIELD_NUMBER) {
            try {
              scopeSpans.addSpans(Span.parseFrom(message));
            } catch (InvalidProtocolBufferException e) {
              faults.add(
                  "span " + id(message) + " is not a valid protobuf message: " + e.getMessage());
            }
          }
        });
    return scopeSpans.build();
  }

  private static void forEachMessage(CodedInputStream in, Field field) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        field.read(WireFormat.getTagFieldNumber(tag), in.readBytes());
      } else {
        in.skipField(tag);
      }
    }
  }

  private static String id(ByteString span) {
    String[] id = {"without an id"};
    try {
      forEachMessage(
          span.newCodedInput(),
          (number, bytes) -> {
            if (number == Span.SPAN_ID_FIELD_NUMBER && bytes.size() <= 16) {
              id[0] = HexFormat.of().formatHex(bytes.toByteArray());
            }
          });
    } catch (IOException e) {
      // What is wrong is said anyway.
      return id[0];
    }
    return id[0];
  }
}
