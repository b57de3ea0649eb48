package io.treeline.exporter.decode;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/**
 * Parses a request. When that fails, parses it item by item, so that a span or log record that
 * cannot be parsed is left out and the rest kept.
 *
 * @param resourcesField number of the field of the request that holds what a resource sent
 * @param scopesField number of its field that holds what a scope sent
 * @param itemsField number of that one's field that holds the items
 * @param itemIdField number of the field of an item that names it, for messages
 */
record ItemwiseParser<R extends Message>(
    String requestName,
    String itemName,
    Parser<R> requests,
    Parser<? extends Message> items,
    int resourcesField,
    int scopesField,
    int itemsField,
    int itemIdField) {

  static final ItemwiseParser<ExportTraceServiceRequest> SPANS =
      new ItemwiseParser<>(
          "ExportTraceServiceRequest",
          "span",
          ExportTraceServiceRequest.parser(),
          Span.parser(),
          ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER,
          ResourceSpans.SCOPE_SPANS_FIELD_NUMBER,
          ScopeSpans.SPANS_FIELD_NUMBER,
          Span.SPAN_ID_FIELD_NUMBER);

  static final ItemwiseParser<ExportLogsServiceRequest> LOGS =
      new ItemwiseParser<>(
          "ExportLogsServiceRequest",
          "log record of span",
          ExportLogsServiceRequest.parser(),
          LogRecord.parser(),
          ExportLogsServiceRequest.RESOURCE_LOGS_FIELD_NUMBER,
          ResourceLogs.SCOPE_LOGS_FIELD_NUMBER,
          ScopeLogs.LOG_RECORDS_FIELD_NUMBER,
          LogRecord.SPAN_ID_FIELD_NUMBER);

  /** Copies the bytes of one embedded message, or leaves it out. */
  private interface Field {
    void copy(int number, ByteString message, CodedOutputStream out) throws IOException;
  }

  /**
   * The request without the items that cannot be parsed.
   *
   * @param faults gets one sentence for each of those
   * @throws MalformedPayloadException when something else than an item cannot be parsed
   */
  R parse(byte[] body, List<String> faults) {
    try {
      return requests.parseFrom(body);
    } catch (InvalidProtocolBufferException whole) {
      try {
        // One item may be to blame, such as for text that is not UTF-8: it alone is lost.
        return requests.parseFrom(withoutBroken(ByteString.copyFrom(body), faults));
      } catch (IOException e) {
        throw new MalformedPayloadException(
            "body is not an OTLP "
                + requestName
                + " in protobuf ("
                + body.length
                + " bytes): "
                + whole.getMessage(),
            whole);
      }
    }
  }

  private ByteString withoutBroken(ByteString request, List<String> faults) throws IOException {
    return copy(
        request,
        (number, message, out) ->
            out.writeBytes(
                number,
                number == resourcesField ? resourceWithoutBroken(message, faults) : message));
  }

  private ByteString resourceWithoutBroken(ByteString resource, List<String> faults)
      throws IOException {
    return copy(
        resource,
        (number, message, out) ->
            out.writeBytes(
                number, number == scopesField ? scopeWithoutBroken(message, faults) : message));
  }

  private ByteString scopeWithoutBroken(ByteString scope, List<String> faults) throws IOException {
    return copy(
        scope,
        (number, message, out) -> {
          try {
            if (number == itemsField) {
              items.parseFrom(message);
            }
            out.writeBytes(number, message);
          } catch (InvalidProtocolBufferException e) {
            faults.add(
                itemName
                    + " "
                    + id(message)
                    + " is not a valid protobuf message: "
                    + e.getMessage());
          }
        });
  }

  /** Fields that are no embedded messages are left out: none of those that hold items has any. */
  private static ByteString copy(ByteString message, Field field) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.size());
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    CodedInputStream in = message.newCodedInput();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        field.copy(WireFormat.getTagFieldNumber(tag), in.readBytes(), out);
      } else {
        in.skipField(tag);
      }
    }
    out.flush();
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private String id(ByteString item) {
    String[] id = {"without an id"};
    try {
      copy(
          item,
          (number, bytes, out) -> {
            if (number == itemIdField && bytes.size() <= 16) {
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
