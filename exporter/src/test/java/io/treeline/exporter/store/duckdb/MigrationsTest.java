package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.Filters;
import io.treeline.exporter.store.SessionFilter;
import io.treeline.exporter.store.SessionQuery;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SpanStore;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database of any earlier version, filled as that version did, is read by this one. */
class MigrationsTest {

  private static final int SPANS = 1_200;
  private static final long START = 1_790_000_000_000_000_000L;
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final String INSERT_SPAN =
      """
      INSERT INTO spans (trace_id, span_id, parent_span_id, name, kind, start_epoch_nanos,
        end_epoch_nanos, status, service, session_id, session_id_source, properties, tags,
        operation, request_model, finish_reasons, input_tokens, output_tokens, scope_attributes,
        resource_attributes, attributes, events, links, dialect)
      SELECT '%1$s'::UUID, i + 1, NULL, 'chat', 'CLIENT', %2$d + i,
        %2$d + i + 10, 'OK', 'shop', 'old', 'OWN_KEY', map {'customer': 'acme'}, [], 'LLM', 'm',
        [], 3, 4, '{}', '{}', '{}', '[]', '[]', 'otel'
      FROM range(%3$d) r(i)
      """;

  private static final String INSERT_REST =
      """
      INSERT INTO traces VALUES ('%1$s'::UUID, %2$d, %2$d + %3$d, 'old', 'OWN_KEY', 1, %2$d, 'old',
        'OWN_KEY', 1, %2$d, 'old', 'OWN_KEY');
      INSERT INTO session_traces VALUES ('old', '%1$s'::UUID);
      INSERT INTO stale_sessions VALUES ('old');
      """;

  private static final String INSERT_LOG =
      """
      INSERT INTO span_logs VALUES ('%1$s'::UUID, 1, '%1$s'::UUID, %2$d, 0, NULL, NULL,
        'gen_ai.choice', NULL, '{}', 'shop', NULL, NULL, NULL, '["be kind"]', NULL);
      INSERT INTO log_traces VALUES ('%1$s'::UUID, %2$d, %2$d);
      """;

  /** A session whose numbers are not stale. */
  private static final String INSERT_KEPT =
      """
      INSERT INTO spans (trace_id, span_id, parent_span_id, name, kind, start_epoch_nanos,
        end_epoch_nanos, status, service, session_id, session_id_source, properties, tags,
        operation, agent_name, tool_name, provider, finish_reasons, scope_attributes,
        resource_attributes, attributes, events, links, dialect)
      SELECT '%1$s'::UUID, i, nullif(i - 1, 0), 'run', 'INTERNAL', %2$d + i, %2$d + i + 10, 'OK',
        'shop', 'kept', 'OWN_KEY', map {}, [], CASE i WHEN 1 THEN 'AGENT' ELSE 'TOOL' END,
        CASE i WHEN 1 THEN 'planner' END, CASE i WHEN 2 THEN 'search' END,
        CASE i WHEN 2 THEN 'openai' END, [], '{}', '{}', '{}', '[]', '[]', 'otel'
      FROM range(1, 3) r(i);
      INSERT INTO traces VALUES ('%1$s'::UUID, %2$d, %2$d + 3, 'kept', 'OWN_KEY', 1, %2$d, 'kept',
        'OWN_KEY', 1, %2$d, 'kept', 'OWN_KEY');
      INSERT INTO session_traces VALUES ('kept', '%1$s'::UUID);
      INSERT INTO sessions (session_id, session_id_source, name, derived_name, start_epoch_nanos,
        end_epoch_nanos, seen_until_epoch_nanos, active_nanos, status, spans, llm_calls,
        tool_calls, errors, unpriced_calls, models, users, services, properties)
      VALUES ('kept', 'OWN_KEY', 'kept session', 'run', %2$d + 1, %2$d + 12, %2$d + 12, 11, 'OK', 2,
        0, 1, 0, 0, [], [], ['shop'], []);
      """;

  @TempDir Path directory;

  static Stream<Integer> earlierVersions() {
    return IntStream.range(1, Migrations.names().size()).boxed();
  }

