package io.treeline.exporter.transfer;

/** Tells rows of each type apart. */
final class RowReader {

  /** Takes rows. */
  interface Handler {
    void row(String type, Fields row);
  }

  private RowReader() {}

  static void object(String type, String object, Handler handler) {
    switch (type) {
      case RowWriter.SPAN -> handler.row(type, JsonRows.row(SpanRows.FIELDS, object));
      case RowWriter.LOG -> handler.row(type, JsonRows.row(OtherRows.LOG, object));
      case RowWriter.SCORE -> handler.row(type, JsonRows.row(OtherRows.SCORE, object));
      case RowWriter.SESSION -> handler.row(type, JsonRows.row(OtherRows.SESSION, object));
      case RowWriter.END -> {}
      default ->
          throw new IllegalArgumentException(
              "type must be span, log, score, session or end: was \"%s\"".formatted(type));
    }
  }
}
