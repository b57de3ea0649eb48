package io.treeline.exporter.api;

import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.query.CohortRequest;
import io.treeline.exporter.query.DecisionService;
import io.treeline.exporter.query.DecisionTreeRequest;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.QueryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The REST resources on many sessions together: parameters to a document. */
final class DecisionResources {

  static final Set<String> TREE_PARAMETERS = Resources.withFilter("branches", "limit");
  static final Set<String> PROBLEM_PARAMETERS = Resources.withFilter("limit");
  static final Set<String> COHORT_PARAMETERS = Resources.withFilter("a", "b");
  static final Set<String> PAIR_PARAMETERS = Set.of("a", "b");
  static final Set<String> FINDING_PARAMETERS = Set.of("session");

  private final DecisionService decisions;

  DecisionResources(DecisionService decisions) {
    this.decisions = decisions;
  }

  JsonBody tree(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), TREE_PARAMETERS);
    return DecisionJson.tree(
        decisions.tree(
            new DecisionTreeRequest(
                Resources.filter(parameters),
                parameters.one("branches"),
                parameters.one("limit"))));
  }

  JsonBody problems(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), PROBLEM_PARAMETERS);
    return ProblemJson.problems(
        decisions.problems(Resources.filter(parameters), parameters.one("limit")));
  }

  JsonBody cohorts(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), COHORT_PARAMETERS);
    FilterRequest both = Resources.filter(parameters);
    return CohortJson.cohorts(
        decisions.compare(
            new CohortRequest(
                within(both, "a", parameters.one("a")), within(both, "b", parameters.one("b")))));
  }

  JsonBody findings(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), FINDING_PARAMETERS);
    return OutcomeJson.findings(decisions.findings(parameters.all("session")));
  }

  JsonBody sessions(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), PAIR_PARAMETERS);
    return PairJson.pair(
        decisions.compare(required("a", parameters.one("a")), required("b", parameters.one("b"))));
  }

  private static String required(String name, @Nullable String id) {
    if (id == null || id.isEmpty()) {
      throw QueryException.invalid(name + " must be the id of a session: was absent");
    }
    return id;
  }

  /** What both have in common, with what one has of its own instead. */
  private static FilterRequest within(FilterRequest both, String name, @Nullable String own) {
    if (own == null) {
      throw QueryException.invalid(
          "%s must be the filter of one set of sessions, written as a query string, such as"
                  .formatted(name)
              + " property=version%3D2&model=gpt-4o (encoded once more): was absent");
    }
    QueryParams params = QueryParams.fromQueryString(own);
    Set<String> known = new HashSet<>(FilterRequest.NAMES);
    Parameters parameters;
    try {
      parameters = Parameters.of(params, known);
    } catch (QueryException e) {
      throw QueryException.invalid("in %s: %s".formatted(name, e.getMessage()));
    }
    Map<String, List<String>> values = new LinkedHashMap<>(both.values());
    for (String key : FilterRequest.NAMES) {
      List<String> more = parameters.all(key);
      if (more.isEmpty()) {
        continue;
      }
      List<String> all = new ArrayList<>(key.equals("property") ? both.all(key) : List.of());
      all.addAll(more);
      values.put(key, all);
    }
    return new FilterRequest(values);
  }
}