  @ParameterizedTest
  @MethodSource("earlierVersions")
  void open_databaseOfEarlierVersion_readsAllOfIt(int version) throws Exception {
    make(version);

    try (SpanStore store = DuckDbSpanStore.open(directory)) {
      List<Span> spans = store.reader().spansOf("old", true);
      assertThat(spans).hasSize(SPANS);
      for (int i = 0; i < SPANS; i++) {
        Content content = content(i);
        assertThat(spans.get(i).content())
            .isEqualTo(i == 0 && version >= 5 && version < 8 ? logged(content) : content);
      }
      assertThat(spans.get(7).session().properties()).containsEntry("customer", "acme");
      assertThat(store.reader().session("old").orElseThrow().spans()).isEqualTo(SPANS);
      assertThat(store.reader().session("old").orElseThrow().inputTokens()).isEqualTo(3L * SPANS);
    }
  }

  /** Those whose kept numbers no later migration calls stale, before names were kept with them. */
  static Stream<Integer> versionsWithKeptNumbers() {
    return IntStream.range(6, 12).boxed();
  }

  @ParameterizedTest
  @MethodSource("versionsWithKeptNumbers")
  void open_earlierVersionWithKeptNumbers_findsSessionsAndPathsByThem(int version)
      throws Exception {
    make(version);
    String trace = "a0" + TRACE.substring(2);
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve(DatabaseFile.NAME));
        Statement statement = connection.createStatement()) {
      statement.execute(INSERT_KEPT.formatted(Ids.trace(trace), START));
    }

    try (DuckDbSpanStore store =
        DuckDbSpanStore.open(directory, DuckDbSettings.DEFAULT, Duration.ofDays(1))) {
      assertThat(found(store, Filters.filter().tool("search").build())).containsExactly("kept");
      assertThat(found(store, Filters.filter().provider("openai").build())).containsExactly("kept");
      assertThat(found(store, Filters.filter().agent("planner").build())).containsExactly("kept");
      assertThat(found(store, Filters.filter().operation(OperationKind.TOOL).build()))
          .containsExactly("kept");
      AggregateQuery byPath =
          new AggregateQuery(
              Filters.filter().name("kept session").build(),
              AggregateQuery.Scope.SESSION,
              AggregateQuery.Group.PATH,
              null,
              null,
              AggregateQuery.Sort.KEY,
              false,
              10);
      assertThat(store.reader().aggregate(byPath, spans -> Map.of()).groups())
          .extracting(AggregateRow::key)
          .containsExactly("/planner", "/planner/search");
    }
  }

  @Test
  void open_callWhoseRequestSaysWhereItBelongs_isWorkedOutAnew() throws Exception {
    int before = Migrations.names().indexOf("014_paths_of_requests.sql");
    make(before);
    String trace = "a0" + TRACE.substring(2);
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve(DatabaseFile.NAME));
        Statement statement = connection.createStatement()) {
      statement.execute(INSERT_KEPT.formatted(Ids.trace(trace), START));
      statement.execute(
          """
          UPDATE spans SET operation = CASE span_id WHEN 1 THEN 'LLM' ELSE 'OTHER' END,
            path = CASE span_id WHEN 2 THEN '/desk' END,
            derived_path = CASE span_id WHEN 1 THEN '/llm' END
          WHERE session_id = 'kept'
          """);
    }

    try (DuckDbSpanStore store =
        DuckDbSpanStore.open(directory, DuckDbSettings.DEFAULT, Duration.ofDays(1))) {
      AggregateQuery byPath =
          new AggregateQuery(
              Filters.filter().name("run").build(),
              AggregateQuery.Scope.SESSION,
              AggregateQuery.Group.PATH,
              null,
              null,
              AggregateQuery.Sort.KEY,
              false,
              10);

      assertThat(store.reader().aggregate(byPath, KeepDerivedPaths::pathsOf).groups())
          .extracting(AggregateRow::key)
          .containsExactly("/desk");
    }
  }

  private static List<String> found(SpanStore store, SessionFilter filter) {
    SessionQuery query = new SessionQuery(filter, SessionQuery.Order.START_TIME, true, 10, null);
    return store.reader().findSessions(query).rows().stream().map(SessionRow::sessionId).toList();
  }

  @Test
  void open_newDatabase_hasEveryMigration() {
    DuckDbSpanStore.open(directory).close();

    assertThat(Migrations.names()).hasSizeGreaterThanOrEqualTo(8).isSorted();
  }

  private void make(int version) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve(DatabaseFile.NAME));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name VARCHAR NOT NULL,"
              + " applied_at TIMESTAMP NOT NULL)");
      for (int i = 0; i < version; i++) {
        statement.execute(resource(Migrations.names().get(i)));
        statement.execute(
            "INSERT INTO schema_migrations VALUES (%d, '%s', now()::TIMESTAMP)"
                .formatted(i + 1, Migrations.names().get(i)));
      }
      String trace = uuid();
      statement.execute(INSERT_SPAN.formatted(trace, START, SPANS));
      statement.execute(INSERT_REST.formatted(trace, START, SPANS));
      if (version < 8) {
        insertTexts(statement);
      } else {
        insertPieces(statement);
      }
      if (version >= 5 && version < 8) {
        statement.execute(INSERT_LOG.formatted(trace, START));
      }
    }
  }

  /** As versions 1 to 7 kept it. */
  private static void insertTexts(Statement statement) throws Exception {
    StringBuilder rows = new StringBuilder("INSERT INTO span_content (trace_id, span_id,");
    rows.append(" start_epoch_nanos, input_messages, output_messages, tool_result) VALUES ");
    for (int i = 0; i < SPANS; i++) {
      Content content = content(i);
      rows.append(
          "%s('%s'::UUID, %d, %d, '%s', '%s', '%s')"
              .formatted(
                  i == 0 ? "" : ", ",
                  uuid(),
                  i + 1,
                  START + i,
                  content.inputMessages(),
                  content.outputMessages(),
                  content.toolResult()));
    }
    statement.execute(rows.toString());
  }

  /** As version 8 and later keep it. */
  private static void insertPieces(Statement statement) throws Exception {
    StringBuilder contents = new StringBuilder("INSERT INTO contents VALUES ");
    StringBuilder rows = new StringBuilder("INSERT INTO span_content (trace_id, span_id,");
    rows.append(" start_epoch_nanos, window_id, input_messages, output_messages, tool_result)");
    rows.append(" VALUES ");
    for (int i = 0; i < SPANS; i++) {
      Content content = content(i);
      int id = 3 * i;
      contents.append(
          "%s(%d, 1, '%s'), (%d, 1, '%s'), (%d, 1, '%s')"
              .formatted(
                  i == 0 ? "" : ", ",
                  id + 1,
                  content.inputMessages(),
                  id + 2,
                  content.outputMessages(),
                  id + 3,
                  content.toolResult()));
      rows.append(
          "%s('%s'::UUID, %d, %d, 1, [%d], [%d], [%d])"
              .formatted(i == 0 ? "" : ", ", uuid(), i + 1, START + i, -id - 1, -id - 2, -id - 3));
    }
    statement.execute(contents.toString());
    statement.execute(rows.toString());
  }

  /** Some are arrays of messages, some are not; some repeat what others say. */
  private static Content content(int i) {
    String message = "{\"role\":\"user\",\"content\":\"what of number %d?\"}";
    String input =
        i % 3 == 0 ? "words" : "[" + message.formatted(1) + ", " + message.formatted(i) + "]";
    return new Content(
        input,
        i % 2 == 0 ? "[]" : "[ 1 ,2]",
        null,
        null,
        null,
        "{\"found\": " + i + "}",
        null,
        null);
  }

  private static Content logged(Content content) {
    return new Content(
        content.inputMessages(),
        content.outputMessages(),
        "[\"be kind\"]",
        null,
        null,
        content.toolResult(),
        null,
        null);
  }

  private static String uuid() {
    return Ids.trace(TRACE).toString();
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
