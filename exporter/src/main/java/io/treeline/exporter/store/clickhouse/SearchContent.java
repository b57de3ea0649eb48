package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.ContentHits;
import io.treeline.exporter.store.ContentHits.Hit;
import io.treeline.exporter.store.ContentHits.TextMatch;
import io.treeline.exporter.store.ContentParts;
import io.treeline.exporter.store.ContentQuery;
import io.treeline.exporter.store.ContentQuery.Position;
import io.treeline.exporter.store.TextQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for words in content. The index over the words of texts names the texts that have one of
 * them, the spans of these texts are those that may match, and whoever reads them looks closer.
 */
final class SearchContent {

  private static final int AT_ONCE = 200;

  /** Spans that have every word somewhere in some fields, and the session of each. */
  private static final String CANDIDATES =
      """
      SELECT lower(hex(s.trace_id)) AS trace, lower(hex(s.span_id)) AS span,
        s.start_epoch_nanos AS start_epoch_nanos, coalesce(s.session_id, t.session_id) AS session
      FROM (
        SELECT trace_id, span_id, any(start_epoch_nanos) AS start_epoch_nanos,
          any(session_id) AS session_id
        FROM (
          SELECT trace_id, span_id, start_epoch_nanos, session_id, hash
          FROM @spans ARRAY JOIN part_fields AS field, part_hashes AS hash
          WHERE start_epoch_nanos >= %1$d AND start_epoch_nanos < %2$d AND field IN (%3$s)
        ) AS p
        JOIN (%4$s) AS c ON c.hash = p.hash
        GROUP BY trace_id, span_id
        HAVING groupBitOr(found) = %5$d
      ) AS s
      JOIN @traces AS t ON t.trace_id = s.trace_id
      """;

  // Asked of the index alone, without reading the words of a text; the same text twice does no
  // harm.
  private static final String TEXTS =
      "SELECT hash, toUInt64(%d) AS found FROM %s WHERE project = %s AND hasAny(words, [%s])";

  private final Engine engine;
  private final Tables tables;
  private final ReadSpans spans;

  SearchContent(Engine engine, Tables tables, ReadSpans spans) {
    this.engine = engine;
    this.tables = tables;
    this.spans = spans;
  }

  private record Candidate(SpanKey key, long start, String session) {}

