package io.treeline.exporter.decode;

/** The two encodings of OTLP. */
public enum OtlpFormat {
  PROTOBUF,
  JSON;

  /**
   * Decodes one {@code ExportTraceServiceRequest}.
   *
   * @param body decompressed
   * @throws MalformedPayloadException naming what is wrong and where
   */
  public DecodedBatch decode(byte[] body) {
    return switch (this) {
      case PROTOBUF -> ProtobufDecoder.decode(body);
      case JSON -> JsonDecoder.decode(body);
    };
  }

  /**
   * Decodes one {@code ExportLogsServiceRequest}.
   *
   * @param body decompressed
   * @throws MalformedPayloadException naming what is wrong and where
   */
  public DecodedLogs decodeLogs(byte[] body) {
    return switch (this) {
      case PROTOBUF -> ProtobufDecoder.decodeLogs(body);
      case JSON -> JsonDecoder.decodeLogs(body);
    };
  }
}
