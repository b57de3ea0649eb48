package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.UsageLayers;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SessionStatus;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works out a session's numbers from its spans, as {@link SessionRow} defines them. The engine's
 * own language could do most of it, but not the layers of a call.
 */
final class SessionSummary {

  /**
   * A span whose usage is counted elsewhere.
   *
   * @param rule why
   * @param by the span that counts
   */
  record Suppressed(SpanKey span, String rule, SpanKey by) {}

  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final Comparator<Span> BY_START =
      Comparator.comparingLong(Span::startEpochNanos).thenComparing(Span::key);

  private final String sessionId;
  private final List<Span> spans;
  private final Map<SpanKey, Span> byKey = new HashMap<>();
  private final Map<SpanKey, UsageLayers.Suppressed> uncounted = new HashMap<>();
  private final List<Suppressed> suppressed = new ArrayList<>();
  private final Set<SpanKey> aboveErrors = new HashSet<>();

  /**
   * Looks at a session's spans.
   *
   * @param members all of them, in any order
   */
  SessionSummary(String sessionId, List<Span> members) {
    this.sessionId = sessionId;
    this.spans = members.stream().sorted(BY_START).toList();
    spans.forEach(span -> byKey.put(span.key(), span));
    findLayers();
    for (Span span : spans) {
      Span parent = parent(span);
      if (parent != null && span.status() == SpanStatus.ERROR) {
        aboveErrors.add(parent.key());
      }
    }
  }

  /** Spans whose usage is counted elsewhere. */
  List<Suppressed> suppressed() {
    return suppressed;
  }

  /** The latest time anything of the session is known to have happened. */
  long seenUntil() {
    return spans.stream().mapToLong(SessionSummary::seenUntil).max().orElseThrow();
  }

  /**
   * The numbers.
   *
   * @param source of the session's id, of the span whose is the strongest
   */
  SessionRow row(SessionIdSource source) {
    return new SessionRow(
        sessionId,
        source,
        spans.stream()
            .map(span -> span.session().sessionName())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        derivedName(),
        spans.get(0).startEpochNanos(),
        end(),
        active(),
        status(),
        spans.size(),
        spans.stream().filter(span -> is(span, OperationKind.LLM) && counts(span)).count(),
        spans.stream().filter(this::isToolCall).count(),
        spans.stream().filter(this::failedHere).count(),
        sum(TokenUsage::input),
        sum(TokenUsage::output),
        sum(TokenUsage::cacheRead),
        sum(TokenUsage::cacheWrite),
        sum(TokenUsage::reasoning),
        cost(),
        spans.stream().filter(this::isUnpriced).count(),
        spans.stream()
            .filter(span -> ownsUsage(span) && span.operation().usageIsEstimated())
            .count(),
        distinct(span -> ownsUsage(span) ? model(span) : null),
        distinct(span -> span.session().userId()),
        distinct(span -> span.origin().service()),
        properties());
  }

  private void findLayers() {
    if (spans.stream().noneMatch(span -> span.operation().ownsUsage())) {
      return;
    }
    SpanForest forest = SpanForest.of(spans);
    UsageLayers layers = UsageLayers.of(forest);
    for (int node = 0; node < forest.size(); node++) {
      UsageLayers.Suppressed one = layers.suppressed(node);
      if (one != null) {
        SpanKey key = forest.span(node).key();
        uncounted.put(key, one);
        suppressed.add(new Suppressed(key, one.rule().id(), forest.span(one.by()).key()));
      }
    }
  }

  private String derivedName() {
    Comparator<Span> byStart = Comparator.comparingLong(Span::startEpochNanos);
    Comparator<Span> topMost = Comparator.comparing(span -> parent(span) != null);
    return spans.stream()
        .filter(span -> is(span, OperationKind.AGENT))
        .min(byStart.thenComparing(topMost).thenComparing(Span::key))
        .map(
            span ->
                span.operation().agentName() == null ? span.name() : span.operation().agentName())
        .orElseGet(
            () ->
                spans.stream()
                    .min(topMost.thenComparing(byStart).thenComparing(Span::key))
                    .orElseThrow()
                    .name());
  }

