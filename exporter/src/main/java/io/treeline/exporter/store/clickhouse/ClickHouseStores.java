package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Stores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All projects in one database. Each project's store reads and writes rows of that project alone:
 * {@link Tables} puts the project into every statement.
 */
public final class ClickHouseStores implements Stores {

  /** Every table with rows of projects. */
  static final List<String> TABLES =
      List.of(
          "spans",
          "content",
          "session_traces",
          "trace_changes",
          "watermarks",
          "traces",
          "sessions",
          "added_properties",
          "session_tags",
          "span_logs",
          "scores",
          "session_outcomes",
          "span_outcomes",
          "session_places",
          "session_steps",
          "session_findings");

  private final Engine engine;
  private final int maxProjects;
  private final Map<ProjectId, SpanStore> open = new HashMap<>();
  private boolean ready;
  private boolean closed;

  /**
   * Opens nothing yet: the server is asked when the first project is.
   *
   * @param settings where the server is
   * @param maxProjects how many projects there may be
   */
  public ClickHouseStores(ClickHouseSettings settings, int maxProjects) {
    this.engine = new Engine(settings);
    this.maxProjects = maxProjects;
  }

  @Override
  public synchronized SpanStore of(ProjectId project) {
    if (closed) {
      throw new StoreException("the stores in " + engine.settings() + " are closed");
    }
    bring();
    SpanStore store = open.get(project);
    if (store == null) {
      refuseTooMany(project);
      store = new ClickHouseSpanStore(engine.shared(), project);
      open.put(project, store);
    }
    return store;
  }

  @Override
  public synchronized SortedSet<ProjectId> projects() {
    bring();
    SortedSet<ProjectId> projects = new TreeSet<>(open.keySet());
    projects.add(ProjectId.DEFAULT);
    engine.read(
        "SELECT DISTINCT project FROM `%s`.spans".formatted(engine.settings().database()),
        row -> {
          while (row.next()) {
            if (ProjectId.isValid(row.text("project"))) {
              projects.add(new ProjectId(row.text("project")));
            }
          }
          return projects.size();
        });
    return projects;
  }

  @Override
  public synchronized boolean delete(ProjectId project) {
    if (project.equals(ProjectId.DEFAULT)) {
      throw new IllegalArgumentException("the project default is always there");
    }
    boolean known = projects().contains(project);
    SpanStore store = open.remove(project);
    if (store != null) {
      store.close();
    }
    if (known) {
      String local = engine.settings().cluster() == null ? "" : "_local";
      String on =
          engine.settings().cluster() == null
              ? ""
              : " ON CLUSTER `" + engine.settings().cluster() + "`";
      for (String table : TABLES) {
        engine.execute(
            "DELETE FROM `%s`.%s%s%s WHERE project = %s"
                .formatted(
                    engine.settings().database(), table, local, on, Sql.text(project.name())));
      }
    }
    return known;
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(SpanStore::close);
    open.clear();
    engine.close();
  }

  private void bring() {
    if (!ready) {
      Schema.bring(engine);
      ready = true;
    }
  }

  private void refuseTooMany(ProjectId project) {
    SortedSet<ProjectId> known = projects();
    if (!known.contains(project) && known.size() >= maxProjects) {
      throw new StoreException(
          "project "
              + project
              + " cannot be made: there are "
              + known.size()
              + " already, as many as there may be. Raise max-projects, or delete one");
    }
  }
}
