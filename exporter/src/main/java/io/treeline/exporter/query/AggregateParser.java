package io.treeline.exporter.query;

import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateQuery.Group;
import io.treeline.exporter.store.AggregateQuery.Interval;
import io.treeline.exporter.store.AggregateQuery.Scope;
import io.treeline.exporter.store.AggregateQuery.Sort;
import io.treeline.exporter.store.Measure;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks an {@link AggregateRequest}; every message names the value and what was expected. */
final class AggregateParser {

  private static final String PROPERTY = "property:";
  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 50;
  private static final int DEFAULT_LIMIT_OF_SERIES = 10;

  /** What groups can be sorted by. */
  static final Map<String, Sort> SORTS = sorts();

  private static final Map<String, Interval> INTERVALS = intervals();

  private AggregateParser() {}

  /**
   * Checks a request.
   *
   * @throws QueryException INVALID_ARGUMENT
   */
  static AggregateQuery parse(AggregateRequest request) {
    String groupBy = request.groupBy() == null ? "none" : request.groupBy();
    String property =
        groupBy.startsWith(PROPERTY) && groupBy.length() > PROPERTY.length()
            ? groupBy.substring(PROPERTY.length())
            : null;
    Interval interval = interval(request.interval());
    Scope scope = FilterParser.constant(Scope.class, "scope", request.scope());
    String sort = request.sort() == null ? "-spans" : request.sort();
    return new AggregateQuery(
        FilterParser.parse(request.filter()),
        scope == null ? Scope.SPAN : scope,
        property == null ? group(groupBy) : Group.PROPERTY,
        property,
        interval,
        sort(sort),
        sort.startsWith("-"),
        FilterParser.limit(
            request.limit(), interval == null ? DEFAULT_LIMIT : DEFAULT_LIMIT_OF_SERIES, MAX_LIMIT),
        measures(request.measures()));
  }

  private static Group group(String text) {
    for (Group group : Group.values()) {
      if (group != Group.PROPERTY && word(group).equals(text)) {
        return group;
      }
    }
    throw QueryException.invalid(
        "groupBy must be none, session, name, status, path, service, operation, provider, model,"
            + " tool, agent, user, error, arguments, finishReason, inAgent, agentEdge or property:<name>: was \"%s\""
                .formatted(text));
  }

  private static String word(Group group) {
    return switch (group) {
      case FINISH_REASON -> "finishReason";
      case IN_AGENT -> "inAgent";
      case AGENT_EDGE -> "agentEdge";
      default -> FilterParser.lower(group);
    };
  }

  private static Set<Measure> measures(@Nullable String text) {
    if (text == null) {
      return Measure.ALL;
    }
    Set<Measure> measures = EnumSet.noneOf(Measure.class);
    for (String word : text.split(",", -1)) {
      Measure measure =
          Arrays.stream(Measure.values())
              .filter(each -> each.word().equals(word.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      QueryException.invalid(
                          "measures must be of %s, with commas: was \"%s\""
                              .formatted(String.join(", ", Measure.words()), text)));
      measures.add(measure);
    }
    return measures;
  }

  private static @Nullable Interval interval(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Interval interval = INTERVALS.get(text);
    if (interval == null) {
      throw QueryException.invalid(
          "interval must be one of %s: was \"%s\""
              .formatted(String.join(", ", INTERVALS.keySet()), text));
    }
    return interval;
  }

  private static Sort sort(String text) {
    Sort sort = SORTS.get(text.startsWith("-") ? text.substring(1) : text);
    if (sort == null) {
      throw QueryException.invalid(
          "sort must be one of %s, with a leading - for descending: was \"%s\""
              .formatted(String.join(", ", SORTS.keySet()), text));
    }
    return sort;
  }

  private static Map<String, Sort> sorts() {
    Map<String, Sort> sorts = new LinkedHashMap<>();
    sorts.put("key", Sort.KEY);
    sorts.put("sessions", Sort.SESSIONS);
    sorts.put("spans", Sort.SPANS);
    sorts.put("llmCalls", Sort.LLM_CALLS);
    sorts.put("toolCalls", Sort.TOOL_CALLS);
    sorts.put("errors", Sort.ERRORS);
    sorts.put("failed", Sort.FAILED);
    sorts.put("errorRate", Sort.ERROR_RATE);
    sorts.put("recovered", Sort.RECOVERED);
    sorts.put("abandoned", Sort.ABANDONED);
    sorts.put("redundantCalls", Sort.REDUNDANT_CALLS);
    sorts.put("cost", Sort.COST);
    sorts.put("tokens", Sort.TOKENS);
    sorts.put("meanDuration", Sort.MEAN_DURATION);
    sorts.put("p95Duration", Sort.P95_DURATION);
    return sorts;
  }

  private static Map<String, Interval> intervals() {
    Map<String, Interval> intervals = new LinkedHashMap<>();
    intervals.put("minute", Interval.MINUTE);
    intervals.put("5m", Interval.FIVE_MINUTES);
    intervals.put("15m", Interval.FIFTEEN_MINUTES);
    intervals.put("hour", Interval.HOUR);
    intervals.put("day", Interval.DAY);
    intervals.put("week", Interval.WEEK);
    return intervals;
  }
}
