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

  @Override
  public void keep(SessionOutcomes outcomes, SessionPaths paths, long revision) {
    keepAll(List.of(new Analysed(outcomes, paths, revision)));
  }

  /** In one transaction: to make it durable takes longer than to write it. */
  @Override
  public void keepAll(List<Analysed> analysed) {
    writer.change(
        connection -> {
          for (Analysed each : analysed) {
            KeepOutcomes.run(connection, each.outcomes(), each.paths(), each.revision());
          }
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
                  INSERT INTO unanalyzed_sessions
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
