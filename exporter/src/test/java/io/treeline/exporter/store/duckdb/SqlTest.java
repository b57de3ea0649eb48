package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.DerivePaths;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.SqlContract;
import io.treeline.exporter.store.SqlQuery;
import io.treeline.exporter.store.SqlRefusedException;
import io.treeline.exporter.store.SqlResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL in DuckDB's language. */
class SqlTest extends SqlContract {

  private static final DerivePaths NO_PATHS = spans -> Map.of();

  @TempDir static Path directory;

  @Override
  protected SpanStore emptyStore() {
    try {
      return DuckDbSpanStore.open(Files.createTempDirectory(directory, "store"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Stream<String> harmless() {
    return Stream.of(
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
        "SELECT count(*) FROM spans GROUP BY GROUPING SETS ((session_id), ()) LIMIT 1");
  }

  @Override
  protected Stream<String> hostile() {
    return Stream.of(
        "DELETE FROM spans",
        "UPDATE spans SET name = 'x'",
        "CREATE TABLE x AS SELECT 1",
        "CREATE TEMP TABLE x AS SELECT 1",
        "CREATE MACRO f(x) AS x",
        "TRUNCATE spans",
        "WITH x AS (DELETE FROM spans RETURNING *) SELECT * FROM x",
        "WITH x AS (INSERT INTO scores SELECT * FROM scores RETURNING *) SELECT * FROM x",
        "COPY spans TO '/tmp/out.csv'",
        "COPY spans FROM '/etc/passwd'",
        "EXPORT DATABASE '/tmp/out'",
        "ATTACH '/tmp/other.duckdb' AS other",
        "DETACH treeline",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET lock_configuration = false",
        "SET enable_external_access = true",
        "RESET ALL",
        "PRAGMA database_list",
        "PRAGMA version",
        "CALL pragma_version()",
        "CHECKPOINT",
        "VACUUM",
        "DESCRIBE spans",
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
        "SELECT * FROM 'data.csv'",
        "SELECT * FROM main.spans",
        "SELECT * FROM treeline.main.spans",
        "SELECT * FROM span_content",
        "SELECT * FROM treeline_view_spans",
        "SELECT * FROM current_session",
        "SELECT * FROM sqlite_master",
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
        "SELECT txid_current()",
        "SELECT main.lower('A')",
        "SELECT system.main.lower('A')",
        "SELECT write_log('x')",
        "SELECT generate_series(1, 1000000000)",
        "SELECT format('{:2000000000}', 1)",
        "SELECT printf('%2000000000d', 1)",
        "SELECT array_resize([1], 1000000000)",
        "SELECT json_serialize_sql('SELECT 1')",
        "SELECT $1",
        "WITH duckdb_settings AS (SELECT 1) SELECT * FROM duckdb_settings",
        "SELECT * FROM spans AT (VERSION => 1)",
        "SELECT * FROM spans TABLESAMPLE 10%x",
        "SELECT sum(x) FROM generate_series(1, 2) t(x), LATERAL (SELECT * FROM duckdb_logs())");
  }

  @Override
  protected Stream<String> endless() {
    return Stream.of(
        "SELECT count(*) FROM range(1000000000) a, range(1000000000) b",
        "WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r) SELECT count(*) FROM r",
        "SELECT max(md5(a.range::VARCHAR || b.range)) FROM range(1000000) a, range(1000000) b");
  }

  @Test
  void sql_values_keepTheirTypes() {
    SqlResult result =
        ask(
            "SELECT cost_usd, models, name_given, start_epoch_nanos, 0.5::DOUBLE, NULL FROM"
                + " sessions");

    assertThat(result.rows())
        .containsExactly(
            Arrays.asList(
                new BigDecimal("0.25"),
                List.of("m"),
                false,
                TestSpans.START_EPOCH_NANOS,
                0.5,
                null));
    assertThat(result.columns().get(0))
        .isEqualTo(new SqlResult.Column("cost_usd", "DECIMAL(38,18)"));
  }

  @Test
  void sql_textThatDoublesItself_isStopped() {
    String sql =
        "WITH RECURSIVE r AS (SELECT 'xxxxxxxx' AS t UNION ALL SELECT t || t FROM r) SELECT"
            + " max(length(t)) FROM r";

    assertThatThrownBy(() -> ask(sql)).isInstanceOf(SqlRefusedException.class);
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
