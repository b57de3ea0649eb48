package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.NameOfSessions;
import io.treeline.exporter.store.RequestFilter;
import io.treeline.exporter.store.RequestQuery;
import io.treeline.exporter.store.RequestReader;
import io.treeline.exporter.store.SessionMeasures;
import io.treeline.exporter.store.SessionOfRequests;
import io.treeline.exporter.store.StoredRequest;
import java.util.List;

/** Answers each question in a snapshot of its own. */
final class DuckDbRequestReader implements RequestReader {

  private final ReadConnections connections;

  DuckDbRequestReader(ReadConnections connections) {
    this.connections = connections;
  }

  @Override
  public List<StoredRequest> requests(RequestQuery query) {
    return connections.read(connection -> new SelectRequests(connection).requests(query));
  }

  @Override
  public List<SessionOfRequests> sessions(
      RequestFilter filter, TimeRange range, long offset, int limit) {
    return connections.read(
        connection -> new SelectRequests(connection).sessions(filter, range, offset, limit));
  }

  @Override
  public List<NameOfSessions> names(RequestFilter filter, TimeRange range) {
    return connections.read(connection -> new SelectRequests(connection).names(filter, range));
  }

  @Override
  public List<SessionMeasures> measures(RequestFilter filter, TimeRange range) {
    return connections.read(connection -> new SelectRequests(connection).measures(filter, range));
  }
}
