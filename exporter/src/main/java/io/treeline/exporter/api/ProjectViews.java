package io.treeline.exporter.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.access.Caller;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.query.QueryService;
import java.util.Collection;

/** What can be asked, by project. Thread-safe. */
public interface ProjectViews {

  /**
   * What can be asked of one project.
   *
   * @param query answers
   * @param live tells of changes
   */
  record View(QueryService query, LiveFeed live) {}

  /**
   * Blocks when the project is used for the first time.
   *
   * @throws io.treeline.exporter.query.QueryException UNAVAILABLE when it cannot be opened now
   */
  View of(ProjectId project);

  /** Those that were used. */
  Collection<View> used();

  /** Of the project of whoever made the request: the only way from a request to what is stored. */
  default View of(ServiceRequestContext request) {
    return of(Caller.of(request).project());
  }
}
