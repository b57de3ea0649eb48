package io.treeline.exporter.store.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.SqlContract;
import io.treeline.exporter.store.SqlQuery;
import io.treeline.exporter.store.SqlRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL in ClickHouse's language, on the engine itself. */
class ClickHouseSqlTest extends SqlContract {

  @Override
  protected SpanStore emptyStore() {
    return ClickHouseSpanStore.open(
        ClickHouseServer.settings(), new ProjectId(TestSpans.random("p").toLowerCase(Locale.ROOT)));
  }

  @Override
  protected Stream<String> harmless() {
    return Stream.of(
        "SELECT count(*) FROM spans WHERE session_id = 's'",
        "SELECT count(*) FROM spans AS x JOIN sessions y USING (session_id)",
        "SELECT count() FROM spans WHERE spans.session_id = 's' -- a comment",
        "WITH q AS (SELECT * FROM spans) SELECT count(*) FROM q;",
        "SELECT count(*) FROM (SELECT DISTINCT span_id FROM spans ORDER BY 1 LIMIT 5)",
        "SELECT count(*) FILTER (WHERE s.name IS NOT NULL) FROM spans s",
        "SELECT countIf(isNotNull(name)) FROM spans",
        "SELECT count(*) FROM content RIGHT JOIN spans USING (trace_id, span_id)",
        "SELECT count(*) FROM paths",
        "FROM spans SELECT count(*)",
        "SELECT * FROM numbers(2, 1)",
        "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 2)"
            + " SELECT max(i) FROM n",
        "SELECT CASE WHEN 'a' LIKE 'a%' AND NOT false THEN toInt64(2) ELSE 1 END",
        "SELECT max(r) FROM (SELECT row_number() OVER (PARTITION BY session_id ORDER BY start_time)"
            + " AS r FROM spans)",
        "SELECT length(arrayMap(x -> x || 'c', ['a', 'b']))",
        "SELECT 2 FROM sessions WHERE EXISTS (SELECT 1 FROM spans WHERE spans.session_id ="
            + " sessions.session_id) AND cost_usd BETWEEN 0 AND 1 AND status IN ('ok', 'error')",
        "SELECT 2 FROM sessions WHERE session_id IN (SELECT session_id FROM spans)",
        "SELECT max(x) FROM (SELECT 1 AS x UNION SELECT 2)",
        "SELECT CAST(JSONExtractString('{\"a\": \"2\"}', 'a') AS INTEGER)",
        "SELECT toDayOfMonth(toDateTime('2026-01-02 00:00:00'))",
        "SELECT count(DISTINCT span_id) FROM spans GROUP BY ALL HAVING count(*) > 1",
        "SELECT count(*) AS c FROM spans GROUP BY GROUPING SETS ((session_id), ()) LIMIT 1",
        "SELECT uniqExactIf(span_id, true) FROM spans",
        "SELECT quantileExact(0.9)(start_epoch_nanos) > 0 ? 2 : 1 FROM spans",
        "SELECT length(properties['tier']) + 1 FROM sessions",
        "SELECT toInt32(2) FROM spans WHERE arrayJoin(tags) = 'x' UNION ALL SELECT 2",
        "SELECT count(*) FROM spans WHERE start_time > now() - INTERVAL 100 YEAR");
  }

