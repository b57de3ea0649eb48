package io.treeline.exporter;

import io.treeline.exporter.api.LiveFeed;
import io.treeline.exporter.api.ProjectViews;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.normalize.LogNormalizer;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.normalize.SpanNormalizer;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.RequestService;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * What works for one project: its pipelines, its answers, its analyst, its live feed.
 *
 * @param store not closed with this; whoever opened it does
 */
record Project(
    SpanStore store,
    SpanPipeline spans,
    LogPipeline logs,
    RequestService requests,
    ProjectViews.View view,
    ChangedSessions changed,
    SessionAnalyst analyst)
    implements AutoCloseable {

  /**
   * Starts to work.
   *
   * @param pricing estimates and prices; of all projects
   */
  static Project start(
      SpanStore store,
      ExporterConfig config,
      UnaryOperator<Span> pricing,
      ExporterTelemetry telemetry) {
    LiveFeed live = new LiveFeed();
    ChangedSessions changed = new ChangedSessions(store.reader(), live);
    SessionAnalyst analyst = new SessionAnalyst(store);
    analyst.start();
    SpanPipeline spans =
        new SpanPipeline(
            new SpanNormalizer(limits(config), Clock.systemUTC()),
            pricing,
            new ScoringSpanWriter(store.writer(), store.scores()),
            changed,
            telemetry);
    LogPipeline logs =
        new LogPipeline(
            new LogNormalizer(limits(config), Clock.systemUTC()),
            store.logs(),
            store.scores()::put,
            changed::logged,
            telemetry);
    return new Project(
        store,
        spans,
        logs,
        new RequestService(store),
        new ProjectViews.View(new QueryService(store), live),
        changed,
        analyst);
  }

  @Override
  public void close() {
    analyst.close();
    changed.close();
    view.live().close();
  }

  private static NormalizerLimits limits(ExporterConfig config) {
    return new NormalizerLimits(
        config.maxAttributeBytes(),
        config.maxResourceAttributeBytes(),
        config.maxPathDepth(),
        config.maxPathLength(),
        config.maxFuture());
  }
}
