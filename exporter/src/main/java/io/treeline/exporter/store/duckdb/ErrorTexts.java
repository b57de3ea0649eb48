package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.ErrorText;

/** What the error of a span {@code s} says, as {@link ErrorText} has it. */
final class ErrorTexts {

  static final String KEY =
      """
      CASE WHEN s.status = 'ERROR' THEN regexp_replace(regexp_replace(
          left(split_part(coalesce(nullif(s.status_message, ''), s.error_type), chr(10), 1), %d),
          '%s', '%s', 'g'), '%s', '%s', 'g') END\
      """
          .formatted(
              ErrorText.MOST_CHARS,
              ErrorText.QUOTED,
              ErrorText.TEXT,
              ErrorText.IDS,
              ErrorText.NUMBER);

  private ErrorTexts() {}
}
