package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.query.ExportRequest;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SessionListRequest;
import io.treeline.exporter.query.SessionSummary;
import io.treeline.exporter.query.SessionTree;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import io.treeline.exporter.store.duckdb.ParquetFiles;
import io.treeline.exporter.transfer.ExportFormat;
import io.treeline.exporter.transfer.Exporter;
import io.treeline.exporter.transfer.ImportResult;
import io.treeline.exporter.transfer.Importer;
import io.treeline.exporter.transfer.StoreImports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is exported and imported again is what it was: the whole corpus, with logs and scores. */
class RoundTripTest {

  private static final String TAGGED = "tagged";

  @TempDir static Path directory;

  private static CorpusAnswers corpus;
  private static byte[] exported;

  @BeforeAll
  static void fill() throws IOException {
    corpus = new CorpusAnswers(directory);
    CorpusCase.all().forEach(one -> corpus.accept(one.sent()));
    SpanStore store = corpus.store();
    SpanKey some = CorpusCase.all().get(0).keys().get(0);
    String session = store.reader().sessionOf(some).orElseThrow();
    store.logs().write(List.of(log(some)));
    store.corrections().tagSession(session, TAGGED);
    store.scores().put(scores(some, session));
    exported = export(store, ExportFormat.JSONL, null, null);
  }

  @AfterAll
  static void close() {
    corpus.close();
  }

  private static LogRecord log(SpanKey span) {
    return new LogRecord(
        span,
        "0123456789abcdef0123456789abcdef",
        1_772_000_000_123_456_789L,
        3,
        9,
        "INFO",
        "my.event",
        JsonNodeFactory.instance.objectNode().put("a", 1.5),
        Map.of("n", JsonNodeFactory.instance.numberNode(7L)),
        "svc",
        "scope",
        new Content("[{\"role\":\"user\"}]", null, null, null, null, null, null, "said, \"so\"\n"));
  }

  private static List<Score> scores(SpanKey span, String session) {
    List<Score> scores = new ArrayList<>();
    int i = 0;
    for (ScoreTarget target :
        List.of(
            ScoreTarget.span(span),
            ScoreTarget.trace(span.traceId()),
            ScoreTarget.session(session),
            ScoreTarget.path("Some name", "/a/b"))) {
      scores.add(
          new Score(
              "score-" + i++,
              "helpful, \"or not\"",
              i == 2 ? ScoreValue.category("good") : ScoreValue.numeric(0.1 * i).called("so"),
              "human",
              i == 1 ? null : "line\nline",
              1_772_000_000_000_000_001L + i,
              target,
              Map.of("m", JsonNodeFactory.instance.textNode(""))));
    }
    return scores;
  }

