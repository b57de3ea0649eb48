package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.model.AggregateRow.Bucket;
import io.treeline.exporter.model.Measures;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateRows;
import io.treeline.exporter.store.DerivePaths;
import io.treeline.exporter.store.SessionFilter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Works out numbers by group in one statement over the spans that count. */
final class Aggregate {

  private static final int MOST_ROWS = 200_000;

  // Places of a row: its group's, or one of these.
  private static final long OTHER = -1;
  private static final long WITHOUT = -2;
  private static final long TOTAL = -3;

  private Aggregate() {}

  static AggregateRows run(DuckDBConnection connection, AggregateQuery query, DerivePaths paths)
      throws SQLException {
    if (AggregateSessions.canAnswer(query)) {
      return AggregateSessions.run(connection, query);
    }
    if (AggregateTimes.canAnswer(query)) {
      return AggregateTimes.run(connection, query);
    }
    Optional<AggregateSpans> counted = counted(connection, query, paths);
    if (counted.isEmpty()) {
      AggregateRow none = new AggregateRow(null, Measures.NONE, List.of());
      return new AggregateRows(none, List.of(), null, 0, null);
    }
    AggregateSpans spans = counted.get();
    String sql = CurrentSessions.with(connection) + spans.sql() + AggregateMeasures.sql(query);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      spans.setParameters(statement);
      try (ResultSet result = statement.executeQuery()) {
        return rows(new Row(result), AggregateMeasures::read);
      }
    }
  }

  /** The spans that count, made ready to be read; empty when there is none. */
  static Optional<AggregateSpans> counted(
      DuckDBConnection connection, AggregateQuery query, DerivePaths paths) throws SQLException {
    if (query.filter().content() != null) {
      ContentSessions.fill(connection, query.filter().content(), query.filter().range());
    }
    if (query.group() == AggregateQuery.Group.PATH) {
      DerivedPaths.fill(connection, query.filter().range(), paths);
    }
    SelectBounds.Bounds bounds = bounds(connection, query.filter());
    return bounds == null ? Optional.empty() : Optional.of(new AggregateSpans(query, bounds));
  }

  /** Between which times the spans of all traces start that have one in the range. */
  private static SelectBounds.@Nullable Bounds bounds(
      DuckDBConnection connection, SessionFilter filter) throws SQLException {
    String sql =
        """
        SELECT min(first_start_epoch_nanos) AS first_start,
          max(last_start_epoch_nanos) AS last_start
        FROM traces
        WHERE first_start_epoch_nanos < %d AND last_start_epoch_nanos >= %d
        """
            .formatted(
                filter.range().endEpochNanosExclusive(), filter.range().startEpochNanosInclusive());
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      Row row = new Row(result);
      row.next();
      Long first = row.numberOrNull("first_start");
      Long last = row.numberOrNull("last_start");
      return first == null || last == null ? null : new SelectBounds.Bounds(first, last);
    }
  }

  /** Reads the numbers of a row. */
  interface ReadMeasures {
    Measures read(Row row) throws SQLException;
  }

  static AggregateRows rows(Row row, ReadMeasures read) throws SQLException {
    Map<Long, Set> sets = new TreeMap<>();
    long otherGroups = 0;
    int count = 0;
    while (row.next()) {
      if (++count > MOST_ROWS) {
        throw new IllegalArgumentException(
            "a series over all time would have too many buckets: name from and to, or a longer"
                + " interval");
      }
      long place = row.number("place");
      Set set = sets.computeIfAbsent(place, p -> new Set());
      if (place >= 0) {
        set.key = row.textOrNull("key");
      } else if (place == OTHER) {
        otherGroups = Math.max(otherGroups, row.number("groups"));
      }
      Measures measures = read.read(row);
      if (row.isTrue("whole")) {
        set.measures = measures;
      } else {
        set.series.add(new Bucket(row.number("bucket"), measures));
      }
    }
    AggregateRow total = row(sets.get(TOTAL));
    List<AggregateRow> groups = new ArrayList<>();
    sets.forEach(
        (place, set) -> {
          AggregateRow group = row(set);
          if (place >= 0 && group != null) {
            groups.add(group);
          }
        });
    return new AggregateRows(
        total == null ? new AggregateRow(null, Measures.NONE, List.of()) : total,
        groups,
        row(sets.get(OTHER)),
        otherGroups,
        row(sets.get(WITHOUT)));
  }

  private static @Nullable AggregateRow row(@Nullable Set set) {
    // With no span at all there is still a total, of nothing.
    if (set == null) {
      return null;
    }
    set.series.sort(java.util.Comparator.comparingLong(Bucket::startEpochNanos));
    return new AggregateRow(set.key, set.measures, set.series);
  }

  /** Numbers of one place as they come in. */
  private static final class Set {
    private @Nullable String key;
    private Measures measures = Measures.NONE;
    private final List<Bucket> series = new ArrayList<>();
  }
}
