package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.DecisionQuery;
import io.treeline.exporter.store.DecisionRows;
import io.treeline.exporter.store.FindingRow;
import io.treeline.exporter.store.OutcomeStore;
import io.treeline.exporter.store.SessionFilter;
import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.SessionPaths;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Findings, written by the thread that writes spans. */
final class DuckDbOutcomeStore implements OutcomeStore {

  // A clock that was set back must not keep sessions waiting until it is there again.
  private static final String DUE =
      """
      SELECT u.session_id, u.revision, coalesce(s.spans, 0) AS spans
      FROM unanalyzed_sessions u
      LEFT JOIN sessions s ON s.session_id = u.session_id
      WHERE u.since_epoch_millis IS NULL OR u.since_epoch_millis <= %1$d - %4$d
        OR u.changed_epoch_millis > %1$d + 60000
        OR (u.changed_epoch_millis <= %1$d - %2$d - coalesce(s.spans, 0) * %3$d // 1000
          AND u.session_id NOT IN (SELECT session_id FROM stale_sessions))
      ORDER BY u.revision LIMIT %5$d
      """;

  private final GroupCommit writer;
  private final ReadConnections connections;

  DuckDbOutcomeStore(GroupCommit writer, ReadConnections connections) {
    this.writer = writer;
    this.connections = connections;
  }

  @Override
  public List<Pending> pending(int most) {
    return connections.read(
        connection -> {
          List<Pending> pending = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet result =
                  statement.executeQuery(
                      "SELECT session_id, revision FROM unanalyzed_sessions ORDER BY revision LIMIT"
                          + " "
                          + most)) {
            Row row = new Row(result);
            while (row.next()) {
              pending.add(new Pending(row.text("session_id"), row.number("revision")));
            }
          }
          return pending;
        });
  }

  /**
   * Not those that were written to since their numbers were worked out, unless they wait for long.
   */
  @Override
  public List<Due> due(Turn turn, int most) {
    long now = System.currentTimeMillis();
    String sql =
        DUE.formatted(
            now,
            turn.quiet().toMillis(),
            turn.perThousandSpans().toMillis(),
            turn.longest().toMillis(),
            most);
    return connections.read(
        connection -> {
          List<Due> due = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet result = statement.executeQuery(sql)) {
            Row row = new Row(result);
            while (row.next()) {
              Pending pending = new Pending(row.text("session_id"), row.number("revision"));
              due.add(new Due(pending, row.number("spans")));
            }
          }
          return due;
        });
  }

  @Override
  public void keep(SessionOutcomes outcomes, SessionPaths paths, long revision) {
    keepAll(List.of(new Analysed(outcomes, paths, revision)));
  }

  /** In one transaction: to make it durable takes longer than to write it. */
  @Override
  public void keepAll(List<Analysed> analysed) {
    writer.change(
        connection -> {
          KeepOutcomes.run(connection, analysed);
          return Set.of();
        });
  }

  @Override
  public long renew(int version) {
    long[] renewed = new long[1];
    writer.change(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  INSERT INTO unanalyzed_sessions (session_id, revision)
                  SELECT session_id, nextval('analysis_revisions') FROM session_outcomes
                  WHERE version < ?
                    AND session_id NOT IN (SELECT session_id FROM unanalyzed_sessions)
                  """)) {
            statement.setInt(1, version);
            renewed[0] = statement.executeUpdate();
          }
          return Set.of();
        });
    return renewed[0];
  }

  @Override
  public Optional<SessionOutcomes> of(String sessionId) {
    return connections.read(connection -> SelectOutcomes.run(connection, sessionId));
  }

  @Override
  public DecisionRows decisions(DecisionQuery query) {
    return connections.read(connection -> SelectDecisions.run(connection, query));
  }

  @Override
  public List<FindingRow> findings(SessionFilter filter, int limit, int examples) {
    return connections.read(connection -> SelectFindings.run(connection, filter, limit, examples));
  }
}