  private static byte[] export(SpanStore store, ExportFormat format, String limit, String cursor)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Exporter(new QueryService(store).exports(), new ParquetFiles())
        .write(new ExportRequest(FilterRequest.ALL, null, limit, cursor), true, format, out);
    return out.toByteArray();
  }

  private static ImportResult importInto(SpanStore store, byte[] file) throws IOException {
    return new Importer(new StoreImports(store), new ParquetFiles())
        .run(new ByteArrayInputStream(file));
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void export_importedElsewhereTwice_sessionsTreesAndTotalsAreTheSame(
      ExportFormat format, @TempDir Path other) throws IOException {
    byte[] file = export(corpus.store(), format, null, null);

    try (DuckDbSpanStore copy = DuckDbSpanStore.open(other)) {
      ImportResult first = importInto(copy, file);
      assertThat(first.complete()).isTrue();
      assertThat(importInto(copy, file)).isEqualTo(first);

      // Every field of every span, record, score and sum; only what differs is shown.
      List<JsonNode> again = documents(export(copy, ExportFormat.JSONL, null, null));
      List<JsonNode> before = documents(exported);
      assertThat(minus(again, before)).isEqualTo(minus(before, again)).isEmpty();
      assertThat(sessions(copy)).isEqualTo(sessions(corpus.store()));
      QueryService query = new QueryService(copy);
      QueryService original = new QueryService(corpus.store());
      for (SessionSummary session : sessions(copy)) {
        for (SessionTree.By by : SessionTree.By.values()) {
          assertThat(query.tree(session.sessionId(), by))
              .isEqualTo(original.tree(session.sessionId(), by));
        }
      }
    }
  }

  /** Fields of an object have no order, and attributes of a span none either. */
  private static List<JsonNode> documents(byte[] file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (String line : lines(file)) {
      documents.add(CorpusCase.MAPPER.readTree(line));
    }
    return documents;
  }

  private static List<JsonNode> minus(List<JsonNode> all, List<JsonNode> some) {
    List<JsonNode> rest = new ArrayList<>(all);
    rest.removeAll(new HashSet<>(some));
    return rest;
  }

  private static List<String> lines(byte[] file) {
    return new String(file, StandardCharsets.UTF_8).lines().toList();
  }

  private static List<SessionSummary> sessions(SpanStore store) {
    return new QueryService(store)
        .sessions(new SessionListRequest(FilterRequest.ALL, "startTime", "1000", null))
        .sessions();
  }

  @Test
  void export_inParts_goesOnBehindTheLastCursor() throws IOException {
    StringBuilder parts = new StringBuilder();
    String cursor = null;
    int count = 0;
    do {
      List<String> lines = lines(export(corpus.store(), ExportFormat.JSONL, "7", cursor));
      lines.subList(0, lines.size() - 1).forEach(line -> parts.append(line).append('\n'));
      cursor =
          CorpusCase.MAPPER.readTree(lines.get(lines.size() - 1)).path("nextCursor").textValue();
      count++;
    } while (cursor != null);

    assertThat(count).isGreaterThan(3);
    List<String> whole = lines(exported);
    assertThat(parts.toString().lines().toList()).isEqualTo(whole.subList(0, whole.size() - 1));
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void export_brokenOffAndResumedByCursor_isImportedAsTheWhole(
      ExportFormat format, @TempDir Path other) throws IOException {
    List<String> first = lines(export(corpus.store(), ExportFormat.JSONL, "25", null));
    String cursor =
        CorpusCase.MAPPER.readTree(first.get(first.size() - 1)).path("nextCursor").textValue();
    byte[] part = export(corpus.store(), format, "25", null);
    byte[] rest = export(corpus.store(), format, null, cursor);

    try (DuckDbSpanStore copy = DuckDbSpanStore.open(other)) {
      if (format == ExportFormat.PARQUET) {
        importInto(copy, part);
        importInto(copy, rest);
      } else {
        // Cut behind the last cursor, which is before the row that says where it ended.
        List<String> lines = lines(part);
        String kept = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(kept.getBytes(StandardCharsets.UTF_8));
        joined.write(rest);
        assertThat(importInto(copy, joined.toByteArray()).complete()).isTrue();
      }
      assertThat(sessions(copy)).isEqualTo(sessions(corpus.store())).hasSizeGreaterThan(30);
    }
  }

  @Test
  void import_cutOff_keepsWhatIsThereAndSaysSo(@TempDir Path other) throws IOException {
    byte[] half = java.util.Arrays.copyOf(exported, exported.length / 2);

    try (DuckDbSpanStore copy = DuckDbSpanStore.open(other)) {
      assertThatThrownBy(() -> importInto(copy, half))
          .isInstanceOf(QueryException.class)
          .hasMessageStartingWith("record ")
          .hasMessageContaining("cannot be imported: it is no JSON");
      ImportResult all = importInto(copy, gzip(exported));
      assertThat(all.complete()).isTrue();
      assertThat(sessions(copy)).isEqualTo(sessions(corpus.store()));
    }
  }

  private static byte[] gzip(byte[] file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(file);
    }
    return bytes.toByteArray();
  }

  @Test
  void import_notAnExport_isRefusedByWhatItIs(@TempDir Path other) {
    try (DuckDbSpanStore copy = DuckDbSpanStore.open(other)) {
      assertThatThrownBy(() -> importInto(copy, "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
          .hasMessageContaining("record 1 cannot be imported: it is neither a line of an export");
      assertThatThrownBy(
              () ->
                  importInto(
                      copy,
                      "{\"type\":\"span\",\"traceId\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
          .hasMessageContaining("field spanId is missing");
    }
  }
}
