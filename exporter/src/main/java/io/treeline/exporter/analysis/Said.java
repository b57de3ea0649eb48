package io.treeline.exporter.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanLink;
import io.treeline.semconv.LinkTypes;
import io.treeline.semconv.TreelineAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a span itself says of attempts, people and tool calls. */
final class Said {

  private static final String HTTP_RESEND_COUNT = "http.request.resend_count";

  private Said() {}

  /** Hash of the canonical arguments of a tool call; null when they are not known. */
  static @Nullable Long arguments(Span span) {
    return span.operation().toolArgumentsHash();
  }

  /** Hash of the canonical result of a tool call; null when it is not known. */
  static @Nullable Long result(Span span) {
    return span.operation().toolResultHash();
  }

  /** Whether it worked and found nothing. */
  static boolean foundNothing(Span span) {
    return span.operation().emptyResult();
  }

  /** Whether the link leads to a failed attempt that the linking span takes the place of. */
  static boolean isOfFailedAttempt(SpanLink link) {
    return LinkTypes.FAILED_ATTEMPT.equals(text(link.attributes(), TreelineAttributes.LINK_TYPE));
  }

  /** Whether the span says that it is not the first attempt. */
  static boolean isLaterAttempt(Span span) {
    Long attempt = number(span.attributes(), TreelineAttributes.RETRY_ATTEMPT.getKey());
    if (attempt == null) {
      attempt = number(span.attributes(), HTTP_RESEND_COUNT);
    }
    return attempt != null && attempt > 0;
  }

  /** Whether the span is a person's part and nothing else. */
  static boolean isPerson(Span span) {
    return span.operation().kind() == OperationKind.HUMAN;
  }

  /**
   * Whether the span is a person's part, or a tool that asks one for more than leave to run it: a
   * tool that was approved is still that tool.
   */
  static boolean asksPerson(Span span) {
    String type = text(span, TreelineAttributes.HUMAN_TYPE);
    return isPerson(span) || (type != null && !type.equals("approval"));
  }

  /** Whether a person took part in the span. */
  static boolean involvesPerson(Span span) {
    return isPerson(span)
        || span.attributes().containsKey(TreelineAttributes.HUMAN_TYPE.getKey())
        || span.attributes().containsKey(TreelineAttributes.HUMAN_DECISION.getKey());
  }

  static @Nullable String text(Span span, AttributeKey<String> key) {
    return text(span.attributes(), key);
  }

  static @Nullable String text(Map<String, JsonNode> attributes, AttributeKey<String> key) {
    JsonNode value = attributes.get(key.getKey());
    return value == null || !value.isTextual() ? null : value.textValue();
  }

  /** A whole number; null when there is none. */
  static @Nullable Long number(Map<String, JsonNode> attributes, String key) {
    JsonNode value = attributes.get(key);
    return value != null && value.canConvertToExactIntegral() && value.canConvertToLong()
        ? (Long) value.longValue()
        : null;
  }
}
