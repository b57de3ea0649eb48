package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.ScoreQuery;
import io.treeline.exporter.store.ScoreRows;
import io.treeline.exporter.store.ScoreStore;
import java.util.List;
import java.util.Optional;

/** Scores, written with the group commit of the spans. */
final class DuckDbScoreStore implements ScoreStore {

  private static final String OLDEST_FIRST = "ORDER BY epoch_nanos, score_id";

  private final GroupCommit writer;
  private final ReadConnections connections;

  DuckDbScoreStore(GroupCommit writer, ReadConnections connections) {
    this.writer = writer;
    this.connections = connections;
  }

  @Override
  public void put(List<Score> scores) {
    writer.write(Changes.ofScores(ScoreChange.put(scores)));
  }

  @Override
  public boolean delete(String id) {
    boolean there = score(id).isPresent();
    if (there) {
      writer.write(Changes.ofScores(List.of(ScoreChange.remove(id))));
    }
    return there;
  }

  @Override
  public Optional<Score> score(String id) {
    return connections.read(
        connection ->
            new SelectScores().where("score_id = ?", id).run(connection, "").stream().findFirst());
  }

  @Override
  public ScoreRows find(ScoreQuery query) {
    return connections.read(connection -> FindScores.run(connection, query));
  }

  @Override
  public List<Score> scoresOf(String sessionId, boolean withSpans) {
    return connections.read(
        connection ->
            new SelectScores()
                .ofSession(connection, sessionId, withSpans)
                .run(connection, OLDEST_FIRST));
  }

  @Override
  public List<Score> scoresOf(SpanKey key) {
    return connections.read(
        connection -> new SelectScores().ofSpan(connection, key).run(connection, OLDEST_FIRST));
  }
}
