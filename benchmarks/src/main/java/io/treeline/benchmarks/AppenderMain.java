package io.treeline.benchmarks;

import io.treeline.benchmarks.OtlpPayload.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Rows of spans from memory into DuckDB's appender, 512 a commit, for some seconds; prints rows per
 * second, rows per CPU second and bytes per row: {@code <directory> <kind> <seconds>}.
 */
public final class AppenderMain {

  private static final int ROWS_OF_A_COMMIT = 512;

  private AppenderMain() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    Path file = Path.of(arguments[0]).resolve("rows.duckdb");
    Kind kind = Kind.valueOf(arguments[1]);
    long seconds = Long.parseLong(arguments[2]);
    List<Map<String, String>> spans =
        java.util.stream.IntStream.range(0, ROWS_OF_A_COMMIT)
            .mapToObj(i -> OtlpPayload.tags(i, kind))
            .toList();
    List<String> columns = List.copyOf(spans.get(0).keySet());
    Properties settings = new Properties();
    settings.setProperty("checkpoint_threshold", "128MB");
    long rows = 0;
    try (Connection plain = DriverManager.getConnection("jdbc:duckdb:" + file, settings)) {
      DuckDBConnection connection = plain.unwrap(DuckDBConnection.class);
      try (Statement statement = connection.createStatement()) {
        StringBuilder table = new StringBuilder("CREATE TABLE spans (trace VARCHAR, span BIGINT");
        columns.forEach(column -> table.append(", \"").append(column).append("\" VARCHAR"));
        statement.execute(table.append(", started BIGINT, ended BIGINT)").toString());
        append(connection, statement, spans, columns, 2);
        Duration cpuBefore = cpu();
        long start = System.nanoTime();
        rows = append(connection, statement, spans, columns, seconds);
        double wall = (System.nanoTime() - start) / 1e9;
        double cpu = cpu().minus(cpuBefore).toNanos() / 1e9;
        statement.execute("CHECKPOINT");
        System.out.printf(
            java.util.Locale.ROOT,
            "%f %f %f%n",
            rows / wall,
            rows / cpu,
            (double) Files.size(file) / count(statement));
      }
    }
  }

  private static long append(
      DuckDBConnection connection,
      Statement statement,
      List<Map<String, String>> spans,
      List<String> columns,
      long seconds)
      throws SQLException {
    long rows = 0;
    long end = System.nanoTime() + seconds * 1_000_000_000;
    ThreadLocalRandom random = ThreadLocalRandom.current();
    while (System.nanoTime() < end) {
      String session = HexFormat.of().toHexDigits(random.nextLong());
      statement.execute("BEGIN TRANSACTION");
      try (DuckDBAppender appender =
          connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "spans")) {
        for (Map<String, String> span : spans) {
          appender.beginRow();
          appender.append(session + session);
          appender.append(random.nextLong());
          for (String column : columns) {
            appender.append(span.getOrDefault(column, "").replace("~#session0000#~~", session));
          }
          appender.append(1L);
          appender.append(2L);
          appender.endRow();
          rows++;
        }
      }
      statement.execute("COMMIT");
    }
    return rows;
  }

  private static long count(Statement statement) throws SQLException {
    try (java.sql.ResultSet result = statement.executeQuery("SELECT count(*) FROM spans")) {
      result.next();
      return result.getLong(1);
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }
}
