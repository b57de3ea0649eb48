package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanKind;
import io.treeline.exporter.model.SpanLink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a {@link Span} of a {@link RawSpan}. Thread-safe. */
public final class SpanNormalizer {

  /** {@link Span#dialect} of a span that speaks none of ours: HTTP, database and the like. */
  private static final String NO_DIALECT = "none";

  // Most specific first. MCP before GenAI: an MCP span may carry execute_tool too.
  private static final List<Dialect> DIALECTS =
      List.of(
          new HeliconeDialect(),
          new TreelineDialect(),
          new McpDialect(),
          new LangfuseDialect(),
          new LaminarDialect(),
          new BraintrustDialect(),
          new VercelAiDialect(),
          new MlflowDialect(),
          new SpringAiDialect(),
          new SemanticKernelDialect(),
          new OpenLitDialect(),
          new AgentFrameworkDialect(),
          new LoongSuiteDialect(),
          new GenAiDialect(),
          new AdkDialect(),
          new TraceloopDialect(),
          new PydanticAiDialect(),
          new OpenInferenceDialect());

  private final SpanChecks checks;
  private final AttributeLimiter limiter;
  private final AttributeLimiter resourceLimiter;
  private final SessionFactsReader sessionFacts;

  public SpanNormalizer(NormalizerLimits limits, Clock clock) {
    this.checks = new SpanChecks(limits, clock);
    this.limiter = new AttributeLimiter(limits.maxAttributeBytes(), "max-attribute-bytes");
    this.resourceLimiter =
        new AttributeLimiter(limits.maxResourceAttributeBytes(), "max-resource-attribute-bytes");
    this.sessionFacts = new SessionFactsReader(limits);
  }

  /** For the spans of one request, which share resources and scopes. */
  public Origins origins() {
    return new Origins(resourceLimiter);
  }

  /**
   * Normalizes one span.
   *
   * @param origins of the request the span came with
   * @throws InvalidSpanException when its ids or times cannot be true
   */
  public NormalizedSpan normalize(RawSpan raw, Origins origins) {
    SpanKey key = checks.key(raw);
    String parent = checks.parent(raw);
    long start = checks.start(raw);
    Long end = checks.end(raw);

    List<String> warnings = new ArrayList<>(0);
    AttributeReader attributes = new AttributeReader(limiter.limit(raw.attributes(), warnings));
    SpanKind kind = kind(raw.kind());
    SpanDraft draft = new SpanDraft(kind, raw);
    String dialect = readDialects(attributes, draft);
    ReportedCost.check(draft, warnings);
    List<SpanEvent> events = events(raw, start, warnings);
    ContentEvents.read(events, draft);
    Outcome outcome = Outcome.of(raw.statusCode(), attributes, draft, events);
    String message = limiter.limit("status message", statusMessage(raw, attributes), warnings);
    Span span =
        new Span(
            key,
            parent,
            limiter.limit("span name", raw.name(), warnings),
            kind,
            start,
            end,
            outcome.status(),
            message.isEmpty() ? null : message,
            outcome.errorType(),
            outcome.errorSource(),
            origins.of(raw.origin(), warnings),
            sessionFacts.read(attributes),
            draft.operation(outcome.emptyResult()),
            draft.content(),
            attributes.left(),
            events,
            links(raw, warnings),
            dialect);
    return new NormalizedSpan(span, warnings);
  }

  private static String readDialects(AttributeReader attributes, SpanDraft draft) {
    String spoken = null;
    for (Dialect dialect : DIALECTS) {
      boolean knew = draft.hasUsage();
      if (dialect.read(attributes, draft) && spoken == null) {
        spoken = dialect.name();
      }
      if (!knew && draft.hasUsage() && draft.usageDialect == null) {
        draft.usageDialect = dialect.name();
      }
    }
    return spoken == null ? NO_DIALECT : spoken;
  }

  private static SpanKind kind(int number) {
    return switch (number) {
      case 1 -> SpanKind.INTERNAL;
      case 2 -> SpanKind.SERVER;
      case 3 -> SpanKind.CLIENT;
      case 4 -> SpanKind.PRODUCER;
      case 5 -> SpanKind.CONSUMER;
      default -> SpanKind.UNSPECIFIED;
    };
  }

  /** Langfuse has a key of its own for it. */
  private static String statusMessage(RawSpan raw, AttributeReader attributes) {
    String sent = attributes.fact("langfuse.observation.status_message");
    return raw.statusMessage().isEmpty() && sent != null ? sent : raw.statusMessage();
  }

  private List<SpanEvent> events(RawSpan raw, long spanStart, List<String> warnings) {
    List<SpanEvent> events = new ArrayList<>(raw.events().size());
    for (RawSpan.RawEvent event : raw.events()) {
      long time = event.unixNanos();
      if (!checks.isPlausible(time)) {
        warnings.add(
            "event \""
                + event.name()
                + "\" has the time "
                + Long.toUnsignedString(time)
                + " ns and was put at the start of its span");
        time = spanStart;
      }
      Map<String, JsonNode> attributes = limiter.limit(event.attributes(), warnings);
      events.add(
          new SpanEvent(time, limiter.limit("event name", event.name(), warnings), attributes));
    }
    return events;
  }

  private List<SpanLink> links(RawSpan raw, List<String> warnings) {
    List<SpanLink> links = new ArrayList<>(raw.links().size());
    for (RawSpan.RawLink link : raw.links()) {
      try {
        links.add(
            new SpanLink(
                new SpanKey(link.traceId(), link.spanId()),
                limiter.limit(link.attributes(), warnings)));
      } catch (IllegalArgumentException e) {
        warnings.add("a link was left out: " + e.getMessage());
      }
    }
    return links;
  }
}
