package io.treeline.exporter;

import io.treeline.exporter.api.ProjectViews;
import io.treeline.exporter.ingest.LoadTarget;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.RequestService;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Stores;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every project that was used since the start. Thread-safe. */
final class Projects implements ProjectViews, AutoCloseable {

  private final Stores stores;
  private final Map<ProjectId, Project> used = new ConcurrentHashMap<>();

  /**
   * Opens {@code default}, and every other when it is used.
   *
   * @throws StoreException when {@code default} cannot be opened
   */
  Projects(Stores stores) {
    this.stores = stores;
    project(ProjectId.DEFAULT);
  }

  /**
   * What works for a project.
   *
   * @throws StoreException when it cannot be opened
   */
  Project project(ProjectId id) {
    return used.computeIfAbsent(id, absent -> Project.start(stores.of(absent)));
  }

  /**
   * Where to load what was sent to a project.
   *
   * @throws StoreException when it cannot be opened
   */
  LoadTarget target(ProjectId id) {
    return project(id).target();
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

  private Project asked(ProjectId id) {
    try {
      return project(id);
    } catch (StoreException e) {
      throw QueryException.unavailable(e);
    }
  }
}
