package io.treeline.exporter.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;

/**
 * Deletes the pieces of content that no row refers to any more. They are looked for beside the
 * writing thread: nothing new can refer to pieces of a window that has ended.
 */
final class CollectContents {

  private static final int AT_ONCE = 50_000;

  private static final String UNUSED =
      """
      SELECT content_id FROM contents
      WHERE window_id = %1$d AND content_id NOT IN (
        SELECT abs(unnest(list_concat(input_messages, output_messages, system_instructions,
          tool_definitions, tool_arguments, tool_result, input, output)))
        FROM span_content WHERE window_id = %1$d
        UNION ALL
        SELECT abs(unnest(list_concat(input_messages, output_messages, system_instructions,
          tool_definitions)))
        FROM span_logs WHERE window_id = %1$d)
      ORDER BY content_id
      """;

  private final GroupCommit writer;
  private final ReadConnections connections;

  CollectContents(GroupCommit writer, ReadConnections connections) {
    this.writer = writer;
    this.connections = connections;
  }

  void run(int window) {
    writer.change(new EndWindow(window));
    List<Long> unused =
        connections.read(connection -> unused(connection.createStatement(), window));
    for (int from = 0; from < unused.size(); from += AT_ONCE) {
      delete(window, unused.subList(from, Math.min(unused.size(), from + AT_ONCE)));
    }
  }

  private static List<Long> unused(Statement created, int window) throws SQLException {
    List<Long> unused = new ArrayList<>();
    try (Statement statement = created;
        ResultSet result = statement.executeQuery(UNUSED.formatted(window))) {
      Row row = new Row(result);
      while (row.next()) {
        unused.add(row.number("content_id"));
      }
    }
    return unused;
  }

  private void delete(int window, List<Long> ids) {
    writer.change(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE unused_contents (content_id BIGINT)");
            try (DuckDBAppender appender =
                connection.createAppender("temp", "main", "unused_contents")) {
              for (long id : ids) {
                appender.beginRow();
                appender.append(id);
                appender.endRow();
              }
            }
            statement.execute(
                """
                DELETE FROM contents
                WHERE window_id = %d AND content_id BETWEEN %d AND %d
                  AND content_id IN (SELECT content_id FROM unused_contents)
                """
                    .formatted(window, ids.get(0), ids.get(ids.size() - 1)));
          }
          return Set.of();
        });
  }

  /** Makes sure that nothing new refers to pieces of a window. */
  private record EndWindow(int window) implements GroupCommit.Change {
    @Override
    public Set<String> run(org.duckdb.DuckDBConnection connection) {
      return Set.of();
    }

    @Override
    public void committed(WriterMemory memory) {
      if (memory.contents().window() == window) {
        memory.contents().startWindow();
      }
    }
  }
}