  private @Nullable Long end() {
    return spans.stream()
        .map(Span::endEpochNanos)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** A span's part of the active time is what lies beyond everything that started before it. */
  private long active() {
    BigInteger active = BigInteger.ZERO;
    long until = Long.MIN_VALUE;
    for (Span span : spans) {
      long from = Math.max(span.startEpochNanos(), until);
      long to = seenUntil(span);
      if (to > from) {
        active = active.add(BigInteger.valueOf(to).subtract(BigInteger.valueOf(from)));
      }
      until = Math.max(until, to);
    }
    return active.min(MOST).longValue();
  }

  private SessionStatus status() {
    if (spans.stream().noneMatch(span -> span.status() == SpanStatus.ERROR)) {
      return SessionStatus.OK;
    }
    Comparator<Span> order =
        Comparator.<Span, Boolean>comparing(span -> parent(span) == null)
            .thenComparing(
                Span::endEpochNanos, Comparator.nullsFirst(Comparator.<Long>naturalOrder()))
            .thenComparingLong(Span::startEpochNanos)
            .thenComparing(span -> span.key().spanId())
            .thenComparing(span -> span.key().traceId());
    return spans.stream().max(order).orElseThrow().status() == SpanStatus.ERROR
        ? SessionStatus.ERROR
        : SessionStatus.RECOVERED;
  }

  private boolean isToolCall(Span span) {
    if (!is(span, OperationKind.TOOL) && !is(span, OperationKind.MCP)) {
      return false;
    }
    Span parent = parent(span);
    if (parent == null || (!is(parent, OperationKind.TOOL) && !is(parent, OperationKind.MCP))) {
      return true;
    }
    String tool = span.operation().toolName();
    return is(span, OperationKind.TOOL)
        && (tool == null || !tool.equals(parent.operation().toolName()));
  }

  private boolean failedHere(Span span) {
    return span.status() == SpanStatus.ERROR && !aboveErrors.contains(span.key());
  }

  private boolean isUnpriced(Span span) {
    return span.operation().lacksPrice() && counts(span);
  }

  /** Null when no span knows, and when 64 bits cannot hold it. */
  private @Nullable Long sum(Function<TokenUsage, @Nullable Long> tokens) {
    BigInteger sum = null;
    for (Span span : spans) {
      Long some = ownsUsage(span) ? tokens.apply(span.operation().usage()) : null;
      if (some != null) {
        sum = (sum == null ? BigInteger.ZERO : sum).add(BigInteger.valueOf(some));
      }
    }
    return sum == null || sum.bitLength() > 63 ? null : (Long) sum.longValue();
  }

  private @Nullable BigDecimal cost() {
    BigDecimal sum = null;
    for (Span span : spans) {
      BigDecimal some = ownsUsage(span) ? span.operation().costUsd() : null;
      if (some != null) {
        sum = sum == null ? some : sum.add(some);
      }
    }
    return sum;
  }

  private List<String> distinct(Function<Span, @Nullable String> value) {
    SortedSet<String> values = new TreeSet<>();
    for (Span span : spans) {
      String one = value.apply(span);
      if (one != null) {
        values.add(one);
      }
    }
    return List.copyOf(values);
  }

  private SortedMap<String, List<String>> properties() {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>();
    for (Span span : spans) {
      span.session()
          .properties()
          .forEach((name, value) -> all.computeIfAbsent(name, n -> new TreeSet<>()).add(value));
    }
    SortedMap<String, List<String>> properties = new TreeMap<>();
    all.forEach((name, values) -> properties.put(name, List.copyOf(values)));
    return properties;
  }

  private boolean ownsUsage(Span span) {
    return span.operation().ownsUsage() && counts(span);
  }

  private boolean counts(Span span) {
    return !uncounted.containsKey(span.key());
  }

  private @Nullable Span parent(Span span) {
    String parent = span.parentSpanId();
    return parent == null || parent.equals(span.key().spanId())
        ? null
        : byKey.get(new SpanKey(span.key().traceId(), parent));
  }

  private static boolean is(Span span, OperationKind kind) {
    return span.operation().kind() == kind;
  }

  private static @Nullable String model(Span span) {
    String response = span.operation().responseModel();
    return response == null ? span.operation().requestModel() : response;
  }

  private static long seenUntil(Span span) {
    Long end = span.endEpochNanos();
    return end == null ? span.startEpochNanos() : end;
  }
}
