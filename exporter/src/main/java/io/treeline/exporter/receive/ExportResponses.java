package io.treeline.exporter.receive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.treeline.exporter.decode.OtlpFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The answers of OTLP, in either encoding. */
final class ExportResponses {

  static byte[] success(ExportOutcome outcome, Signal signal, OtlpFormat format) {
    return format == OtlpFormat.PROTOBUF ? protobuf(outcome) : json(outcome, signal);
  }

  /**
   * {@code partial_success} also carries warnings; it is absent when there is nothing to say. The
   * same bytes for logs, whose answer has the same field numbers and types.
   */
  static byte[] protobuf(ExportOutcome outcome) {
    ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
    if (!outcome.message().isEmpty()) {
      response.setPartialSuccess(
          ExportTracePartialSuccess.newBuilder()
              .setRejectedSpans(outcome.rejected())
              .setErrorMessage(outcome.message()));
    }
    return response.build().toByteArray();
  }

  private static byte[] json(ExportOutcome outcome, Signal signal) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    if (!outcome.message().isEmpty()) {
      response
          .putObject("partialSuccess")
          .put(signal.rejectedField, Long.toString(outcome.rejected()))
          .put("errorMessage", outcome.message());
    }
    return response.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A {@code google.rpc.Status}: field 1 the code, field 2 the message. */
  static byte[] error(int code, String message, OtlpFormat format) {
    if (format == OtlpFormat.JSON) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("code", code)
          .put("message", message)
          .toString()
          .getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeInt32(1, code);
      out.writeString(2, message);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Writes to memory.
    }
    return bytes.toByteArray();
  }

  private ExportResponses() {}
}
