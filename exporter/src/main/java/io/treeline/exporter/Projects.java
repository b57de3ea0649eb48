package io.treeline.exporter;

import io.treeline.exporter.api.ProjectViews;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.RequestService;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.receive.SinkUnavailableException;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Every project that was used since the start. Thread-safe. */
final class Projects implements ProjectViews, AutoCloseable {

  private final Stores stores;
  private final Function<SpanStore, Project> starter;
  private final Map<ProjectId, Project> used = new ConcurrentHashMap<>();

  /**
   * Opens {@code default}, and every other when it is used.
   *
   * @throws StoreException when {@code default} cannot be opened
   */
  Projects(Stores stores, Function<SpanStore, Project> starter) {
    this.stores = stores;
    this.starter = starter;
    project(ProjectId.DEFAULT);
  }

  /**
   * What works for a project.
   *
   * @throws StoreException when it cannot be opened
   */
  Project project(ProjectId id) {
    return used.computeIfAbsent(id, absent -> starter.apply(stores.of(absent)));
  }

  ExportOutcome spans(ProjectId id, byte[] body, OtlpFormat format) {
    return receiving(id).spans().accept(body, format);
  }

  ExportOutcome logs(ProjectId id, byte[] body, OtlpFormat format) {
    return receiving(id).logs().accept(body, format);
  }

  ExportOutcome replace(ProjectId id, List<RawSpan> spans) {
    Project project = receiving(id);
    return project.spans().replace(spans, project.store().corrections());
  }

  RequestService requests(ProjectId id) {
    return asked(id).requests();
  }

  @Override
  public View of(ProjectId id) {
    return asked(id).view();
  }

  @Override
  public Collection<View> used() {
    return used.values().stream().map(Project::view).toList();
  }

  /** As {@link Stores#delete}; what works for the project stops first. */
  boolean delete(ProjectId id) {
    Project project = used.remove(id);
    if (project != null) {
      project.close();
    }
    return stores.delete(id);
  }

  /** Stops all work; the stores stay open. */
  @Override
  public void close() {
    used.values().forEach(Project::close);
    used.clear();
  }

  private Project receiving(ProjectId id) {
    try {
      return project(id);
    } catch (StoreException e) {
      throw new SinkUnavailableException("nothing can be stored now: " + e.getMessage(), e);
    }
  }

  private Project asked(ProjectId id) {
    try {
      return project(id);
    } catch (StoreException e) {
      throw QueryException.unavailable(e);
    }
  }
}
