package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.HealthCheck;
import io.treeline.exporter.store.LogWriter;
import io.treeline.exporter.store.OutcomeStore;
import io.treeline.exporter.store.RequestReader;
import io.treeline.exporter.store.ScoreStore;
import io.treeline.exporter.store.SpanCorrections;
import io.treeline.exporter.store.SpanReader;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.SpanWriter;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Upkeep;
import java.util.Optional;

/** Keeps the spans of one project in ClickHouse. One of {@link ClickHouseStores}, or alone. */
public final class ClickHouseSpanStore implements SpanStore {

  private final Engine engine;
  private final ClickHouseSpanWriter writer;
  private final ClickHouseCorrections corrections;
  private final ClickHouseSpanReader reader;
  private final ClickHouseLogWriter logs;
  private final ClickHouseScoreStore scores;
  private final ClickHouseOutcomeStore outcomes;
  private final ClickHouseRequestReader requests;
  private final ClickHouseUpkeep upkeep;

  ClickHouseSpanStore(Engine engine, ProjectId project) {
    this.engine = engine;
    Tables tables = new Tables(engine.settings().database(), project);
    ContentTexts texts = new ContentTexts(engine, tables);
    TraceChanges changes = new TraceChanges(engine, tables);
    AddedProperties added = new AddedProperties(engine, tables);
    ReadSpans spans = new ReadSpans(engine, tables, texts);
    CatchUp catchUp = new CatchUp(engine, tables, new RefreshSessions(engine, tables));
    Tokens tokens = new Tokens();
    this.writer = new ClickHouseSpanWriter(engine, tables, texts, changes, added, tokens);
    this.corrections = new ClickHouseCorrections(engine, tables, writer, added, changes, spans);
    this.reader = new ClickHouseSpanReader(engine, tables, catchUp, spans);
    this.logs = new ClickHouseLogWriter(engine, tables, tokens);
    this.scores = new ClickHouseScoreStore(engine, tables, catchUp);
    this.outcomes = new ClickHouseOutcomeStore(engine, tables, catchUp, spans);
    this.upkeep = new ClickHouseUpkeep(engine, tables, catchUp, tokens);
    this.requests = new ClickHouseRequestReader(engine, tables, catchUp, spans);
  }

  /**
   * Opens the store of one project, making its tables when they are not there.
   *
   * @throws StoreException when the server cannot be reached or refuses; the message says why
   */
  public static ClickHouseSpanStore open(ClickHouseSettings settings, ProjectId project) {
    Engine engine = new Engine(settings);
    try {
      engine.clock();
      return new ClickHouseSpanStore(engine, project);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public SpanWriter writer() {
    return writer;
  }

  @Override
  public SpanCorrections corrections() {
    return corrections;
  }

  @Override
  public SpanReader reader() {
    return reader;
  }

  @Override
  public LogWriter logs() {
    return logs;
  }

  @Override
  public ScoreStore scores() {
    return scores;
  }

  @Override
  public OutcomeStore outcomes() {
    return outcomes;
  }

  @Override
  public RequestReader requests() {
    return requests;
  }

  @Override
  public Optional<Upkeep> upkeep() {
    return Optional.of(upkeep);
  }

  @Override
  public HealthCheck check() {
    try {
      engine.clock();
      return new HealthCheck(engine.refusedWrite());
    } catch (RuntimeException e) {
      return new HealthCheck(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
