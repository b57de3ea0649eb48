package io.treeline.exporter.api;

import io.treeline.exporter.model.ProjectId;
import java.util.SortedSet;

/**
 * Makes and deletes projects. Thread-safe; blocks.
 *
 * <p>Every method throws {@link io.treeline.exporter.query.QueryException}.
 */
public interface ProjectAdmin {

  SortedSet<ProjectId> projects();

  /** Makes a project; nothing happens when there is one. */
  void create(ProjectId project);

  /** Removes a project with all that it holds, which no key may open any more. */
  void delete(ProjectId project);
}
