package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.model.AggregateRow.Bucket;
import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.SessionFindings;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateQuery.Group;
import io.treeline.exporter.store.AggregateRows;
import io.treeline.exporter.store.DerivePaths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works out numbers by group: which groups there are first, then the numbers of each set. */
final class Aggregate {

  private static final int MOST_ROWS = 200_000;
  // Places of a set: its group's, or one of these.
  private static final long OTHER = -1;
  private static final long WITHOUT = -2;
  private static final long TOTAL = -3;

  // Each span is in several sets: all, its group, its stretch of time, both.
  private static final String PLACED =
      """
      , ranked AS (
        SELECT *, judged AND ifNull(outcome = 'RECOVERED', false) AND row_number() OVER (
            PARTITION BY session, judged AND ifNull(outcome = 'RECOVERED', false),
              recovered_by_trace_id, recovered_by_span_id
            ORDER BY attempts DESC, recovery_nanos DESC, trace, span) = 1 AS first_error
        FROM counted
      ),
      in_sets AS (
        SELECT *, arrayJoin(%s) AS member
        FROM (SELECT *, toInt64(%s) AS place FROM ranked)
      )
      """;

  private final Engine engine;
  private final Tables tables;

  Aggregate(Engine engine, Tables tables) {
    this.engine = engine;
    this.tables = tables;
  }

  /** The table expression {@code counted} for a question. */
  AggregateSpans counted(AggregateQuery query, DerivePaths paths, SearchContent search) {
    return new AggregateSpans(
        tables,
        query,
        query.filter().content() == null
            ? null
            : search.sessions(query.filter().content(), query.filter().range()),
        derived(query, paths));
  }

  private String derived(AggregateQuery query, DerivePaths paths) {
    return switch (query.group()) {
      case PATH -> DerivedPaths.table(engine, tables, query.filter().range(), paths).sql();
      case IN_AGENT -> RunsInAgents.table(engine, tables, query.filter().range(), false);
      case AGENT_EDGE -> RunsInAgents.table(engine, tables, query.filter().range(), true);
      default -> "";
    };
  }

  AggregateRows run(AggregateQuery query, DerivePaths paths, SearchContent search) {
    String counted = counted(query, paths, search).sql();
    Groups groups = query.group() == Group.NONE ? new Groups(List.of(), 0) : groups(counted, query);
    boolean grouped = query.group() != Group.NONE;
    boolean series = query.interval() != null;
    List<String> sets = new ArrayList<>();
    sets.add("(toInt64(" + TOTAL + "), true, toInt64(0))");
    if (grouped) {
      sets.add("(place, true, toInt64(0))");
    }
    if (series) {
      sets.add("(toInt64(" + TOTAL + "), false, bucket)");
    }
    if (grouped && series) {
      sets.add("(place, false, bucket)");
    }
    String placed =
        counted
            + PLACED
                .formatted("[" + String.join(", ", sets) + "]", "place_of_key")
                .replace("place_of_key", grouped ? place(groups.keys()) : "0");
    Map<SetKey, Found> found = found(placed);
    return rows(placed, groups, found);
  }

  /**
   * Which groups there are.
   *
   * @param keys of those that are told apart, in order
   * @param others how many more there are
   */
  private record Groups(List<String> keys, long others) {}

  private record SetKey(long place, boolean whole, long bucket) {
    static SetKey of(Row row) {
      return new SetKey(row.number("place"), row.isTrue("whole"), row.number("bucket_start"));
    }
  }

  private record Found(long sessions, SessionFindings findings) {}

  private Groups groups(String counted, AggregateQuery query) {
    String direction = query.descending() ? "DESC" : "ASC";
    return engine.read(
        counted
            + "SELECT assumeNotNull(key) AS group_key, toInt64(count() OVER ()) AS groups FROM"
            + " counted WHERE key IS NOT NULL GROUP BY key ORDER BY "
            + AggregateMeasures.sort(query.sort())
            + " "
            + direction
            + " NULLS LAST, key ASC LIMIT "
            + query.limit(),
        row -> {
          List<String> keys = new ArrayList<>();
          long all = 0;
          while (row.next()) {
            keys.add(row.text("group_key"));
            all = row.number("groups");
          }
          return new Groups(keys, all - keys.size());
        });
  }

