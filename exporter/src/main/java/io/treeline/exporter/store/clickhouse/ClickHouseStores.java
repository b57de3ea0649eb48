package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Stores;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All projects in one database. Each project's store reads and writes rows of that project alone:
 * {@link Tables} puts the project into every statement.
 */
public final class ClickHouseStores implements Stores {

  private static final Logger logger = LoggerFactory.getLogger(ClickHouseStores.class);

  private final Engine engine;
  private final int maxProjects;
  private final Map<ProjectId, SpanStore> open = new HashMap<>();
  private boolean closed;

  /**
   * Opens nothing yet: the server is asked when the first question is.
   *
   * @param settings where the server is
   * @param maxProjects how many projects there may be
   */
  public ClickHouseStores(ClickHouseSettings settings, int maxProjects) {
    this.engine = new Engine(settings);
    this.maxProjects = maxProjects;
  }

  /**
   * As the constructor, but asks the server and makes its tables. A server that cannot be reached,
   * or not do it now, is logged and asked again when it is needed.
   *
   * @throws StoreException when the server will not do until somebody changes something: who asks,
   *     what they may, the cluster, or the version that wrote the database
   */
  public static ClickHouseStores open(ClickHouseSettings settings, int maxProjects) {
    ClickHouseStores stores = new ClickHouseStores(settings, maxProjects);
    try {
      stores.engine.clock();
    } catch (Engine.UnusableException e) {
      stores.close();
      throw e;
    } catch (StoreException e) {
      logger.warn(
          "{}. Starting without it: what is received is kept in the journal until it can be stored",
          e.getMessage());
    }
    return stores;
  }

  @Override
  public synchronized SpanStore of(ProjectId project) {
    if (closed) {
      throw new StoreException("the stores in " + engine.settings() + " are closed");
    }
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
    SortedSet<ProjectId> projects = new TreeSet<>(open.keySet());
    projects.add(ProjectId.DEFAULT);
    // One after the other, as the first column of the key: a DISTINCT would read the whole table.
    for (String name = next(""); name != null; name = next(name)) {
      if (ProjectId.isValid(name)) {
        projects.add(new ProjectId(name));
      }
    }
    return projects;
  }

  private @Nullable String next(String after) {
    return engine.read(
        "SELECT project FROM `%s`.spans WHERE project > %s ORDER BY project LIMIT 1"
            .formatted(engine.settings().database(), Sql.text(after)),
        row -> row.next() ? row.text("project") : null);
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
      Tables tables = new Tables(engine.settings().database(), project);
      Deletion deletion = new Deletion(engine, tables);
      Schema.tables().forEach(table -> deletion.run(table, "true"));
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

  private void refuseTooMany(ProjectId project) {
    SortedSet<ProjectId> known;
    try {
      known = projects();
    } catch (Engine.UnreachableException e) {
      // Its projects are not known now, and what they are sent is to be kept in the journal.
      known = new TreeSet<>(open.keySet());
    }
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
