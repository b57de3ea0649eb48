package io.treeline.exporter.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.AttributeKey;
import io.treeline.exporter.analysis.Standing;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.session.SpanPath;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads our own attributes: decisions, retries, iterations, people. */
final class SpanFacts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SpanFacts() {}

  static SpanSummary summary(Span span, String sessionId, SpanPath path, Standing standing) {
    Map<String, JsonNode> attributes = span.attributes();
    return new SpanSummary(
        span,
        sessionId,
        path.path(),
        path.source(),
        number(attributes, TreelineAttributes.RETRY_ATTEMPT),
        retries(span),
        isTrue(attributes, TreelineAttributes.INFERRED),
        decision(span),
        number(attributes, TreelineAttributes.AGENT_ITERATION),
        number(attributes, TreelineAttributes.AGENT_MAX_ITERATIONS),
        text(attributes, TreelineAttributes.AGENT_STOP_REASON),
        human(span),
        standing,
        Attachments.NONE);
  }

  private static int retries(Span span) {
    int count = 0;
    for (SpanEvent event : span.events()) {
      count += event.name().equals(TreelineAttributes.RETRY_EVENT) ? 1 : 0;
    }
    return count;
  }

  /** The span's own decision, else the first of its events'. */
  private static @Nullable Decision decision(Span span) {
    Decision own = decision(span.attributes());
    if (own != null) {
      return own;
    }
    for (SpanEvent event : span.events()) {
      if (event.name().equals(TreelineAttributes.DECISION_EVENT)) {
        return decision(event.attributes());
      }
    }
    return null;
  }

  private static @Nullable Decision decision(Map<String, JsonNode> attributes) {
    String type = text(attributes, TreelineAttributes.DECISION_TYPE);
    List<String> chosen = texts(attributes, TreelineAttributes.DECISION_CHOSEN);
    if (type == null && chosen.isEmpty()) {
      return null;
    }
    return new Decision(
        type,
        texts(attributes, TreelineAttributes.DECISION_OFFERED),
        chosen,
        json(text(attributes, TreelineAttributes.DECISION_ARGUMENTS)),
        text(attributes, TreelineAttributes.DECISION_RATIONALE));
  }

  private static @Nullable Human human(Span span) {
    String type = text(span.attributes(), TreelineAttributes.HUMAN_TYPE);
    String decision = text(span.attributes(), TreelineAttributes.HUMAN_DECISION);
    boolean involved =
        type != null || decision != null || span.operation().kind() == OperationKind.HUMAN;
    return involved ? new Human(type, decision) : null;
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (java.io.IOException e) {
      // Cut at the sender's limit, or no JSON at all: shown as it came.
      return JSON.getNodeFactory().textNode(text);
    }
  }

  private static @Nullable String text(Map<String, JsonNode> attributes, AttributeKey<?> key) {
    JsonNode value = attributes.get(key.getKey());
    return value == null || !value.isTextual() ? null : value.textValue();
  }

  private static @Nullable Long number(Map<String, JsonNode> attributes, AttributeKey<?> key) {
    JsonNode value = attributes.get(key.getKey());
    return value == null || !value.canConvertToExactIntegral() || !value.canConvertToLong()
        ? null
        : (Long) value.longValue();
  }

  private static boolean isTrue(Map<String, JsonNode> attributes, AttributeKey<?> key) {
    JsonNode value = attributes.get(key.getKey());
    return value != null && value.isBoolean() && value.booleanValue();
  }

  private static List<String> texts(Map<String, JsonNode> attributes, AttributeKey<?> key) {
    JsonNode value = attributes.get(key.getKey());
    if (value == null || !value.isArray()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      texts.add(element.asText());
    }
    return texts;
  }
}