  private static String place(List<String> keys) {
    if (keys.isEmpty()) {
      return "if(key IS NULL, " + WITHOUT + ", " + OTHER + ")";
    }
    String all = String.join(", ", keys.stream().map(Sql::text).toList());
    // The place of a key that is not there is 0, and so -1.
    return "if(key IS NULL, "
        + WITHOUT
        + ", toInt64(indexOf(["
        + all
        + "], assumeNotNull(key))) - 1)";
  }

  private Map<SetKey, Found> found(String placed) {
    return engine.read(
        placed
            + tables.in(
                """
                SELECT k.place AS place, k.whole AS whole, k.bucket_start AS bucket_start, %s
                FROM (
                  SELECT DISTINCT member.1 AS place, member.2 AS whole,
                    member.3 AS bucket_start, session
                  FROM in_sets
                ) AS k
                LEFT JOIN (SELECT *, session_id AS of_session FROM @session_outcomes) AS o
                  ON o.of_session = k.session
                GROUP BY k.place, k.whole, k.bucket_start
                """
                    .formatted(AggregateMeasures.OF_SESSIONS)),
        row -> {
          Map<SetKey, Found> found = new HashMap<>();
          while (row.next()) {
            found.put(
                SetKey.of(row),
                new Found(row.number("n_sessions"), AggregateMeasures.findings(row)));
          }
          return found;
        });
  }

  private AggregateRows rows(String placed, Groups groups, Map<SetKey, Found> found) {
    return engine.read(
        placed
            + "SELECT member.1 AS place, member.2 AS whole, member.3 AS bucket_start, "
            + AggregateMeasures.OF_SPANS
            + " FROM in_sets GROUP BY member",
        row -> {
          Map<Long, Numbers> sets = new TreeMap<>();
          int read = 0;
          while (row.next()) {
            if (++read > MOST_ROWS) {
              throw new IllegalArgumentException(
                  "a series over all time would have too many buckets: name from and to, or a"
                      + " longer interval");
            }
            SetKey key = SetKey.of(row);
            Found of = found.getOrDefault(key, new Found(0, SessionFindings.NONE));
            Measures measures = AggregateMeasures.of(row, of.sessions(), of.findings());
            Numbers set = sets.computeIfAbsent(key.place(), place -> new Numbers());
            if (key.whole()) {
              set.measures = measures;
            } else {
              set.series.add(new Bucket(key.bucket(), measures));
            }
          }
          return rows(sets, groups);
        });
  }

  private static AggregateRows rows(Map<Long, Numbers> sets, Groups groups) {
    AggregateRow total = row(null, sets.get(TOTAL));
    List<AggregateRow> rows = new ArrayList<>();
    for (int i = 0; i < groups.keys().size(); i++) {
      AggregateRow row = row(groups.keys().get(i), sets.get((long) i));
      if (row != null) {
        rows.add(row);
      }
    }
    return new AggregateRows(
        total == null ? new AggregateRow(null, Measures.NONE, List.of()) : total,
        rows,
        row(null, sets.get(OTHER)),
        groups.others(),
        row(null, sets.get(WITHOUT)));
  }

  private static @Nullable AggregateRow row(@Nullable String key, @Nullable Numbers set) {
    if (set == null) {
      return null;
    }
    set.series.sort(Comparator.comparingLong(Bucket::startEpochNanos));
    return new AggregateRow(key, set.measures, set.series);
  }

  /** Numbers of one place as they come in. */
  private static final class Numbers {
    private Measures measures = Measures.NONE;
    private final List<Bucket> series = new ArrayList<>();
  }
}
