package io.treeline.exporter;

import io.treeline.exporter.access.KeyRing;
import io.treeline.exporter.api.ProjectAdmin;
import io.treeline.exporter.api.ProjectViews;
import io.treeline.exporter.ingest.LoadTarget;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.RequestService;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every project that was used since the start. Thread-safe. */
final class Projects implements ProjectViews, ProjectAdmin, AutoCloseable {

  private final Stores stores;
  private final @Nullable KeyRing keys;
  private final Map<ProjectId, Project> used = new ConcurrentHashMap<>();
  private volatile Consumer<ProjectId> forget = project -> {};
  private volatile BooleanSupplier behind = () -> false;

  /**
   * Opens {@code default}, and every other when it is used.
   *
   * @param keys null when no keys are asked for
   * @throws StoreException when {@code default} cannot be opened
   */
  Projects(Stores stores, @Nullable KeyRing keys) {
    this.stores = stores;
    this.keys = keys;
    project(ProjectId.DEFAULT);
  }

  /**
   * What works for a project.
   *
   * @throws StoreException when it cannot be opened
   */
  Project project(ProjectId id) {
    return used.computeIfAbsent(
        id, absent -> Project.start(stores.of(absent), () -> behind.getAsBoolean()));
  }

  /**
   * Where to load what was sent to a project.
   *
   * @throws StoreException when it cannot be opened
   */
  LoadTarget target(ProjectId id) {
    return project(id).target();
  }

  /**
   * Who is to forget what was sent to a project and is not in its store, before it is deleted; it
   * would make the project anew.
   */
  void beforeDeleting(Consumer<ProjectId> forgetting) {
    forget = forgetting;
  }

  /** Who tells whether acknowledged spans wait to be loaded: work that can wait then does. */
  void behindWhen(BooleanSupplier isBehind) {
    behind = isBehind;
  }

  /** Shows every project that was used, and its store. */
  void open(BiConsumer<ProjectId, SpanStore> each) {
    new TreeMap<>(used).forEach((id, project) -> each.accept(id, project.store()));
  }

  /** Why a store cannot work now: of the first project that has a reason, null when none has. */
  @Nullable String problem() {
    for (Project project : used.values()) {
      String problem = project.store().check().problem();
      if (problem != null) {
        return problem;
      }
    }
    return null;
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

  @Override
  public SortedSet<ProjectId> projects() {
    return ask(stores::projects);
  }

  @Override
  public void create(ProjectId id) {
    asked(id);
  }

  /** What is under way to the project, and what works for it, stops first. */
  @Override
  public void delete(ProjectId id) {
    List<String> open = keys == null ? List.of() : keys.idsOf(id);
    if (!open.isEmpty()) {
      throw QueryException.invalid(
          "keys still open the project %s; revoke them first: %s"
              .formatted(id, String.join(", ", open)));
    }
    if (id.equals(ProjectId.DEFAULT)) {
      throw QueryException.invalid("the project default is always there");
    }
    ask(
        () -> {
          forget.accept(id);
          return id;
        });
    Project project = used.remove(id);
    if (project != null) {
      project.close();
    }
    if (!ask(() -> stores.delete(id))) {
      throw QueryException.notFound("there is no project " + id);
    }
  }

  /** Stops all work; the stores stay open. */
  @Override
  public void close() {
    used.values().forEach(Project::close);
    used.clear();
  }

  private Project asked(ProjectId id) {
    return ask(() -> project(id));
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (StoreException e) {
      throw QueryException.unavailable(e);
    }
  }
}
