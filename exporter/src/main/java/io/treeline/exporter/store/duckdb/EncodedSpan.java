package io.treeline.exporter.store.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.SessionFacts;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A span and the columns that take work to make. Made in the caller's thread, so that the one
 * writing thread need not, and so that a span that cannot be kept fails its own caller only.
 *
 * @param replaces whether it takes the place of a stored span with its key, whatever that says
 * @param weight roughly the bytes it takes while it waits
 */
record EncodedSpan(
    Span span,
    UUID traceId,
    long spanId,
    @Nullable BigDecimal costUsd,
    @Nullable BigDecimal reportedCostUsd,
    String resourceAttributes,
    String scopeAttributes,
    String attributes,
    String events,
    String links,
    EncodedContent content,
    boolean replaces,
    long weight) {

  private static final int WEIGHT_OF_A_PLAIN_SPAN = 1_000;

  /**
   * @throws IllegalArgumentException when a span cannot be kept as it is
   */
  static List<EncodedSpan> encode(List<Span> spans, boolean replacing) {
    // The spans of one request mostly share their resource.
    IdentityHashMap<Map<String, JsonNode>, String> resources = new IdentityHashMap<>();
    // What the last span of each conversation said, which its next one mostly repeats.
    Map<String, EncodedContent> said = new HashMap<>();
    List<EncodedSpan> encoded = new ArrayList<>(spans.size());
    for (Span span : spans) {
      String session = span.session().sessionId();
      String conversation = session == null ? span.key().traceId() : session;
      EncodedSpan one =
          encode(
              span,
              resources.computeIfAbsent(span.origin().resourceAttributes(), JsonText::write),
              said.getOrDefault(conversation, EncodedContent.NONE),
              replacing);
      if (!one.content().isEmpty()) {
        said.put(conversation, one.content());
      }
      encoded.add(one);
    }
    return encoded;
  }

  private static EncodedSpan encode(
      Span span, String resource, EncodedContent before, boolean replaces) {
    String attributes = JsonText.write(span.attributes());
    String events = JsonText.write(span.events());
    String links = JsonText.write(span.links());
    String scope = JsonText.write(span.origin().scopeAttributes());
    return new EncodedSpan(
        span,
        Ids.trace(span.key().traceId()),
        Ids.span(span.key().spanId()),
        Costs.scaled(span.key(), span.operation().costUsd()),
        Costs.scaled(span.key(), span.operation().reportedCostUsd()),
        resource,
        scope,
        attributes,
        events,
        links,
        EncodedContent.of(span.content(), before),
        replaces,
        WEIGHT_OF_A_PLAIN_SPAN
            + span.name().length()
            + resource.length()
            + scope.length()
            + attributes.length()
            + events.length()
            + links.length()
            + weight(span.content()));
  }

  /** This span with properties added to its own. */
  EncodedSpan withProperties(Map<String, String> added) {
    SessionFacts facts = span.session();
    SortedMap<String, String> properties = new TreeMap<>(facts.properties());
    properties.putAll(added);
    return encode(
        span.withSession(
            new SessionFacts(
                facts.sessionId(),
                facts.sessionIdSource(),
                facts.conversationId(),
                facts.sessionName(),
                facts.rawPath(),
                facts.path(),
                facts.userId(),
                properties,
                facts.tags())),
        resourceAttributes,
        EncodedContent.NONE,
        replaces);
  }

  boolean hasEnded() {
    return span.endEpochNanos() != null;
  }

  /** Own session id; null when the span has none. */
  @Nullable String sessionId() {
    return span.session().sessionId();
  }

  private static long weight(Content content) {
    return length(content.inputMessages())
        + length(content.outputMessages())
        + length(content.systemInstructions())
        + length(content.toolDefinitions())
        + length(content.toolArguments())
        + length(content.toolResult())
        + length(content.input())
        + length(content.output());
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
