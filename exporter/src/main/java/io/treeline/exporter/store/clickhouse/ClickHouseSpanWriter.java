package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.SpanWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds rows for spans; never looks whether they are stored, as reading does that. The order of the
 * inserts matters: whoever finds a span finds its texts, and whoever is told of a change finds the
 * spans.
 */
final class ClickHouseSpanWriter implements SpanWriter {

  private final Engine engine;
  private final Tables tables;
  private final ContentTexts texts;
  private final TraceChanges changes;
  private final AddedProperties added;
  private final Tokens tokens;

  ClickHouseSpanWriter(
      Engine engine,
      Tables tables,
      ContentTexts texts,
      TraceChanges changes,
      AddedProperties added,
      Tokens tokens) {
    this.engine = engine;
    this.tables = tables;
    this.texts = texts;
    this.changes = changes;
    this.added = added;
    this.tokens = tokens;
  }

  @Override
  public void write(List<Span> spans) {
    Map<SpanKey, Span> distinct = new LinkedHashMap<>();
    for (Span span : spans) {
      distinct.merge(
          span.key(),
          span,
          (first, later) ->
              first.endEpochNanos() == null && later.endEpochNanos() != null ? later : first);
    }
    write(distinct.values(), false);
  }

  /** As {@link io.treeline.exporter.store.SpanCorrections#replace}. */
  void replace(List<Span> spans) {
    Map<SpanKey, Span> distinct = new LinkedHashMap<>();
    spans.forEach(span -> distinct.put(span.key(), span));
    write(distinct.values(), true);
  }

  private void write(Collection<Span> spans, boolean replacing) {
    if (spans.isEmpty()) {
      return;
    }
    Map<SpanKey, Map<String, String>> addedBefore = added.of(spans);
    Rows rows = new Rows();
    List<SplitContent> contents = new ArrayList<>(spans.size());
    Set<String> traces = new LinkedHashSet<>();
    List<int[]> bounds = new ArrayList<>(spans.size());
    for (Span span : spans) {
      SplitContent content = SplitContent.of(span.content());
      contents.add(content);
      traces.add(span.key().traceId());
      int start = rows.size();
      long version =
          replacing ? SpanVersion.replacing() : SpanVersion.sent(span.endEpochNanos() != null);
      SortedMap<String, String> properties = new TreeMap<>(span.session().properties());
      properties.putAll(addedBefore.getOrDefault(span.key(), Map.of()));
      SpanRow.write(rows, tables.project().name(), span, properties, content, version);
      // All of a row but its version, which tells one attempt from another.
      bounds.add(new int[] {start, rows.size() - Long.BYTES});
    }
    texts.write(contents);
    // The same correction twice, with another between, is no repetition.
    String token =
        replacing
            ? null
            : tokens.of(bounds.stream().map(at -> rows.bytesBetween(at[0], at[1])).toList());
    engine.insert(tables.named("spans"), SpanRow.COLUMNS, rows, token);
    changes.add(traces);
  }
}