  @Override
  protected Stream<String> hostile() {
    return Stream.of(
        "CREATE TABLE x ENGINE = Memory AS SELECT 1",
        "CREATE TEMPORARY TABLE x AS SELECT 1",
        "CREATE FUNCTION f AS x -> x",
        "CREATE USER x",
        "GRANT ALL ON *.* TO default",
        "DROP DATABASE treeline_test",
        "RENAME TABLE spans TO x",
        "OPTIMIZE TABLE spans FINAL",
        "SYSTEM FLUSH LOGS",
        "SYSTEM SHUTDOWN",
        "KILL QUERY WHERE true",
        "SET readonly = 0",
        "SET max_execution_time = 0",
        "ATTACH TABLE x",
        "DETACH TABLE spans",
        "BACKUP TABLE spans TO File('x')",
        "EXPLAIN AST SELECT 1",
        "EXPLAIN PIPELINE SELECT 1",
        "DESCRIBE TABLE spans",
        "SHOW CREATE TABLE spans",
        "EXISTS TABLE spans",
        "CHECK TABLE spans",
        "WATCH spans",
        "SELECT 1 SETTINGS max_execution_time = 100",
        "SELECT * FROM (SELECT 1 SETTINGS readonly = 0)",
        "SELECT 1 FORMAT CSV",
        "SELECT 1 INTO OUTFILE '/tmp/treeline-out'",
        "SELECT * FROM (EXPLAIN SELECT 1)",
        "SELECT * FROM (SHOW TABLES)",
        "SELECT * FROM file('/etc/passwd', LineAsString)",
        "SELECT * FROM file('/etc/passwd')",
        "SELECT file('/etc/passwd')",
        "SELECT * FROM url('http://127.0.0.1:1/x', CSV, 'a String')",
        "SELECT * FROM s3('http://127.0.0.1:1/x', 'CSV')",
        "SELECT * FROM remote('127.0.0.1', system.one)",
        "SELECT * FROM cluster('default', system.one)",
        "SELECT * FROM clusterAllReplicas('default', system.one)",
        "SELECT * FROM mysql('127.0.0.1:1', 'd', 't', 'u', 'p')",
        "SELECT * FROM postgresql('127.0.0.1:1', 'd', 't', 'u', 'p')",
        "SELECT * FROM sqlite('/tmp/x', 't')",
        "SELECT * FROM hdfs('hdfs://x', 'CSV', 'a String')",
        "SELECT * FROM executable('x.sh', CSV, 'a String')",
        "SELECT * FROM merge('treeline_test', '.*')",
        "SELECT * FROM view(SELECT 1)",
        "SELECT * FROM viewIfPermitted(SELECT 1 ELSE null('a String'))",
        "SELECT * FROM loop(treeline_test.spans)",
        "SELECT * FROM mergeTreeIndex('treeline_test', 'spans')",
        "SELECT * FROM dictionary('x')",
        "SELECT * FROM input('a String')",
        "SELECT * FROM generateRandom('a String')",
        "SELECT * FROM format(CSV, '1')",
        "SELECT * FROM values('a String', 'x')",
        "SELECT * FROM zeros(1)",
        "SELECT * FROM treeline_test.spans",
        "SELECT * FROM `treeline_test`.`spans`",
        "SELECT * FROM `treeline_test.spans`",
        "SELECT * FROM default.spans",
        "SELECT * FROM Spans",
        "SELECT * FROM system.tables",
        "SELECT * FROM system.settings",
        "SELECT * FROM system.processes",
        "SELECT * FROM system.one",
        "SELECT * FROM columns",
        "SELECT * FROM INFORMATION_SCHEMA.TABLES",
        "SELECT count() FROM spans WHERE 'x' IN system.tables",
        "SELECT 'x' IN (system.tables)",
        "SELECT in(1, system.one)",
        "SELECT 1 IN tables",
        "SELECT 1 GLOBAL IN system.one",
        "SELECT 1 NOT IN `tables`",
        "SELECT * FROM spans, system.one",
        "SELECT * FROM spans JOIN system.one ON true",
        "SELECT * FROM spans ARRAY JOIN (SELECT groupArray(name) FROM system.tables) AS n",
        "SELECT (SELECT count() FROM system.tables)",
        "SELECT arrayMap(x -> (SELECT count() FROM system.tables), [1])",
        "SELECT 1 FROM spans ORDER BY (SELECT count() FROM system.tables)",
        "SELECT sum(1) OVER (ORDER BY (SELECT count() FROM system.tables)) FROM spans",
        "SELECT * FROM spans SAMPLE 1 / 10",
        "SELECT * FROM spans FINAL PREWHERE (SELECT count() FROM system.one) = 1",
        "WITH tables AS (SELECT 1) SELECT * FROM tables",
        "WITH x AS (SELECT * FROM system.tables) SELECT * FROM x",
        "SELECT dictGet('d', 'a', 1)",
        "SELECT joinGet('treeline_test.spans', 'name', 'x')",
        "SELECT hasColumnInTable('treeline_test', 'spans', 'name')",
        "SELECT currentUser()",
        "SELECT currentDatabase()",
        "SELECT hostName()",
        "SELECT getSetting('readonly')",
        "SELECT getServerSetting('max_connections')",
        "SELECT getMacro('shard')",
        "SELECT getClientHTTPHeader('Authorization')",
        "SELECT filesystemAvailable()",
        "SELECT serverUUID()",
        "SELECT uptime()",
        "SELECT queryID()",
        "SELECT sleep(3)",
        "SELECT sleepEachRow(3) FROM spans",
        "SELECT throwIf(true)",
        "SELECT logTrace('x')",
        "SELECT addressToLine(1)",
        "SELECT space(2000000000)",
        "SELECT leftPad('x', 2000000000)",
        "SELECT format('{}', 'x')",
        "SELECT printf('%2000000000d', 1)",
        "SELECT randomString(1000000000)",
        "SELECT arrayWithConstant(1000000000, 1)",
        "SELECT arrayResize([1], 1000000000)",
        "SELECT replicate(1, [1, 2])",
        "SELECT initializeAggregation('sumState', 1)",
        "SELECT arrayReduce('sum', [1])",
        "SELECT sumState(1)",
        "SELECT sumMerge(x) FROM (SELECT 1 AS x)",
        "SELECT CAST(unhex('00') AS AggregateFunction(sum, UInt8))",
        "SELECT CAST(unhex('00'), concat('Aggregate', 'Function(sum, UInt8)'))",
        "SELECT formatQuery('SELECT 1')",
        "SELECT fuzzQuery('SELECT 1')",
        "SELECT catboostEvaluate('/etc/passwd', 1)",
        "SELECT `system`.`lower`('A')",
        "SELECT {x:String}",
        "SELECT COLUMNS('.*') APPLY(version) FROM spans",
        "SELECT * APPLY(toString) FROM spans",
        "SELECT `a\\n Function version` FROM spans",
        "SELECT 1 AS `a\nb`",
        "SELECT $$ x $$; DROP TABLE spans",
        "SELECT 1 /* ; */ ; DROP TABLE spans");
  }

