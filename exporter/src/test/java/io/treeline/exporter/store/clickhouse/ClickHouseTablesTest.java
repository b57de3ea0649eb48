package io.treeline.exporter.store.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Upkeep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the tables are made of, and how they come to be. */
class ClickHouseTablesTest {

  private final ClickHouseSettings settings = ClickHouseServer.settings();
  private final ProjectId project = new ProjectId(TestSpans.random("p").toLowerCase(Locale.ROOT));
  private final Tables tables = new Tables(settings.database(), project);

  /** As in a process of its own: what it wrote before it does not know. */
  private SpanStore open() {
    return ClickHouseSpanStore.open(settings, project);
  }

  private long count(Engine engine, String table, String condition) {
    return engine.read(
        "SELECT toInt64(count()) AS n FROM %s WHERE project = %s AND %s"
            .formatted(tables.named(table), tables.projectLiteral(), condition),
        row -> row.next() ? row.number("n") : -1);
  }

  @Test
  void batch_writtenAgainByAnother_leavesOneCopyInTheViewsToo() {
    Span first = TestSpans.llm("m").session("s").messages("[\"hello\"]", "[\"yes\"]").build();
    Span second = TestSpans.llm("m").session("s").build();
    Engine engine = new Engine(settings);
    try (SpanStore one = open();
        SpanStore other = open()) {
      one.writer().write(List.of(first, second));
      // Else a merge could take away what a second copy would be.
      engine.execute("SYSTEM STOP MERGES " + tables.named("spans"));
      engine.execute("SYSTEM STOP MERGES " + tables.named("session_traces"));
      other.writer().write(List.of(first, second));

      assertThat(count(engine, "spans", "true")).isEqualTo(2);
      assertThat(count(engine, "session_traces", "session_id = 's'"))
          .isEqualTo(
              List.of(first, second).stream().map(s -> s.key().traceId()).distinct().count());

      // Another batch has another token: here it shows that rows are counted as they lie.
      other.writer().write(List.of(first));
      assertThat(count(engine, "spans", "true")).isEqualTo(3);
      assertThat(one.reader().session("s").orElseThrow().spans()).isEqualTo(2);
    } finally {
      engine.execute("SYSTEM START MERGES " + tables.named("spans"));
      engine.execute("SYSTEM START MERGES " + tables.named("session_traces"));
      engine.close();
    }
  }

