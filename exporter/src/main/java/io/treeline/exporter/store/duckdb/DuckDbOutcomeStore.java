package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.OutcomeStore;
import io.treeline.exporter.store.SessionOutcomes;
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
                      "SELECT session_id, revision FROM unanalyzed_sessions ORDER BY revision LIMIT "
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
  public void keep(SessionOutcomes outcomes, long revision) {
    writer.change(
        connection -> {
          KeepOutcomes.run(connection, outcomes, revision);
          return Set.of();
        });
  }

  @Override
  public Optional<SessionOutcomes> of(String sessionId) {
    return connections.read(connection -> SelectOutcomes.run(connection, sessionId));
  }
}
