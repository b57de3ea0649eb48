package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.model.TokenUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes single values the way docs/api.md says: times, durations, tokens, money. */
final class Values {

  private static final DateTimeFormatter NINE_DIGITS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private Values() {}

  static String time(long epochNanos) {
    return NINE_DIGITS.format(Instant.ofEpochSecond(0, epochNanos));
  }

  static void writeTime(JsonGenerator out, String field, @Nullable Long epochNanos)
      throws IOException {
    out.writeStringField(field, epochNanos == null ? null : time(epochNanos));
  }

  static void writeMillis(JsonGenerator out, String field, @Nullable Long nanos)
      throws IOException {
    out.writeFieldName(field);
    if (nanos == null) {
      out.writeNull();
    } else {
      BigDecimal millis = BigDecimal.valueOf(nanos, 6).stripTrailingZeros();
      out.writeNumber(millis.scale() < 0 ? millis.setScale(0) : millis);
    }
  }

  static void writeTokens(JsonGenerator out, TokenUsage tokens) throws IOException {
    writeLong(out, "inputTokens", tokens.input());
    writeLong(out, "outputTokens", tokens.output());
    writeLong(out, "cacheReadTokens", tokens.cacheRead());
    writeLong(out, "cacheWriteTokens", tokens.cacheWrite());
    writeLong(out, "reasoningTokens", tokens.reasoning());
  }

  static void writeLong(JsonGenerator out, String field, @Nullable Long value) throws IOException {
    out.writeFieldName(field);
    if (value == null) {
      out.writeNull();
    } else {
      out.writeNumber(value);
    }
  }

  static void writeCost(JsonGenerator out, String field, @Nullable BigDecimal usd)
      throws IOException {
    out.writeStringField(field, usd == null ? null : usd.toPlainString());
  }

  static void writeTexts(JsonGenerator out, String field, List<String> texts) throws IOException {
    out.writeArrayFieldStart(field);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}
