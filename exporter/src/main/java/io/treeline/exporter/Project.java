package io.treeline.exporter;

import io.treeline.exporter.api.LiveFeed;
import io.treeline.exporter.api.ProjectViews;
import io.treeline.exporter.ingest.LoadTarget;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.RequestService;
import io.treeline.exporter.store.SpanStore;
import java.util.function.BooleanSupplier;

/**
 * What works for one project: where its spans go, its answers, its analyst, its live feed.
 *
 * @param store not closed with this; whoever opened it does
 */
record Project(
    SpanStore store,
    LoadTarget target,
    RequestService requests,
    ProjectViews.View view,
    ChangedSessions changed,
    SessionAnalyst analyst)
    implements AutoCloseable {

  /**
   * Starts to work.
   *
   * @param behind whether acknowledged spans wait to be loaded
   */
  static Project start(SpanStore store, BooleanSupplier behind) {
    LiveFeed live = new LiveFeed();
    ChangedSessions changed = new ChangedSessions(store.reader(), live);
    SessionAnalyst analyst = new SessionAnalyst(store, SessionAnalyst.TURN, behind);
    analyst.start();
    return new Project(
        store,
        LoadTarget.of(store, changed, changed::logged),
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
}
