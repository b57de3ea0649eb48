package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.JsonText;
import io.treeline.exporter.store.ScoreQuery;
import io.treeline.exporter.store.ScoreRows;
import io.treeline.exporter.store.ScoreStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores; the last one written of an id is the one. */
final class ClickHouseScoreStore implements ScoreStore {

  private static final String OLDEST_FIRST = "ORDER BY r.epoch_nanos, r.score_id";
  private static final List<String> COLUMNS =
      List.of(
          """
          project score_id name value_type number label source comment epoch_nanos target trace_id
          span_id session_id session_name path response_id metadata version is_deleted
          """
              .strip()
              .split("\\s+"));
  private static final List<String> COLUMNS_OF_NONE =
      List.of("project", "score_id", "version", "is_deleted");

  private final Engine engine;
  private final Tables tables;
  private final CatchUp catchUp;

  ClickHouseScoreStore(Engine engine, Tables tables, CatchUp catchUp) {
    this.engine = engine;
    this.tables = tables;
    this.catchUp = catchUp;
  }

  @Override
  public void put(List<Score> scores) {
    Map<String, Score> last = new LinkedHashMap<>();
    scores.forEach(score -> last.put(score.id(), score));
    Rows rows = new Rows();
    for (Score score : last.values()) {
      rows.text(tables.project().name())
          .text(score.id())
          .text(score.name())
          .text(score.value().type().name())
          .realOrNull(score.value().number())
          .textOrNull(score.value().label())
          .text(score.source())
          .textOrNull(score.comment())
          .number(score.epochNanos())
          .text(score.target().kind().name())
          .idOrNull(score.target().traceId())
          .idOrNull(score.target().spanId())
          .textOrNull(score.target().sessionId())
          .textOrNull(score.target().sessionName())
          .textOrNull(score.target().path())
          .textOrNull(score.target().responseId())
          .text(JsonText.write(score.metadata()))
          .number(SpanVersion.now())
          .bit(false)
          .end();
    }
    engine.insert(tables.named("scores"), COLUMNS, rows, null);
  }

  @Override
  public boolean delete(String id) {
    boolean there = score(id).isPresent();
    if (there) {
      Rows rows = new Rows();
      rows.text(tables.project().name()).text(id).number(SpanVersion.now()).bit(true).end();
      engine.insert(tables.named("scores"), COLUMNS_OF_NONE, rows, null);
    }
    return there;
  }

  @Override
  public Optional<Score> score(String id) {
    return select().where("r.score_id = " + Sql.text(id)).run("").stream().findFirst();
  }

  @Override
  public ScoreRows find(ScoreQuery query) {
    catchUp.run();
    SelectScores select =
        select()
            .where(
                "r.epoch_nanos >= %d AND r.epoch_nanos < %d"
                    .formatted(
                        query.range().startEpochNanosInclusive(),
                        query.range().endEpochNanosExclusive()))
            .whereIs("name", query.name())
            .whereIs("source", query.source())
            .whereIs("value_type", query.type() == null ? null : query.type().name())
            .whereIs("target", query.about() == null ? null : query.about().name())
            .whereIs("session_name", query.sessionName())
            .whereIs("path", query.path());
    if (query.sessionId() != null) {
      select.ofSession(query.sessionId(), true);
    }
    if (query.span() != null) {
      select.ofSpan(query.span());
    }
    ScoreQuery.Position after = query.after();
    if (after != null) {
      select.where(
          "r.epoch_nanos < %1$d OR (r.epoch_nanos = %1$d AND r.score_id < %2$s)"
              .formatted(after.epochNanos(), Sql.text(after.id())));
    }
    // One more than asked for tells whether there is a next page.
    List<Score> found =
        select.run(
            "ORDER BY r.epoch_nanos DESC, r.score_id DESC LIMIT %d".formatted(query.limit() + 1));
    if (found.size() <= query.limit()) {
      return new ScoreRows(found, null);
    }
    List<Score> page = found.subList(0, query.limit());
    Score last = page.get(page.size() - 1);
    return new ScoreRows(page, new ScoreQuery.Position(last.epochNanos(), last.id()));
  }

  @Override
  public List<Score> scoresOf(String sessionId, boolean withSpans) {
    catchUp.run();
    return select().ofSession(sessionId, withSpans).run(OLDEST_FIRST);
  }

  @Override
  public List<Score> scoresOf(SpanKey key) {
    return select().ofSpan(key).run(OLDEST_FIRST);
  }

  private SelectScores select() {
    return new SelectScores(engine, tables);
  }
}
