package io.treeline.exporter.store;

import io.treeline.exporter.model.ProjectId;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * The stores of all projects. One instance per process; thread-safe.
 *
 * <p>Every engine passes {@code StoresContract}.
 */
public interface Stores extends AutoCloseable {

  /**
   * The store of a project: opened on first use, made when there is none. The same instance every
   * time, until the project is deleted. Not to be closed by the caller.
   *
   * @throws StoreException when it cannot be opened, or when it would be one project too many
   */
  SpanStore of(ProjectId project);

  /** Every project there is, opened or not; {@code default} always. */
  SortedSet<ProjectId> projects();

  /**
   * Closes a project's store and removes all that it holds. Nobody may use the store meanwhile.
   *
   * @return whether there was one
   * @throws StoreException when it could not be removed, or only in part; it can be tried again
   * @throws IllegalArgumentException for {@code default}, which is always there
   */
  boolean delete(ProjectId project);

  /** Bytes that a project takes on disk; empty where the engine does not know. */
  default OptionalLong bytes(ProjectId project) {
    return OptionalLong.empty();
  }

  /** Closes every store that was opened. Closing twice does nothing. */
  @Override
  void close();
}
