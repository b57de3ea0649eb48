package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.OpenInferenceAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The scores that spans carry: {@code gen_ai.evaluation.result} events, OpenInference's annotations
 * and evaluations, and Braintrust's scores. They stay on the span as well.
 */
public final class SpanScores {

  // Either about the span, or with a prefix about its trace or session.
  private static final Pattern ANNOTATION =
      Pattern.compile(
          "(trace\\.|session\\.)?(?:annotations\\.(\\d{1,4})\\.annotation|"
              + "evaluations\\.(\\d{1,4})\\.evaluation)\\.(\\w+)");

  private static final String BRAINTRUST = "braintrust.scores";

  /** Which characters such a key may begin with. */
  private static final String INITIALS = "aest";

  private SpanScores() {}

  /** Of one span, the same from the same span every time; mostly none. */
  public static List<Score> of(Span span) {
    List<Score> scores = new ArrayList<>(0);
    for (SpanEvent event : span.events()) {
      if (event.name().equals(GenAiAttributes.EVALUATION_RESULT_EVENT)) {
        add(scores, evaluation(span, event));
      }
    }
    for (Annotation annotation : annotations(span)) {
      add(scores, annotation.score(span));
    }
    for (Map.Entry<String, JsonNode> judged : judgedByBraintrust(span)) {
      add(scores, braintrust(span, judged.getKey(), judged.getValue()));
    }
    return scores;
  }

  /** An object of numbers between 0 and 1 by name; null is one that could not be given. */
  private static Collection<Map.Entry<String, JsonNode>> judgedByBraintrust(Span span) {
    JsonNode scores = DraftFiller.parsed(span.attributes().get(BRAINTRUST));
    return scores != null && scores.isObject() ? scores.properties() : List.of();
  }

  private static @Nullable Score braintrust(Span span, String name, JsonNode sent) {
    var value = EvaluationResult.value(sent, null);
    Long end = span.endEpochNanos();
    return value == null
        ? null
        : new Score(
            EvaluationResult.id("braintrust", carrier(span), name),
            name,
            value,
            EvaluationResult.DEFAULT_SOURCE,
            null,
            end == null ? span.startEpochNanos() : end,
            ScoreTarget.span(span.key()),
            Map.of());
  }

  /** Some senders write one result in two forms. */
  private static void add(List<Score> scores, @Nullable Score score) {
    if (score == null) {
      return;
    }
    for (Score other : scores) {
      if (other.target().equals(score.target())
          && other.name().equals(score.name())
          && other.value().equals(score.value())) {
        return;
      }
    }
    scores.add(score);
  }

  private static @Nullable Score evaluation(Span span, SpanEvent event) {
    EvaluationResult result = EvaluationResult.of(event.attributes());
    if (result == null) {
      return null;
    }
    ScoreTarget target = ScoreTarget.span(span.key());
    if (span.operation().kind() == OperationKind.EVALUATOR) {
      // The judge's own span: what it judged is elsewhere, if it says where.
      ScoreTarget linked = linked(span);
      String responseId = result.responseId();
      target =
          linked != null ? linked : responseId != null ? ScoreTarget.response(responseId) : target;
    }
    return result.score(target, event.epochNanos(), carrier(span));
  }

  private static @Nullable ScoreTarget linked(Span span) {
    return span.links().size() == 1 ? ScoreTarget.span(span.links().get(0).target()) : null;
  }

  private static String carrier(Span span) {
    return span.key().traceId() + ":" + span.key().spanId();
  }

  private static Collection<Annotation> annotations(Span span) {
    Map<String, Annotation> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> attribute : span.attributes().entrySet()) {
      String key = attribute.getKey();
      // Nearly no span has any: not worth a pattern for each key.
      if (!mayBeAnnotation(key)) {
        continue;
      }
      Matcher matcher = ANNOTATION.matcher(key);
      if (matcher.matches()) {
        String scope = matcher.group(1) == null ? "span." : matcher.group(1);
        String place = key.substring(0, matcher.start(4));
        found
            .computeIfAbsent(place, p -> new Annotation(scope, p, new TreeMap<>()))
            .fields()
            .put(matcher.group(4), attribute.getValue());
      }
    }
    return found.values();
  }

  private static boolean mayBeAnnotation(String key) {
    return !key.isEmpty() && INITIALS.indexOf(key.charAt(0)) >= 0 && key.contains("ations.");
  }

  /**
   * One annotation or evaluation.
   *
   * @param scope {@code span.}, {@code trace.} or {@code session.}
   * @param place what the keys of its fields begin with
   */
  private record Annotation(String scope, String place, Map<String, JsonNode> fields) {

    @Nullable Score score(Span span) {
      AttributeReader in = new AttributeReader(fields);
      String name = in.text("name");
      var value = EvaluationResult.value(fields.get("score"), in.text("label"));
      if (name == null || value == null) {
        return null;
      }
      ScoreTarget target = target(span);
      String identifier = in.text("identifier");
      String kind = in.text("annotator_kind");
      // The index is no identity, but the same span has the same every time it is sent.
      String id =
          identifier != null
              ? EvaluationResult.id("identified", target.toString(), name, identifier)
              : EvaluationResult.id("annotation", carrier(span), place);
      Long end = span.endEpochNanos();
      return new Score(
          id,
          name,
          value,
          kind == null ? EvaluationResult.DEFAULT_SOURCE : kind.toLowerCase(Locale.ROOT),
          in.text("explanation"),
          end == null ? span.startEpochNanos() : end,
          target,
          metadata(identifier));
    }

    private ScoreTarget target(Span span) {
      ScoreTarget linked = isEvaluator(span) ? linked(span) : null;
      ScoreTarget itself = linked == null ? ScoreTarget.span(span.key()) : linked;
      String traceId = itself.traceId();
      String sessionId = span.session().sessionId();
      if (scope.equals("span.") || traceId == null) {
        return itself;
      }
      return scope.equals("session.") && sessionId != null
          ? ScoreTarget.session(sessionId)
          : ScoreTarget.trace(traceId);
    }

    private static boolean isEvaluator(Span span) {
      JsonNode kind = span.attributes().get(OpenInferenceAttributes.SPAN_KIND.getKey());
      return span.operation().kind() == OperationKind.EVALUATOR
          || (kind != null && "EVALUATOR".equalsIgnoreCase(kind.asText()));
    }

    private Map<String, JsonNode> metadata(@Nullable String identifier) {
      Map<String, JsonNode> metadata = new TreeMap<>();
      JsonNode sent = DraftFiller.parsed(fields.get("metadata"));
      if (sent != null && sent.isObject()) {
        sent.properties().forEach(field -> metadata.put(field.getKey(), field.getValue()));
      } else if (sent != null && !sent.isNull()) {
        metadata.put("metadata", sent);
      }
      if (identifier != null) {
        metadata.put("identifier", fields.get("identifier"));
      }
      return metadata;
    }
  }
}
