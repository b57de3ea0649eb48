package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One database for each project: that of {@code default} in the data directory itself, every other
 * in {@code projects/<name>} below it. What is not in one database no query of it can reach.
 */
public final class DuckDbStores implements Stores {

  private static final String PROJECTS = "projects";

  /** With less the engine cannot do a batch of spans. */
  private static final long LEAST_MEMORY = 64L << 20;

  private final Path directory;
  private final int maxProjects;
  private final BiFunction<Path, DuckDbSettings, DuckDbSpanStore> opener;
  private final DuckDbSettings settings;

  // Taken before that of this object: a project that is long in opening holds up no other.
  private final Map<ProjectId, Object> locks = new ConcurrentHashMap<>();
  private final Map<ProjectId, DuckDbSpanStore> open = new HashMap<>();
  private final Set<ProjectId> opening = new HashSet<>();
  private boolean closed;

  /**
   * Opens nothing yet.
   *
   * @param directory data directory
   * @param settings of each project's database; the memory is shared by those that are open
   * @param maxProjects how many there may be
   */
  public DuckDbStores(Path directory, DuckDbSettings settings, int maxProjects) {
    this(directory, settings, maxProjects, DuckDbSpanStore::open);
  }

  DuckDbStores(
      Path directory,
      DuckDbSettings settings,
      int maxProjects,
      BiFunction<Path, DuckDbSettings, DuckDbSpanStore> opener) {
    this.directory = directory;
    this.settings = settings;
    this.maxProjects = maxProjects;
    this.opener = opener;
  }

  /** Where a project's database is, below the data directory. */
  public static Path directory(Path dataDirectory, ProjectId project) {
    return project.equals(ProjectId.DEFAULT)
        ? dataDirectory
        : dataDirectory.resolve(PROJECTS).resolve(project.name());
  }

  @Override
  public SpanStore of(ProjectId project) {
    SpanStore store = opened(project);
    if (store != null) {
      return store;
    }
    synchronized (lock(project)) {
      store = opened(project);
      return store != null ? store : open(project);
    }
  }

  private Object lock(ProjectId project) {
    return locks.computeIfAbsent(project, p -> new Object());
  }

  private synchronized @Nullable SpanStore opened(ProjectId project) {
    refuseWhenClosed();
    return open.get(project);
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new StoreException("the stores in " + directory + " are closed");
    }
  }

  private SpanStore open(ProjectId project) {
    DuckDbSettings limits;
    synchronized (this) {
      refuseWhenClosed();
      refuseTooMany(project);
      opening.add(project);
      limits = new DuckDbSettings(share(open.size() + opening.size()), settings.threads());
    }
    DuckDbSpanStore store = null;
    try {
      store = opener.apply(directory(directory, project), limits);
      return store;
    } finally {
      opened(project, store);
    }
  }

  /** With null for a store that could not be opened. */
  private synchronized void opened(ProjectId project, @Nullable DuckDbSpanStore store) {
    opening.remove(project);
    if (store == null) {
      return;
    }
    if (closed) {
      store.close();
      refuseWhenClosed();
    }
    open.put(project, store);
    shareMemory();
  }

  /** Each the same: which of them will need it cannot be told before it does. */
  private void shareMemory() {
    open.values().forEach(store -> store.limitMemory(share(open.size())));
  }

  private long share(int stores) {
    long all = settings.memoryBytes();
    return Math.max(Math.min(LEAST_MEMORY, all), all / Math.max(1, stores));
  }

  @Override
  public synchronized SortedSet<ProjectId> projects() {
    SortedSet<ProjectId> projects = new TreeSet<>(open.keySet());
    projects.addAll(opening);
    projects.add(ProjectId.DEFAULT);
    Path below = directory.resolve(PROJECTS);
    if (Files.isDirectory(below)) {
      try (Stream<Path> entries = Files.list(below)) {
        entries
            .filter(DuckDbSpanStore::existsIn)
            .map(path -> path.getFileName().toString())
            .filter(ProjectId::isValid)
            .forEach(name -> projects.add(new ProjectId(name)));
      } catch (IOException e) {
        throw new StoreException(below + " cannot be read: " + e.getMessage(), e);
      }
    }
    return projects;
  }

  @Override
  public boolean delete(ProjectId project) {
    if (project.equals(ProjectId.DEFAULT)) {
      throw new IllegalArgumentException("the project default is always there");
    }
    synchronized (lock(project)) {
      return deleteNow(project);
    }
  }

  private boolean deleteNow(ProjectId project) {
    SpanStore store;
    synchronized (this) {
      store = open.remove(project);
      if (store != null) {
        store.close();
        shareMemory();
      }
    }
    Path path = directory(directory, project);
    if (!Files.exists(path)) {
      return store != null;
    }
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
      return true;
    } catch (IOException e) {
      throw new StoreException(
          path + " could not be removed: " + e + "; what is left of it can be removed by hand", e);
    }
  }

  @Override
  public OptionalLong bytes(ProjectId project) {
    try (Stream<Path> files = Files.list(directory(directory, project))) {
      return OptionalLong.of(
          files
              .filter(file -> file.getFileName().toString().startsWith(DatabaseFile.NAME))
              .mapToLong(file -> file.toFile().length())
              .sum());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    List<RuntimeException> failures = new ArrayList<>();
    for (SpanStore store : open.values()) {
      try {
        store.close();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    open.clear();
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.subList(1, failures.size()).forEach(first::addSuppressed);
      throw first;
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
