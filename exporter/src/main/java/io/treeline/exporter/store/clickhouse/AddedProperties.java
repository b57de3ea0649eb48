package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Properties that spans were given after they were stored. They stand in the spans themselves, so
 * that no reader has to know of them, and in a table of their own, from which they are put back
 * when a span is written again.
 */
final class AddedProperties {

  private static final List<String> COLUMNS =
      List.of("project", "trace_id", "span_id", "name", "value", "version");
  private static final long BETWEEN_LOOKS_NANOS = 5_000_000_000L;

  private final Engine engine;
  private final Tables tables;
  private volatile boolean some;
  private volatile long lookedAt = System.nanoTime() - BETWEEN_LOOKS_NANOS;

  AddedProperties(Engine engine, Tables tables) {
    this.engine = engine;
    this.tables = tables;
  }

  /** Adds properties to a span that is stored. */
  void add(SpanKey key, Map<String, String> properties) {
    Rows rows = new Rows();
    properties.forEach(
        (name, value) ->
            rows.text(tables.project().name())
                .id(key.traceId())
                .id(key.spanId())
                .text(name)
                .text(value)
                .number(SpanVersion.now())
                .end());
    some = true;
    engine.insert(tables.named("added_properties"), COLUMNS, rows, null);
    String map =
        properties.entrySet().stream()
            .map(entry -> Sql.text(entry.getKey()) + ", " + Sql.text(entry.getValue()))
            .collect(Collectors.joining(", ", "map(", ")"));
    engine.execute(
        "INSERT INTO %1$s SELECT * REPLACE(mapUpdate(properties, %2$s) AS properties, version + 1 AS version)"
                .formatted(tables.named("spans"), map)
            + tables.in(" FROM @spans WHERE trace_id = ")
            + Sql.id(key.traceId())
            + " AND span_id = "
            + Sql.id(key.spanId()));
  }

  /** What those of these spans were given that were given any. */
  Map<SpanKey, Map<String, String>> of(Collection<Span> spans) {
    if (!mayHoldSome()) {
      return Map.of();
    }
    List<String> traces = spans.stream().map(span -> span.key().traceId()).distinct().toList();
    Map<SpanKey, Map<String, String>> found = new HashMap<>();
    return engine.read(
        tables.in(
                """
                SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, name, value
                FROM @added_properties WHERE trace_id IN \
                """)
            + Sql.ids(traces),
        row -> {
          while (row.next()) {
            found
                .computeIfAbsent(
                    new SpanKey(row.text("trace"), row.text("span")), key -> new HashMap<>())
                .put(row.text("name"), row.text("value"));
          }
          return found;
        });
  }

  /** Asked now and then only: mostly there are none at all. */
  private boolean mayHoldSome() {
    if (!some && System.nanoTime() - lookedAt > BETWEEN_LOOKS_NANOS) {
      some =
          engine.read(
              tables.in("SELECT 1 AS one FROM @added_properties LIMIT 1"), row -> row.next());
      lookedAt = System.nanoTime();
    }
    return some;
  }
}