  /** Sessions one of whose spans, of those that start in a stretch of time, matches. */
  Set<String> sessions(TextQuery query, TimeRange range) {
    List<ContentFields> fields = fields(null);
    Set<String> sessions = new LinkedHashSet<>();
    List<Candidate> all =
        candidates(
            query, range.startEpochNanosInclusive(), range.endEpochNanosExclusive(), fields, "");
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<Candidate> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      Map<SpanKey, Span> read = read(some);
      for (Candidate one : some) {
        Span span = read.get(one.key());
        if (span != null
            && !sessions.contains(one.session())
            && !matches(query, span.content(), fields).isEmpty()) {
          sessions.add(one.session());
        }
      }
    }
    return sessions;
  }

  /** One page. */
  ContentHits hits(ContentQuery query) {
    long deadline = System.nanoTime() + query.patience().toNanos();
    List<ContentFields> fields = fields(query.parts());
    List<Hit> hits = new ArrayList<>();
    @Nullable Position after = query.after();
    while (true) {
      List<Candidate> some = page(query, fields, after);
      Map<SpanKey, Span> read = read(some);
      for (Candidate one : some) {
        Span span = read.get(one.key());
        List<TextMatch> matches =
            span == null ? List.of() : matches(query.text(), span.content(), fields);
        if (span != null && !matches.isEmpty()) {
          if (hits.size() == query.limit()) {
            Span last = hits.get(hits.size() - 1).span();
            return new ContentHits(hits, new Position(last.startEpochNanos(), last.key()));
          }
          hits.add(new Hit(span, one.session(), matches));
        }
      }
      if (some.size() < AT_ONCE) {
        return new ContentHits(hits, null);
      }
      Candidate last = some.get(some.size() - 1);
      after = new Position(last.start(), last.key());
      if (System.nanoTime() - deadline > 0) {
        return new ContentHits(hits, after);
      }
    }
  }

  private List<Candidate> page(
      ContentQuery query, List<ContentFields> fields, @Nullable Position after) {
    long end = query.range().endEpochNanosExclusive();
    String position = "";
    if (after != null && after.key() == null) {
      end = Math.min(end, after.startEpochNanos());
    } else if (after != null && after.key() != null) {
      end = Math.min(end, after.startEpochNanos() + 1);
      position =
          "WHERE (s.start_epoch_nanos, s.trace_id, s.span_id) < (toInt64(%d), toFixedString(%s, 16), toFixedString(%s, 8))\n"
              .formatted(
                  after.startEpochNanos(),
                  Sql.id(after.key().traceId()),
                  Sql.id(after.key().spanId()));
    }
    return candidates(
        query.text(),
        query.range().startEpochNanosInclusive(),
        end,
        fields,
        position
            + "ORDER BY s.start_epoch_nanos DESC, s.trace_id DESC, s.span_id DESC LIMIT "
            + AT_ONCE);
  }

  private List<Candidate> candidates(
      TextQuery query, long start, long end, List<ContentFields> fields, String rest) {
    List<String> words = query.words().stream().map(ContentTexts::stored).distinct().toList();
    List<String> numbers = new ArrayList<>();
    fields.forEach(
        field -> {
          numbers.add(String.valueOf(field.number(false)));
          numbers.add(String.valueOf(field.number(true)));
        });
    String sql =
        tables
            .in(CANDIDATES)
            .formatted(
                start, end, String.join(", ", numbers), texts(words), (1L << words.size()) - 1);
    return engine.read(
        sql + rest,
        row -> {
          List<Candidate> all = new ArrayList<>();
          while (row.next()) {
            all.add(
                new Candidate(
                    new SpanKey(row.text("trace"), row.text("span")),
                    row.number("start_epoch_nanos"),
                    row.text("session")));
          }
          return all;
        });
  }

  /** Texts that have a word, one bit for each word. */
  String texts(List<String> words) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      parts.add(
          TEXTS.formatted(
              1L << i, tables.named("content"), tables.projectLiteral(), Sql.text(words.get(i))));
    }
    return String.join(" UNION ALL ", parts);
  }

  private Map<SpanKey, Span> read(List<Candidate> some) {
    Map<SpanKey, Span> read = new LinkedHashMap<>();
    spans
        .byKeys(some.stream().map(Candidate::key).toList(), true)
        .forEach(span -> read.put(span.key(), span));
    return read;
  }

  private static List<TextMatch> matches(
      TextQuery query, Content content, List<ContentFields> fields) {
    List<String> texts = new ArrayList<>();
    List<ContentFields> of = new ArrayList<>();
    for (ContentFields field : fields) {
      String whole = field.of(content);
      if (whole != null) {
        for (String text : ContentParts.texts(whole)) {
          texts.add(text);
          of.add(field);
        }
      }
    }
    List<TextMatch> matches = new ArrayList<>();
    for (Map.Entry<Integer, List<TextQuery.Match>> one : query.find(texts).entrySet()) {
      matches.add(
          new TextMatch(of.get(one.getKey()).id(), texts.get(one.getKey()), one.getValue()));
    }
    return matches;
  }

  /** Fields that hold some parts, those that go in first; all that are searched for null. */
  private static List<ContentFields> fields(@Nullable Set<ContentQuery.Part> parts) {
    List<ContentFields> fields = new ArrayList<>();
    for (ContentFields field : ContentFields.SEARCHED) {
      if (parts == null || parts.contains(field.part())) {
        fields.add(field);
      }
    }
    return fields;
  }
}
