package io.treeline.exporter.transfer;

import io.treeline.exporter.query.QueryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats of exported files. */
public enum ExportFormat {
  /** One JSON object a line. */
  JSONL("application/x-ndjson", "jsonl"),
  CSV("text/csv; charset=utf-8", "csv"),
  PARQUET("application/vnd.apache.parquet", "parquet"),
  /** OpenTelemetry's JSON, one export request a line: spans only. */
  OTLP("application/x-ndjson", "otlp.jsonl");

  private final String mediaType;
  private final String suffix;

  ExportFormat(String mediaType, String suffix) {
    this.mediaType = mediaType;
    this.suffix = suffix;
  }

  /** As a content type. */
  public String mediaType() {
    return mediaType;
  }

  /** How names of such files end, without the dot. */
  public String suffix() {
    return suffix;
  }

  /**
   * By its name in lower case; null is {@link #JSONL}.
   *
   * @throws QueryException INVALID_ARGUMENT
   */
  public static ExportFormat of(@Nullable String name) {
    if (name == null) {
      return JSONL;
    }
    for (ExportFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
        return format;
      }
    }
    throw QueryException.invalid(
        "format must be jsonl, csv, parquet or otlp: was \"%s\"".formatted(name));
  }
}
