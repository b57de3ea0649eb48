package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SqlDialect;
import io.treeline.exporter.model.TestSpans;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What SQL answers in every engine, and what it must never do in any; in what engines have in
 * common of the language. The store is one that holds nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SqlContract {

  private static final DerivePaths PATHS = Paths.DERIVED;

  private SpanStore store;
  private final Span agent =
      TestSpans.agent("a")
          .session("s")
          .user("u")
          .property("tier", "gold")
          .at(0, 10)
          .path("/plan")
          .build();
  private final Span model =
      TestSpans.llm("m")
          .session("s")
          .childOf(agent)
          .at(1, 5)
          .cost("0.25")
          .tokens(3, 4)
          .messages("[{\"content\":\"a, b\"},{\"content\":\"[c\"}]", "[{\"content\":\"d\"}]")
          .build();

  /** Opens a store without spans. */
  protected abstract SpanStore emptyStore();

  /** Statements of the engine's own language whose first value is 2. */
  protected abstract Stream<String> harmless();

  /** Statements that are refused. */
  protected abstract Stream<String> hostile();

  /** Statements that would never end. */
  protected abstract Stream<String> endless();

  @BeforeAll
  void write() {
    store = emptyStore();
    store.writer().write(List.of(agent, model));
    store
        .scores()
        .put(
            List.of(
                new Score(
                    "score",
                    "quality",
                    ScoreValue.numeric(0.5),
                    "person",
                    null,
                    TestSpans.START_EPOCH_NANOS,
                    ScoreTarget.session("s"),
                    Map.of())));
  }

  @AfterAll
  void close() {
    // Whatever was asked: everything is still there.
    assertThat(ask("SELECT count(*) FROM spans WHERE session_id = 's'").rows())
        .containsExactly(List.of(2L));
    store.close();
  }

  protected final SqlResult ask(String sql) {
    return store.reader().sql(new SqlQuery(sql, 100, Duration.ofSeconds(20)), PATHS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions: session_id session_id_source name name_given start_time end_time"
            + " start_epoch_nanos end_epoch_nanos duration_ms active_ms status spans llm_calls"
            + " tool_calls errors input_tokens output_tokens cache_read_tokens cache_write_tokens"
            + " reasoning_tokens cost_usd unpriced_calls estimated_calls models users services"
            + " properties",
        "spans: trace_id span_id parent_span_id session_id name kind operation operation_name"
            + " start_time end_time start_epoch_nanos end_epoch_nanos duration_ms status"
            + " status_message error_type error_source service conversation_id session_name"
            + " given_path user_id properties tags provider request_model response_model model"
            + " response_id finish_reasons agent_name agent_id tool_name tool_call_id owns_usage"
            + " unpriced input_tokens output_tokens cache_read_tokens cache_write_tokens"
            + " reasoning_tokens cost_usd cost_source usage_source reported_cost_usd"
            + " reported_cost_source empty_result time_to_first_chunk_ms attributes events"
            + " resource_attributes scope_name dialect",
        "content: trace_id span_id start_time input_messages output_messages system_instructions"
            + " tool_definitions tool_arguments tool_result input output",
        "paths: trace_id span_id session_id path derived",
        "scores: score_id name value_type number label source comment time target trace_id span_id"
            + " session_id session_name path response_id metadata"
      })
  void sql_view_hasTheDocumentedColumns(String view) {
    String[] parts = view.split(": ");

    SqlResult result = ask("SELECT * FROM " + parts[0] + " LIMIT 0");

    assertThat(result.columns())
        .extracting(SqlResult.Column::name)
        .containsExactly(parts[1].split(" "));
    assertThat(result.rows()).isEmpty();
  }

  @Test
  void sql_sessions_haveTheirValues() {
    SqlResult result =
        ask(
            "SELECT session_id, session_id_source, name, name_given, start_time, end_time,"
                + " start_epoch_nanos, duration_ms, active_ms, status, spans, llm_calls, errors,"
                + " input_tokens, cache_read_tokens, cost_usd, unpriced_calls, models, users,"
                + " properties FROM sessions");

    assertThat(result.rows())
        .containsExactly(
            Arrays.asList(
                "s",
                "SESSION_KEY",
                "a",
                false,
                shown(TestSpans.START_EPOCH_NANOS),
                shown(TestSpans.START_EPOCH_NANOS + 10_000_000),
                TestSpans.START_EPOCH_NANOS,
                10.0,
                10.0,
                "ok",
                2L,
                1L,
                0L,
                3L,
                null,
                new BigDecimal("0.25"),
                0L,
                List.of("m"),
                List.of("u"),
                "{tier=[gold]}"));
    assertThat(result.truncated()).isFalse();
  }

  @Test
  void sql_spans_haveTheirValues() {
    SqlResult result =
        ask(
            "SELECT trace_id, span_id, parent_span_id, session_id, operation, status, start_time,"
                + " duration_ms, owns_usage, unpriced, model, user_id, properties, tags, cost_usd,"
                + " empty_result, attributes FROM spans ORDER BY start_epoch_nanos");

    assertThat(result.rows())
        .containsExactly(
            Arrays.asList(
                agent.key().traceId(),
                agent.key().spanId(),
                null,
                "s",
                "agent",
                "unset",
                shown(TestSpans.START_EPOCH_NANOS),
                10.0,
                false,
                false,
                null,
                "u",
                "{tier=gold}",
                List.of(),
                null,
                false,
                "{}"),
            Arrays.asList(
                model.key().traceId(),
                model.key().spanId(),
                agent.key().spanId(),
                "s",
                "llm",
                "unset",
                shown(TestSpans.START_EPOCH_NANOS + 1_000_000),
                4.0,
                true,
                false,
                "m",
                null,
                "{}",
                List.of(),
                new BigDecimal("0.25"),
                false,
                "{}"));
  }

  @Test
  void sql_content_isWhatWasSaid() {
    assertThat(
            ask("SELECT span_id, input_messages, output_messages, tool_result FROM content").rows())
        .containsExactly(
            Arrays.asList(
                model.key().spanId(),
                "[{\"content\":\"a, b\"},{\"content\":\"[c\"}]",
                "[{\"content\":\"d\"}]",
                null));
  }

  @Test
  void sql_paths_areGivenOrDerived() {
    assertThat(ask("SELECT span_id, session_id, path, derived FROM paths ORDER BY path").rows())
        .containsExactly(
            List.of(agent.key().spanId(), "s", "/plan", false),
            List.of(model.key().spanId(), "s", "/plan/llm", true));
  }

  @Test
  void sql_scores_haveTheirValues() {
    assertThat(
            ask("SELECT score_id, name, value_type, number, label, target, trace_id, session_id"
                    + " FROM scores")
                .rows())
        .containsExactly(
            Arrays.asList("score", "quality", "numeric", 0.5, null, "session", null, "s"));
  }

  @Test
  void sqlDialect_examples_areAnsweredAndDocumented() throws IOException {
    String documented = Files.readString(Path.of("..", "docs", "sql.md"));
    SqlDialect dialect = store.reader().sqlDialect();

    assertThat(dialect.examples()).hasSize(5);
    for (SqlDialect.Example example : dialect.examples()) {
      assertThat(ask(example.sql()).columns()).as(example.title()).isNotEmpty();
      assertThat(documented).contains("-- " + example.title() + "\n" + example.sql() + ";\n");
    }
  }

  @Test
  void sql_order_isTheAnswers() {
    assertThat(ask("SELECT operation FROM spans ORDER BY operation DESC").rows())
        .containsExactly(List.of("llm"), List.of("agent"));
  }

  @Test
  void sql_moreRowsThanAsked_isTruncated() {
    SqlResult result =
        store
            .reader()
            .sql(new SqlQuery("SELECT span_id FROM spans", 1, Duration.ofSeconds(20)), PATHS);

    assertThat(result.rows()).hasSize(1);
    assertThat(result.truncated()).isTrue();
  }

  @Test
  void sql_callThatTwoLayersReport_ownsItsUsageOnce() {
    Span outer = TestSpans.llm("m").session("l").tokens(10, 5).cost("0.5").at(0, 100).build();
    Span inner = TestSpans.llm("m").childOf(outer).tokens(10, 5).cost("0.5").at(1, 99).build();
    Span unpriced = TestSpans.llm("m").session("l").tokens(1, 1).at(200, 300).build();
    try (SpanStore layers = emptyStore()) {
      layers.writer().write(List.of(outer, inner, unpriced));

      SqlResult result =
          layers
              .reader()
              .sql(
                  new SqlQuery(
                      "SELECT sum(CASE WHEN owns_usage THEN cost_usd END), count(CASE WHEN unpriced"
                          + " THEN 1 END), (SELECT sum(cost_usd) FROM sessions) FROM spans",
                      10,
                      Duration.ofSeconds(20)),
                  PATHS);

      assertThat(result.rows())
          .containsExactly(List.of(new BigDecimal("0.5"), 1L, new BigDecimal("0.5")));
    }
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void sql_harmless_isAnswered(String sql) {
    Object first = ask(sql).rows().get(0).get(0);

    assertThat(((Number) first).intValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE spans",
        "DROP TABLE spans",
        "DELETE FROM spans WHERE true",
        "INSERT INTO spans SELECT * FROM spans",
        "UPDATE spans SET name = 'x' WHERE true",
        "ALTER TABLE spans ADD COLUMN x INTEGER",
        "TRUNCATE TABLE spans",
        "USE memory",
        "BEGIN TRANSACTION",
        "COMMIT",
        "EXPLAIN SELECT 1",
        "SHOW TABLES",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM \"/etc/passwd\"",
        "SELECT * FROM traces",
        "SELECT * FROM schema_migrations",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM tables",
        "SELECT version()",
        "SELECT repeat('x', 2000000000)",
        "SELECT lpad('x', 2000000000, 'y')",
        "SELECT range(1000000000)",
        "SELECT ? FROM spans",
        "SELECT 1) UNION SELECT (2",
        "SELECT * FROM (SELECT 1) WHERE (SELECT count(*) FROM traces) > 0",
        "SELECT (WITH traces AS (SELECT 1) SELECT 1), (SELECT count(*) FROM traces)",
        "WITH spans AS (SELECT 1) SELECT * FROM spans",
        "WITH \"x.csv\" AS (SELECT 1) SELECT (SELECT 1 FROM 'x.csv')"
      })
  void sql_hostileInAnyLanguage_isRefused(String sql) {
    isRefused(sql);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void sql_hostile_isRefused(String sql) {
    isRefused(sql);
  }

  private void isRefused(String sql) {
    assertThatThrownBy(() -> ask(sql)).isInstanceOf(SqlRefusedException.class);
  }

  @ParameterizedTest
  @MethodSource("endless")
  void sql_endless_isCancelledInTime(String sql) {
    long start = System.nanoTime();

    assertThatThrownBy(
            () -> store.reader().sql(new SqlQuery(sql, 10, Duration.ofMillis(300)), PATHS))
        .isInstanceOf(SqlRefusedException.class)
        .hasMessageContaining("took longer than 300 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  private static String shown(long epochNanos) {
    return java.sql.Timestamp.valueOf(
            java.time.LocalDateTime.ofEpochSecond(
                epochNanos / 1_000_000_000,
                (int) (epochNanos % 1_000_000_000) / 1_000 * 1_000,
                java.time.ZoneOffset.UTC))
        .toString();
  }
}
