package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.store.ScoreQuery;
import io.treeline.exporter.store.ScoreRows;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Reads one page of scores. */
final class FindScores {

  private FindScores() {}

  static ScoreRows run(DuckDBConnection connection, ScoreQuery query) throws SQLException {
    SelectScores select =
        new SelectScores()
            .where(
                "epoch_nanos >= %d AND epoch_nanos < %d"
                    .formatted(
                        query.range().startEpochNanosInclusive(),
                        query.range().endEpochNanosExclusive()));
    if (query.name() != null) {
      select.where("name = ?", query.name());
    }
    if (query.source() != null) {
      select.where("source = ?", query.source());
    }
    if (query.type() != null) {
      select.where("value_type = ?", query.type().name());
    }
    if (query.about() != null) {
      select.where("target = ?", query.about().name());
    }
    if (query.sessionId() != null) {
      select.ofSession(connection, query.sessionId(), true);
    }
    if (query.span() != null) {
      select.ofSpan(connection, query.span());
    }
    if (query.sessionName() != null) {
      select.where("session_name = ?", query.sessionName());
    }
    if (query.path() != null) {
      select.where("path = ?", query.path());
    }
    ScoreQuery.Position after = query.after();
    if (after != null) {
      select.where(
          "epoch_nanos < %1$d OR (epoch_nanos = %1$d AND score_id < ?)"
              .formatted(after.epochNanos()),
          after.id());
    }
    // One more than asked for tells whether there is a next page.
    List<Score> found =
        select.run(
            connection,
            "ORDER BY epoch_nanos DESC, score_id DESC LIMIT %d".formatted(query.limit() + 1));
    if (found.size() <= query.limit()) {
      return new ScoreRows(found, null);
    }
    List<Score> page = found.subList(0, query.limit());
    Score last = page.get(page.size() - 1);
    return new ScoreRows(page, new ScoreQuery.Position(last.epochNanos(), last.id()));
  }
}
