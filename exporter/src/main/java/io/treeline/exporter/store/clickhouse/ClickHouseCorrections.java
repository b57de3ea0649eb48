package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.SpanCorrections;
import io.treeline.exporter.store.SpanCost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Changes what is stored by rows that count more. */
final class ClickHouseCorrections implements SpanCorrections {

  private static final int AT_ONCE = 500;
  private static final List<String> TAG = List.of("project", "session_id", "tag", "version");

  private final Engine engine;
  private final Tables tables;
  private final ClickHouseSpanWriter writer;
  private final AddedProperties added;
  private final TraceChanges changes;
  private final ReadSpans spans;

  ClickHouseCorrections(
      Engine engine,
      Tables tables,
      ClickHouseSpanWriter writer,
      AddedProperties added,
      TraceChanges changes,
      ReadSpans spans) {
    this.engine = engine;
    this.tables = tables;
    this.writer = writer;
    this.added = added;
    this.changes = changes;
    this.spans = spans;
  }

  @Override
  public void replace(List<Span> replacing) {
    writer.replace(replacing);
  }

  @Override
  public boolean addProperties(SpanKey key, Map<String, String> properties) {
    if (!spans.isStored(key)) {
      return false;
    }
    if (!properties.isEmpty()) {
      added.add(key, properties);
      changes.add(List.of(key.traceId()));
    }
    return true;
  }

  @Override
  public void reprice(List<SpanCost> costs) {
    Map<SpanKey, SpanCost> byKey = new LinkedHashMap<>();
    costs.forEach(cost -> byKey.put(cost.key(), cost));
    // Rows are replaced as a whole, so that what was said must come along.
    List<SpanKey> keys = List.copyOf(byKey.keySet());
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      List<Span> stored =
          spans.byKeys(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)), true);
      writer.replace(
          stored.stream()
              .map(
                  span -> {
                    SpanCost cost = Objects.requireNonNull(byKey.get(span.key()));
                    return span.withOperation(
                        span.operation().toBuilder().cost(cost.usd(), cost.source()).build());
                  })
              .toList());
    }
  }

  @Override
  public void tagSession(String sessionId, String tag) {
    Rows rows = new Rows();
    rows.text(tables.project().name()).text(sessionId).text(tag).number(SpanVersion.now()).end();
    engine.insert(tables.named("session_tags"), TAG, rows, null);
  }
}
