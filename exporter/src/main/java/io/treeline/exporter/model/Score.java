package io.treeline.exporter.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person or a program thinks of something an agent did.
 *
 * @param id identity; two scores with one id are one score
 * @param name what is judged, such as {@code helpfulness}
 * @param value the judgement
 * @param source who judged: {@code api}, {@code human}, {@code llm}, {@code code}, {@code
 *     evaluator} or another word
 * @param comment why; null when not said
 * @param epochNanos when it was judged
 * @param target what is judged
 * @param metadata whatever else is known of it
 */
public record Score(
    String id,
    String name,
    ScoreValue value,
    String source,
    @Nullable String comment,
    long epochNanos,
    ScoreTarget target,
    Map<String, JsonNode> metadata) {

  public Score {
    if (id.isEmpty() || name.isEmpty() || source.isEmpty()) {
      throw new IllegalArgumentException(
          "a score must have an id, a name and a source: were \"%s\", \"%s\" and \"%s\""
              .formatted(id, name, source));
    }
    metadata = Map.copyOf(metadata);
  }
}
