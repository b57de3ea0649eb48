package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.DerivePaths;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.SqlQuery;
import io.treeline.exporter.store.SqlRefusedException;
import io.treeline.exporter.store.SqlResult;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQL answers, and what it must never do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlTest {

  private static final DerivePaths NO_PATHS = spans -> Map.of();

  private SpanStore store;

  @BeforeAll
  void write(@TempDir Path directory) {
    store = DuckDbSpanStore.open(directory);
    Span agent = TestSpans.agent("a").session("s").at(0, 10).path("/plan").build();
    Span model =
        TestSpans.llm("m").session("s").childOf(agent).at(1, 5).cost("0.25").tokens(3, 4).build();
    store.writer().write(List.of(agent, model));
  }

  @AfterAll
  void close() {
    store.close();
  }

  private SqlResult ask(String sql) {
    return store.reader().sql(new SqlQuery(sql, 100, Duration.ofSeconds(20)), NO_PATHS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM spans WHERE session_id = 's'",
        "SELECT count(*) FROM spans AS x JOIN sessions y USING (session_id)",
        "SELECT count(*) FROM spans WHERE spans.session_id = 's' -- a comment",
        "WITH q AS (SELECT * FROM spans) SELECT count(*) FROM q;",
        "SELECT count(*) FROM (SELECT DISTINCT span_id FROM spans ORDER BY 1 LIMIT 5)",
        "SELECT count(*) FILTER (WHERE s.name IS NOT NULL) FROM spans s",
        "SELECT count(*) FROM content RIGHT JOIN spans USING (trace_id, span_id)",
        "SELECT count(*) FROM paths",
        "FROM spans SELECT count(*)",
        "SELECT * FROM range(2, 3)",
        "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 2)"
            + " SELECT max(i) FROM n",
        "SELECT CASE WHEN 'a' LIKE 'a%' AND NOT false THEN 2::BIGINT ELSE 1 END",
        "SELECT max(r) FROM (SELECT row_number() OVER (PARTITION BY session_id ORDER BY start_time)"
            + " AS r FROM spans)",
        "SELECT len(list_transform(['a', 'b'], lambda x: x || 'c'))",
        "SELECT len([x FOR x IN [1, 2, 3] IF x > 1])",
        "SELECT 2 FROM sessions WHERE EXISTS (SELECT 1 FROM spans WHERE spans.session_id ="
            + " sessions.session_id) AND cost_usd BETWEEN 0 AND 1 AND status IN ('ok', 'error')",
        "SELECT 1 UNION SELECT 2 ORDER BY 1 DESC",
        "SELECT CAST(json_extract_string('{\"a\": \"2\"}', '$.a') AS INTEGER)",
        "SELECT date_part('day', TIMESTAMP '2026-01-02 00:00:00')",
        "SELECT count(DISTINCT span_id) FROM spans GROUP BY ALL HAVING count(*) > 1",
        "SELECT count(*) FROM spans GROUP BY GROUPING SETS ((session_id), ()) LIMIT 1"
      })
  void sql_harmless_isAnswered(String sql) {
    Object first = ask(sql).rows().get(0).get(0);

    assertThat(((Number) first).intValue()).isEqualTo(2);
  }

  @Test
  void sql_values_keepTheirTypes() {
    SqlResult result =
        ask(
            "SELECT cost_usd, models, name_given, start_epoch_nanos, 0.5::DOUBLE, NULL FROM"
                + " sessions");

    assertThat(result.rows())
        .containsExactly(
            java.util.Arrays.asList(
                new BigDecimal("0.25"),
                List.of("m"),
                false,
                TestSpans.START_EPOCH_NANOS,
                0.5,
                null));
    assertThat(result.columns().get(0))
        .isEqualTo(new SqlResult.Column("cost_usd", "DECIMAL(38,18)"));
    assertThat(result.truncated()).isFalse();
  }

  @Test
  void sql_callThatTwoLayersReport_ownsItsUsageOnce(@TempDir Path other) {
    Span outer = TestSpans.llm("m").session("l").tokens(10, 5).cost("0.5").at(0, 100).build();
    Span inner = TestSpans.llm("m").childOf(outer).tokens(10, 5).cost("0.5").at(1, 99).build();
    Span unpriced = TestSpans.llm("m").session("l").tokens(1, 1).at(200, 300).build();
    try (SpanStore layers = DuckDbSpanStore.open(other)) {
      layers.writer().write(List.of(outer, inner, unpriced));

      SqlResult result =
          layers
              .reader()
              .sql(
                  new SqlQuery(
                      "SELECT sum(cost_usd) FILTER (owns_usage), count(*) FILTER (unpriced),"
                          + " (SELECT sum(cost_usd) FROM sessions) FROM spans",
                      10,
                      Duration.ofSeconds(20)),
                  NO_PATHS);

      assertThat(result.rows())
          .containsExactly(List.of(new BigDecimal("0.5"), 1L, new BigDecimal("0.5")));
    }
  }

  @Test
  void sql_moreRowsThanAsked_isTruncated() {
    SqlResult result = ask("SELECT * FROM range(1000)");

    assertThat(result.rows()).hasSize(100);
    assertThat(result.truncated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE spans",
        "DROP TABLE spans",
        "DELETE FROM spans",
        "INSERT INTO spans SELECT * FROM spans",
        "UPDATE spans SET name = 'x'",
        "CREATE TABLE x AS SELECT 1",
        "CREATE TEMP TABLE x AS SELECT 1",
        "CREATE MACRO f(x) AS x",
        "ALTER TABLE spans ADD COLUMN x INTEGER",
        "TRUNCATE spans",
        "WITH x AS (DELETE FROM spans RETURNING *) SELECT * FROM x",
        "WITH x AS (INSERT INTO scores SELECT * FROM scores RETURNING *) SELECT * FROM x",
        "COPY spans TO '/tmp/out.csv'",
        "COPY spans FROM '/etc/passwd'",
        "EXPORT DATABASE '/tmp/out'",
        "ATTACH '/tmp/other.duckdb' AS other",
        "DETACH treeline",
        "USE memory",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET lock_configuration = false",
        "SET enable_external_access = true",
        "RESET ALL",
        "PRAGMA database_list",
        "PRAGMA version",
        "CALL pragma_version()",
        "CHECKPOINT",
        "BEGIN TRANSACTION",
        "COMMIT",
        "VACUUM",
        "EXPLAIN SELECT 1",
        "DESCRIBE spans",
        "SHOW TABLES",
        "SUMMARIZE spans",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "PIVOT spans ON name",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM read_json_auto('/etc/passwd')",
        "SELECT * FROM read_parquet('https://example.com/x.parquet')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM 'data.csv'",
        "SELECT * FROM \"/etc/passwd\"",
        "SELECT * FROM main.spans",
        "SELECT * FROM treeline.main.spans",
        "SELECT * FROM span_content",
        "SELECT * FROM traces",
        "SELECT * FROM schema_migrations",
        "SELECT * FROM treeline_view_spans",
        "SELECT * FROM current_session",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM pg_catalog.pg_tables",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM duckdb_secrets()",
        "SELECT * FROM duckdb_tables()",
        "SELECT * FROM pragma_table_info('spans')",
        "SELECT * FROM query('DROP TABLE spans')",
        "SELECT * FROM query_table('traces')",
        "SELECT * FROM json_execute_serialized_sql('{}')",
        "SELECT * FROM seq_scan('spans')",
        "SELECT * FROM test_all_types()",
        "SELECT getenv('HOME')",
        "SELECT current_setting('memory_limit')",
        "SELECT getvariable('x')",
        "SELECT nextval('x')",
        "SELECT version()",
        "SELECT txid_current()",
        "SELECT main.lower('A')",
        "SELECT system.main.lower('A')",
        "SELECT write_log('x')",
        "SELECT repeat('x', 2000000000)",
        "SELECT lpad('x', 2000000000, 'y')",
        "SELECT range(1000000000)",
        "SELECT generate_series(1, 1000000000)",
        "SELECT format('{:2000000000}', 1)",
        "SELECT printf('%2000000000d', 1)",
        "SELECT array_resize([1], 1000000000)",
        "SELECT json_serialize_sql('SELECT 1')",
        "SELECT ? FROM spans",
        "SELECT $1",
        "SELECT 1) UNION SELECT (2",
        "SELECT * FROM (SELECT 1) WHERE (SELECT count(*) FROM traces) > 0",
        "SELECT (WITH traces AS (SELECT 1) SELECT 1), (SELECT count(*) FROM traces)",
        "WITH spans AS (SELECT 1) SELECT * FROM spans",
        "WITH \"x.csv\" AS (SELECT 1) SELECT (SELECT 1 FROM 'x.csv')",
        "WITH duckdb_settings AS (SELECT 1) SELECT * FROM duckdb_settings",
        "SELECT * FROM spans AT (VERSION => 1)",
        "SELECT * FROM spans TABLESAMPLE 10%x",
        "SELECT sum(x) FROM generate_series(1, 2) t(x), LATERAL (SELECT * FROM duckdb_logs())"
      })
  void sql_hostile_isRefused(String sql) {
    assertThatThrownBy(() -> ask(sql)).isInstanceOf(SqlRefusedException.class);

    assertThat(ask("SELECT count(*) FROM spans WHERE session_id = 's'").rows())
        .containsExactly(List.of(2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM range(1000000000) a, range(1000000000) b",
        "WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r) SELECT count(*) FROM r",
        "SELECT max(md5(a.range::VARCHAR || b.range)) FROM range(1000000) a, range(1000000) b"
      })
  void sql_endless_isCancelledInTime(String sql) {
    long start = System.nanoTime();

    assertThatThrownBy(
            () -> store.reader().sql(new SqlQuery(sql, 10, Duration.ofMillis(300)), NO_PATHS))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining("took longer than 300 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void sql_textThatDoublesItself_isStopped() {
    String sql =
        "WITH RECURSIVE r AS (SELECT 'xxxxxxxx' AS t UNION ALL SELECT t || t FROM r) SELECT"
            + " max(length(t)) FROM r";

    assertThatThrownBy(
            () -> store.reader().sql(new SqlQuery(sql, 10, Duration.ofSeconds(1)), NO_PATHS))
        .isInstanceOf(SqlRefusedException.class);
  }

  @Test
  void sql_moreMemoryThanAllowed_failsAndTheStoreGoesOn(@TempDir Path other) {
    String sql = "SELECT len(list(a.range ORDER BY md5(a.range::VARCHAR))) FROM range(30000000) a";
    try (SpanStore small = DuckDbSpanStore.open(other, new DuckDbSettings(128L << 20, 1))) {
      SqlQuery query = new SqlQuery(sql, 10, Duration.ofSeconds(60));
      assertThatThrownBy(() -> small.reader().sql(query, NO_PATHS))
          .isInstanceOf(SqlRefusedException.class);
      small.writer().write(List.of(TestSpans.span().session("after").build()));
      assertThat(small.reader().session("after")).isPresent();
    }
  }
}
