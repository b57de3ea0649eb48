package io.treeline.exporter.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A score as its sender wrote it; not checked yet.
 *
 * @param id null to be given one
 * @param name what is judged
 * @param value the judgement
 * @param source who judged; null is {@code api}
 * @param comment why
 * @param time ISO-8601; null is now
 * @param target what is judged
 * @param metadata whatever else is known of it
 */
public record ScoreDraft(
    @Nullable String id,
    @Nullable String name,
    @Nullable ScoreValue value,
    @Nullable String source,
    @Nullable String comment,
    @Nullable String time,
    Target target,
    Map<String, JsonNode> metadata) {

  /**
   * What is judged, by the ids of one kind: a session's; a span's two; a trace's; a session name
   * and a path; a response's.
   *
   * @param kind null when only the ids tell
   */
  public record Target(
      @Nullable String kind,
      @Nullable String traceId,
      @Nullable String spanId,
      @Nullable String sessionId,
      @Nullable String sessionName,
      @Nullable String path,
      @Nullable String responseId) {

    /** As a draft, such as to change one thing of it. */
    public static Target of(ScoreTarget target) {
      return new Target(
          null,
          target.traceId(),
          target.spanId(),
          target.sessionId(),
          target.sessionName(),
          target.path(),
          target.responseId());
    }
  }

  public ScoreDraft {
    metadata = Map.copyOf(metadata);
  }
}