  @Override
  protected Stream<String> endless() {
    return Stream.of(
        "SELECT count(*) FROM numbers(1000000000000) WHERE number % 7 = 8",
        "SELECT count(*) FROM numbers(1000000000) a, numbers(10000000000) b"
            + " WHERE a.number * b.number = 7",
        "SELECT max(MD5(a.number || '' || b.number)) FROM numbers(1000000) a, numbers(1000000) b");
  }

  @Test
  void sql_endlessRecursion_isRefused() {
    assertThatThrownBy(
            () ->
                ask(
                    "WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r)"
                        + " SELECT count(*) FROM r"))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void sql_textThatDoublesItself_isStopped() {
    assertThatThrownBy(
            () ->
                ask(
                    "WITH RECURSIVE r AS (SELECT 'xxxxxxxx' AS t UNION ALL SELECT t || t FROM r)"
                        + " SELECT max(length(t)) FROM r"))
        .isInstanceOf(SqlRefusedException.class);
  }

  @Test
  void sql_moreMemoryThanAllowed_isRefused() {
    assertThatThrownBy(() -> ask("SELECT length(groupArray(number)) FROM numbers(1000000000)"))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining("memory limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM spans",
        "SELECT count(*) FROM sessions",
        "SELECT count(*) FROM content",
        "SELECT count(*) FROM paths",
        "SELECT count(*) FROM scores",
        "WITH '%s' AS project SELECT count(*) FROM spans",
        "SELECT '%s' AS project, count(*) FROM spans",
        "WITH '%s' AS project SELECT count(*) FROM spans WHERE project = '%s'",
        "WITH x AS (SELECT '%s' AS project) SELECT count(*) FROM x JOIN spans ON true",
        "SELECT count(*) FROM spans WHERE true OR session_id = 'secret'",
        "SELECT count(*) FROM (SELECT '%s' AS project) AS s JOIN spans ON true",
        "SELECT count(*) FROM spans GROUP BY ALL WITH TOTALS HAVING count(*) > 0"
      })
  void sql_anotherProjectsRows_areNotThere(String sql) {
    ProjectId other = new ProjectId(TestSpans.random("q").toLowerCase(Locale.ROOT));
    try (SpanStore theirs = ClickHouseSpanStore.open(ClickHouseServer.settings(), other);
        SpanStore none = emptyStore()) {
      theirs
          .writer()
          .write(List.of(TestSpans.llm("m").session("secret").messages("[1]", "[2]").build()));

      List<List<Object>> rows =
          none.reader()
              .sql(
                  new SqlQuery(sql.replace("%s", other.name()), 10, Duration.ofSeconds(20)),
                  spans -> Map.of())
              .rows();

      assertThat(rows).allSatisfy(row -> assertThat(row).last().isEqualTo(0L));
    }
  }

  /** What a name could mean that only computes here, and reads elsewhere. */
  @Test
  void functions_thatAreAllowed_areNoTableFunctionsButThoseThatCount() {
    Engine engine = new Engine(ClickHouseServer.settings());
    try {
      List<String> both =
          engine.read(
              "SELECT name FROM system.table_functions ORDER BY name",
              row -> {
                List<String> names = new java.util.ArrayList<>();
                while (row.next()) {
                  if (SqlFunctions.has(row.text("name"))) {
                    names.add(row.text("name"));
                  }
                }
                return names;
              });

      assertThat(both).containsExactly("generateSeries", "generate_series", "numbers");
    } finally {
      engine.close();
    }
  }

  @Test
  void sql_wrong_saysWhyAndNothingOfTheTables() {
    assertThatThrownBy(() -> ask("SELECT nothing FROM spans"))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining("nothing")
        .message()
        .doesNotContain("treeline_test", "project", "DB::Exception");
  }
}
