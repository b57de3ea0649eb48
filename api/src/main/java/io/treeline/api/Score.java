package io.treeline.api;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.treeline.api.internal.AgentBridge;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A score or feedback.
 *
 * <pre>{@code
 * Score.of("helpfulness").value(0.8).source(ScoreSource.HUMAN).record();
 * Score.of("thumbs").label("up").source(ScoreSource.HUMAN).recordFor(sessionId);
 * }</pre>
 */
public final class Score {

  private final String name;
  private final AttributesBuilder attributes = Attributes.builder();

  private Score(String name) {
    this.name = name;
    attributes.put(GenAiAttributes.EVALUATION_NAME, name);
  }

  /** Begins to describe a score of that name. */
  public static Score of(@Nullable String name) {
    return new Score(Quiet.orElse(name, "name of a score", "score"));
  }

  public Score value(double value) {
    attributes.put(GenAiAttributes.EVALUATION_SCORE_VALUE, value);
    return this;
  }

  /** A word for it, such as {@code good} or {@code up}. */
  public Score label(@Nullable String label) {
    return put(GenAiAttributes.EVALUATION_SCORE_LABEL, label);
  }

  /** Why. Content: left out when content is not to be kept. */
  public Score explanation(@Nullable String text) {
    return put(GenAiAttributes.EVALUATION_EXPLANATION, Telemetry.content(text));
  }

  public Score source(@Nullable ScoreSource source) {
    return put(TreelineAttributes.SCORE_SOURCE, source == null ? null : source.value());
  }

  /** Scores the present span; without one, the present session. */
  public void record() {
    Quiet.run(
        "recording a score",
        () -> {
          if (Span.current().isRecording()) {
            addTo(Span.current());
          } else {
            recordAsSpan(spanBuilder());
          }
        });
  }

  /** Scores a session, which may have ended long ago. Needs the agent. */
  @SuppressWarnings("try") // the scope is there to be open
  public void recordFor(@Nullable String sessionId) {
    if (sessionId == null || sessionId.isBlank()) {
      Quiet.misuse("a score needs the id of its session: was " + sessionId);
      return;
    }
    Quiet.run(
        "recording a score",
        () -> {
          try (AutoCloseable session =
              AgentBridge.openSession(sessionId, null, null, null, Map.of())) {
            recordAsSpan(spanBuilder().setNoParent());
          }
        });
  }

  private SpanBuilder spanBuilder() {
    return Telemetry.tracer()
        .spanBuilder("evaluate " + name)
        .setAttribute(TreelineAttributes.SPAN_KIND, "evaluator")
        .setAttribute(OpenInferenceAttributes.SPAN_KIND, "EVALUATOR");
  }

  private void recordAsSpan(SpanBuilder builder) {
    Span span = builder.startSpan();
    addTo(span);
    span.end();
  }

  private void addTo(Span span) {
    span.addEvent(GenAiAttributes.EVALUATION_RESULT_EVENT, attributes.build());
  }

  private Score put(AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      attributes.put(key, value);
    }
    return this;
  }
}
