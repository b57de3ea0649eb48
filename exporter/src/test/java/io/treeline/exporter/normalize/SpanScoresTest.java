package io.treeline.exporter.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanLink;
import io.treeline.exporter.model.TestSpans;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanScoresTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final SpanKey JUDGED = new SpanKey("a".repeat(32), "b".repeat(16));

  private static SpanEvent evaluation(Object... pairs) {
    Map<String, JsonNode> attributes = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.put(
          "gen_ai." + pairs[i],
          pairs[i + 1] instanceof Double number
              ? JSON.numberNode(number)
              : JSON.textNode((String) pairs[i + 1]));
    }
    return new SpanEvent(TestSpans.START_EPOCH_NANOS + 3, "gen_ai.evaluation.result", attributes);
  }

  @Test
  void of_ordinarySpan_isEmpty() {
    assertThat(SpanScores.of(TestSpans.llm("m").attribute("evaluations", "none").build()))
        .isEmpty();
  }

  @Test
  void of_evaluationEvent_isScoreOfTheSpan() {
    Span span =
        TestSpans.llm("m")
            .event(
                evaluation(
                    "evaluation.name",
                    "Relevance",
                    "evaluation.score.value",
                    0.9,
                    "evaluation.score.label",
                    "relevant",
                    "evaluation.explanation",
                    "on the point",
                    "request.model",
                    "judge"))
            .build();

    List<Score> scores = SpanScores.of(span);

    assertThat(scores).hasSize(1);
    Score score = scores.get(0);
    assertThat(score)
        .isEqualTo(
            new Score(
                score.id(),
                "Relevance",
                ScoreValue.numeric(0.9).called("relevant"),
                "evaluator",
                "on the point",
                TestSpans.START_EPOCH_NANOS + 3,
                ScoreTarget.span(span.key()),
                Map.of("gen_ai.request.model", JSON.textNode("judge"))));
    assertThat(score.id()).matches("otlp-[0-9a-f]{32}");
    assertThat(SpanScores.of(span)).isEqualTo(scores);
  }

  @Test
  void of_evaluationEventOnTheJudgesSpan_isScoreOfWhatItLinksToElseOfTheResponse() {
    SpanEvent event =
        evaluation(
            "evaluation.name", "Tone", "evaluation.score.label", "kind", "response.id", "resp-1");
    Span linked =
        TestSpans.span()
            .operation(OperationKind.EVALUATOR)
            .event(event)
            .link(new SpanLink(JUDGED, Map.of()))
            .build();
    Span unlinked = TestSpans.span().operation(OperationKind.EVALUATOR).event(event).build();

    assertThat(SpanScores.of(linked))
        .extracting(Score::target)
        .containsExactly(ScoreTarget.span(JUDGED));
    assertThat(SpanScores.of(unlinked))
        .extracting(Score::target)
        .containsExactly(ScoreTarget.response("resp-1"));
    assertThat(SpanScores.of(unlinked))
        .extracting(Score::value)
        .containsExactly(ScoreValue.category("kind"));
  }

  @Test
  void of_evaluationWithoutNameOrResult_isNone() {
    Span span =
        TestSpans.llm("m")
            .event(evaluation("evaluation.name", "Relevance"))
            .event(evaluation("evaluation.score.value", 0.5))
            .build();

    assertThat(SpanScores.of(span)).isEmpty();
  }

  @Test
  void of_openInferenceAnnotations_areScoresOfSpanTraceAndSession() {
    Span span =
        TestSpans.span()
            .session("s-1")
            .at(0, 10)
            .attribute("annotations.0.annotation.name", "hallucination")
            .attribute("annotations.0.annotation.score", JSON.numberNode(1))
            .attribute("annotations.0.annotation.label", "hallucinated")
            .attribute("annotations.0.annotation.annotator_kind", "HUMAN")
            .attribute("annotations.0.annotation.metadata", "{\"rubric\": \"2\"}")
            .attribute("annotations.1.annotation.name", "without a result")
            .attribute("trace.annotations.0.annotation.name", "trace")
            .attribute("trace.annotations.0.annotation.label", "good")
            .attribute("session.evaluations.0.evaluation.name", "session")
            .attribute("session.evaluations.0.evaluation.score", JSON.numberNode(0.5))
            .attribute("session.evaluations.0.evaluation.identifier", "judge-v2")
            .build();

    List<Score> scores = SpanScores.of(span);

    assertThat(scores).extracting(Score::name).containsExactly("hallucination", "session", "trace");
    assertThat(scores)
        .extracting(Score::target)
        .containsExactly(
            ScoreTarget.span(span.key()),
            ScoreTarget.session("s-1"),
            ScoreTarget.trace(span.key().traceId()));
    assertThat(scores)
        .extracting(Score::value)
        .containsExactly(
            ScoreValue.numeric(1).called("hallucinated"),
            ScoreValue.numeric(0.5),
            ScoreValue.category("good"));
    assertThat(scores).extracting(Score::source).containsExactly("human", "evaluator", "evaluator");
    assertThat(scores.get(0).metadata()).isEqualTo(Map.of("rubric", JSON.textNode("2")));
    assertThat(scores.get(1).metadata()).isEqualTo(Map.of("identifier", JSON.textNode("judge-v2")));
    assertThat(scores.get(0).epochNanos()).isEqualTo(span.endEpochNanos());
  }

  @Test
  void of_openInferenceEvaluatorSpan_isScoreOfWhatItLinksTo() {
    Span judge =
        TestSpans.span()
            .attribute("openinference.span.kind", "EVALUATOR")
            .attribute("evaluations.0.evaluation.name", "correctness")
            .attribute("evaluations.0.evaluation.score", "0.75")
            .attribute("evaluations.0.evaluation.annotator_kind", "LLM")
            .attribute("evaluations.0.evaluation.identifier", "judge-v2")
            .link(new SpanLink(JUDGED, Map.of()))
            .build();
    Span again = judge.withContent(judge.content());
    Span other =
        TestSpans.span()
            .attribute("openinference.span.kind", "EVALUATOR")
            .attribute("evaluations.3.evaluation.name", "correctness")
            .attribute("evaluations.3.evaluation.score", JSON.numberNode(0.8))
            .attribute("evaluations.3.evaluation.identifier", "judge-v2")
            .link(new SpanLink(JUDGED, Map.of()))
            .build();

    Score score = SpanScores.of(judge).get(0);

    assertThat(score.target()).isEqualTo(ScoreTarget.span(JUDGED));
    assertThat(score.value()).isEqualTo(ScoreValue.numeric(0.75));
    assertThat(score.source()).isEqualTo("llm");
    assertThat(SpanScores.of(again)).containsExactly(score);
    // The same judge of the same thing: the later result takes the place of the earlier.
    assertThat(SpanScores.of(other)).extracting(Score::id).containsExactly(score.id());
  }

  @Test
  void of_oneResultInTwoForms_isOneScore() {
    Span span =
        TestSpans.llm("m")
            .event(evaluation("evaluation.name", "correctness", "evaluation.score.value", 0.75))
            .attribute("annotations.0.annotation.name", "correctness")
            .attribute("annotations.0.annotation.score", JSON.numberNode(0.75))
            .build();

    assertThat(SpanScores.of(span)).hasSize(1);
  }
}