  @Test
  void search_ofTwoWords_asksTheIndexOfTexts() {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String text = "[\"w%d other%d\"]".formatted(i, i);
      spans.add(TestSpans.llm("m").session("s").messages(text, null).build());
    }
    Engine engine = new Engine(settings);
    try (SpanStore store = open()) {
      store.writer().write(spans);
      String sql = new SearchContent(engine, tables, null).texts(List.of("w500", "other7"));

      List<String> plan =
          engine.read(
              "EXPLAIN indexes = 1 " + sql,
              row -> {
                List<String> lines = new ArrayList<>();
                while (row.next()) {
                  lines.add(row.text("explain").replaceAll("^[│├└─\\s]+", ""));
                }
                return lines;
              });

      assertThat(plan).filteredOn(line -> line.startsWith("Name: of_word")).hasSize(2);
      assertThat(plan).filteredOn(line -> line.startsWith("Granules: 1/")).hasSize(2);
      assertThat(plan)
          .filteredOn(line -> line.startsWith("Condition: (mode: Any; tokens:"))
          .containsExactly(
              "Condition: (mode: Any; tokens: [\"w500\"])",
              "Condition: (mode: Any; tokens: [\"other7\"])");
      // The words of a text are not read.
      assertThat(plan).anyMatch(line -> line.contains("__text_index_of_word"));
    } finally {
      engine.close();
    }
  }

  @Test
  void schema_ofTheFirstVersion_isBroughtUpWithWhatIsInIt() {
    ClickHouseSettings old =
        new ClickHouseSettings(
            settings.url(),
            settings.user(),
            settings.password(),
            "old_" + project.name().replace('-', '_'),
            null,
            settings.timeout());
    Engine plain = new Engine(settings);
    Span estimated =
        TestSpans.llm("m").session("s").messages("[\"a zebra\"]", null).tokens(3, 4).build();
    try {
      // A database as the first version left it, with a session of today's.
      String database = "`" + old.database() + "`";
      try (SpanStore store = ClickHouseSpanStore.open(old, project)) {
        store.writer().write(List.of(estimated));
        assertThat(store.reader().session("s")).isPresent();
      }
      plain.execute("ALTER TABLE " + database + ".sessions DROP COLUMN estimated_calls");
      plain.execute("ALTER TABLE " + database + ".content DROP INDEX of_word");
      plain.execute(
          "ALTER TABLE "
              + database
              + ".content ADD INDEX by_word words TYPE bloom_filter(0.01) GRANULARITY 1");
      plain.execute(
          "ALTER TABLE "
              + database
              + ".spans UPDATE usage_source = 'estimated:o200k' WHERE true SETTINGS mutations_sync"
              + " = 2");
      // Digests have the version of what worked the numbers out in them.
      plain.execute(
          "ALTER TABLE "
              + database
              + ".sessions UPDATE digest = 0 WHERE true SETTINGS mutations_sync = 2");
      for (String table : List.of("session_places", "session_steps", "session_findings")) {
        plain.execute("DROP TABLE " + database + "." + table + " SYNC");
      }
      plain.execute("TRUNCATE TABLE " + database + ".schema_migrations");
      plain.execute(
          "INSERT INTO "
              + database
              + ".schema_migrations (version, name) VALUES (1, '001_tables')");

      try (SpanStore store = ClickHouseSpanStore.open(old, project)) {
        assertThat(store.reader().session("s").orElseThrow().estimatedCalls()).isEqualTo(1);
        assertThat(store.reader().session("s").orElseThrow().inputTokens()).isEqualTo(3);
      }
      String indexes =
          plain.read(
              "SELECT arrayStringConcat(groupArray(name || ' ' || type), ', ') AS all FROM"
                  + " system.data_skipping_indices WHERE table = 'content' AND database = "
                  + Sql.text(old.database()),
              row -> row.next() ? row.text("all") : "");
      assertThat(indexes).isEqualTo("of_word text");
    } finally {
      plain.execute("DROP DATABASE IF EXISTS `" + old.database() + "` SYNC");
      plain.close();
    }
  }

  @Test
  void texts_ofSessionsThatWereDeleted_areSweptWhenUnusedForDays() {
    Span gone = TestSpans.llm("m").session("gone").messages("[\"only here\"]", null).build();
    Span stays =
        TestSpans.llm("m").session("stays").at(10_000, 10_001).messages("[\"kept\"]", null).build();
    Engine engine = new Engine(settings);
    try (SpanStore store = open()) {
      store.writer().write(List.of(gone, stays));
      long texts = count(engine, "content", "true");
      assertThat(store.upkeep().orElseThrow().deleteSession("gone")).isTrue();
      assertThat(count(engine, "content", "true")).isEqualTo(texts);
      // As if they had been written three days ago.
      engine.execute(
          "CREATE OR REPLACE TABLE %1$s_before ENGINE = Memory AS SELECT * FROM %1$s WHERE project = %2$s"
              .formatted(tables.named("content"), tables.projectLiteral()));
      new Deletion(engine, tables).run("content", "true");
      engine.execute(
          "INSERT INTO %1$s (project, hash, text, words, seen) SELECT project, hash, text, words, now() - INTERVAL 3 DAY FROM %1$s_before"
              .formatted(tables.named("content")));
      engine.execute("DROP TABLE " + tables.named("content") + "_before SYNC");

      store
          .upkeep()
          .orElseThrow()
          .retain(new Upkeep.Limits(null, null, null), TestSpans.START_EPOCH_NANOS);

      String left =
          engine.read(
              "SELECT arrayStringConcat(arraySort(groupArray(text)), '|') AS texts FROM %s WHERE project = %s"
                  .formatted(tables.named("content"), tables.projectLiteral()),
              row -> row.next() ? row.text("texts") : "");
      assertThat(left).contains("kept").doesNotContain("only here");
    } finally {
      engine.close();
    }
  }

  @Test
  void version_beforeTheTextIndex_isRefusedWithWhatIsNeeded() {
    Schema.refuseOld(settings, "26.2.1.1");
    Schema.refuseOld(settings, "27.1.0.5-lts");
    Schema.refuseOld(settings, "head");
    for (String old : List.of("26.1.9.1", "25.8.2.1")) {
      assertThatThrownBy(() -> Schema.refuseOld(settings, old))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "ClickHouse at %s is version %s, and 26.2 or later is needed: upgrade it, or name another store-clickhouse-url"
                  .formatted(settings, old));
    }
  }
}
