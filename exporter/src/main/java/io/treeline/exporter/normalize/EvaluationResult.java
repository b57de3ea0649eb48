package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code gen_ai.evaluation.result} event says, on a span or as a log record.
 *
 * @param responseId the provider's id of the answer that was judged
 * @param metadata the event's other attributes
 */
record EvaluationResult(
    String name,
    ScoreValue value,
    String source,
    @Nullable String comment,
    @Nullable String responseId,
    Map<String, JsonNode> metadata) {

  /** The conventions do not say who judged. */
  static final String DEFAULT_SOURCE = "evaluator";

  private static final Set<String> KNOWN =
      Set.of(
          "event.name",
          GenAiAttributes.EVALUATION_NAME.getKey(),
          GenAiAttributes.EVALUATION_SCORE_VALUE.getKey(),
          GenAiAttributes.EVALUATION_SCORE_LABEL.getKey(),
          GenAiAttributes.EVALUATION_EXPLANATION.getKey(),
          TreelineAttributes.SCORE_SOURCE.getKey());

  /** Null when the event has no name, or neither a value nor a label: it failed, perhaps. */
  static @Nullable EvaluationResult of(Map<String, JsonNode> attributes) {
    AttributeReader in = new AttributeReader(attributes);
    String name = in.text(GenAiAttributes.EVALUATION_NAME.getKey());
    ScoreValue value =
        value(
            attributes.get(GenAiAttributes.EVALUATION_SCORE_VALUE.getKey()),
            in.text(GenAiAttributes.EVALUATION_SCORE_LABEL.getKey()));
    if (name == null || value == null) {
      return null;
    }
    String source = in.text(TreelineAttributes.SCORE_SOURCE.getKey());
    Map<String, JsonNode> others = new HashMap<>(attributes);
    others.keySet().removeAll(KNOWN);
    return new EvaluationResult(
        name,
        value,
        source == null ? DEFAULT_SOURCE : source.toLowerCase(Locale.ROOT),
        in.text(GenAiAttributes.EVALUATION_EXPLANATION.getKey()),
        in.text(GenAiAttributes.RESPONSE_ID.getKey()),
        others);
  }

  /**
   * As a score.
   *
   * @param carrier what it came with; the same event of the same carrier is the same score
   */
  Score score(ScoreTarget target, long epochNanos, String carrier) {
    String id = id("event", carrier, target.toString(), name, value.toString(), "" + epochNanos);
    return new Score(id, name, value, source, comment, epochNanos, target, metadata);
  }

  /** A number with what it is called, a truth value, or a label alone; null without any. */
  static @Nullable ScoreValue value(@Nullable JsonNode value, @Nullable String label) {
    if (value != null && value.isBoolean()) {
      return ScoreValue.bool(value.booleanValue()).called(label);
    }
    BigDecimal number =
        new AttributeReader(value == null ? Map.of() : Map.of("v", value)).number("v");
    if (number != null && Double.isFinite(number.doubleValue())) {
      return ScoreValue.numeric(number.doubleValue()).called(label);
    }
    return label == null ? null : ScoreValue.category(label);
  }

  /** An id for something that has none: the same for the same parts. */
  static String id(String... parts) {
    return "otlp-" + hash(parts);
  }

  /** 128 bits over all parts, in hex. */
  static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
