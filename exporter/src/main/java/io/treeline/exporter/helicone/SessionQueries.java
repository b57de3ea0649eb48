package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.RequestService;
import io.treeline.exporter.store.NameOfSessions;
import io.treeline.exporter.store.RequestFilter;
import io.treeline.exporter.store.RequestFilter.Field;
import io.treeline.exporter.store.RequestFilter.Operator;
import io.treeline.exporter.store.SessionMeasures;
import io.treeline.exporter.store.SessionOfRequests;
import io.treeline.exporter.store.SessionRow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What is under {@code /v1/session}. */
final class SessionQueries {

  /** Name of the score that a thumb up or down becomes. */
  static final String FEEDBACK = "feedback";

  private static final int DEFAULT_LIMIT = 50;

  private final RequestService requests;
  private final Clock clock;

  SessionQueries(RequestService requests, Clock clock) {
    this.requests = requests;
    this.clock = clock;
  }

  JsonNode sessions(JsonNode body) {
    List<RequestFilter> filters = new ArrayList<>(List.of(FilterReader.read(body.path("filter"))));
    String name = Fields.text(body, "nameEquals");
    if (!name.isEmpty()) {
      filters.add(new RequestFilter.Test(Field.SESSION_NAME, null, Operator.EQUALS, name));
    }
    String search = Fields.text(body, "search");
    if (!search.isEmpty()) {
      filters.add(
          new RequestFilter.Or(
              List.of(
                  new RequestFilter.Test(Field.SESSION_ID, null, Operator.CONTAINS, search),
                  new RequestFilter.Test(Field.SESSION_NAME, null, Operator.CONTAINS, search))));
    }
    int limit = Fields.limit(body, DEFAULT_LIMIT);
    long shift = Fields.timezone(body);
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    if (limit > 0) {
      requests
          .sessions(
              new RequestFilter.And(filters), Fields.timeFilter(body), Fields.offset(body), limit)
          .forEach(session -> rows.add(row(session, shift)));
    }
    return rows;
  }

  JsonNode names(JsonNode body) {
    List<RequestFilter> filters = new ArrayList<>(List.of(FilterReader.read(body.path("filter"))));
    String name = Fields.text(body, "nameContains");
    if (!name.isEmpty()) {
      filters.add(new RequestFilter.Test(Field.SESSION_NAME, null, Operator.CONTAINS, name));
    }
    long shift = Fields.timezone(body);
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (NameOfSessions found :
        requests.names(new RequestFilter.And(filters), Fields.timeFilter(body))) {
      ObjectNode row = rows.addObject().put("name", found.name());
      row.put("created_at", Fields.local(found.firstStartEpochNanos(), shift));
      row.put("last_used", Fields.local(found.lastRequestEpochNanos(), shift));
      row.put("first_used", Fields.local(found.firstStartEpochNanos(), shift));
      row.put("session_count", found.sessions());
      Fields.putMillis(row, "avg_latency", found.averageLatencyNanos());
      Fields.putSum(row, "total_cost", found.costUsd());
    }
    return rows;
  }

  JsonNode metrics(JsonNode body) {
    List<RequestFilter> filters = new ArrayList<>(List.of(FilterReader.read(body.path("filter"))));
    String name = Fields.text(body, "nameContains");
    if (!name.isEmpty()) {
      filters.add(new RequestFilter.Test(Field.SESSION_NAME, null, Operator.EQUALS, name));
    }
    String size = Fields.text(body, "pSize");
    Double percentile = Histogram.PERCENTILES.get(size.isEmpty() ? "p75" : size);
    if (percentile == null) {
      throw QueryException.invalid(
          "pSize must be p50, p75, p95, p99 or p99.9: was \"%s\"".formatted(size));
    }
    boolean both = body.path("useInterquartile").asBoolean(false);
    List<SessionMeasures> measures =
        requests.measures(new RequestFilter.And(filters), Fields.timeFilter(body));
    double[] counts = measures.stream().mapToDouble(SessionMeasures::requests).toArray();
    double[] seconds =
        measures.stream()
            .map(SessionMeasures::durationNanos)
            .filter(Objects::nonNull)
            .mapToDouble(nanos -> nanos / 1e9)
            .toArray();
    double[] costs =
        measures.stream()
            .map(SessionMeasures::costUsd)
            .filter(Objects::nonNull)
            .mapToDouble(cost -> cost.doubleValue())
            .toArray();
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    ObjectNode average = JsonNodeFactory.instance.objectNode();
    Map<String, double[]> all =
        Map.of("session_count", counts, "session_duration", seconds, "session_cost", costs);
    for (String measure : List.of("session_count", "session_duration", "session_cost")) {
      double[] values = Objects.requireNonNull(all.get(measure));
      metrics.set(measure, Histogram.of(values, percentile, both));
      average.set(measure, Histogram.average(values));
    }
    return metrics.set("average", average);
  }

  JsonNode hasSession() {
    return BooleanNode.valueOf(
        !requests.sessions(RequestFilter.ALL, TimeRange.ALL, 0, 1).isEmpty());
  }

  /** A thumb for the session, which Helicone keeps as a property of its first request. */
  JsonNode rate(String sessionId, JsonNode body) {
    boolean rating = Fields.rating(body);
    SpanKey first = requests.firstRequest(sessionId);
    requests.addProperty(first, "Helicone-Session-Feedback", rating ? "1" : "0");
    requests.score(
        List.of(
            new Score(
                "helicone:session:" + sessionId,
                FEEDBACK,
                ScoreValue.bool(rating),
                "api",
                null,
                Fields.nanos(clock.instant()),
                ScoreTarget.session(sessionId),
                Map.of())));
    return NullNode.getInstance();
  }

  JsonNode tag(String sessionId, JsonNode body) {
    JsonNode tag = body.path("tag");
    if (!tag.isTextual()) {
      throw QueryException.invalid("tag must be text: was " + FilterReader.shown(tag));
    }
    requests.tag(sessionId, tag.textValue());
    return NullNode.getInstance();
  }

  JsonNode tagOf(String sessionId) {
    return requests.tag(sessionId).<JsonNode>map(TextNode::valueOf).orElse(NullNode.getInstance());
  }

  private static ObjectNode row(SessionOfRequests found, long shift) {
    SessionRow session = found.session();
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    String name = session.name();
    row.put("session_id", session.sessionId());
    row.put("session_name", name == null ? session.derivedName() : name);
    row.put("created_at", Fields.local(session.startEpochNanos(), shift));
    row.put("latest_request_created_at", Fields.local(found.lastRequestEpochNanos(), shift));
    Fields.putSum(row, "total_cost", session.costUsd());
    row.put("total_requests", found.requests());
    long input = session.inputTokens() == null ? 0 : session.inputTokens();
    long output = session.outputTokens() == null ? 0 : session.outputTokens();
    row.put("prompt_tokens", input);
    row.put("completion_tokens", output);
    row.put("total_tokens", input + output);
    Fields.putMillis(row, "avg_latency", found.averageLatencyNanos());
    ArrayNode users = row.putArray("user_ids");
    session.users().forEach(users::add);
    Long end = session.endEpochNanos();
    row.put("ended_at", end == null ? null : Fields.local(end, shift));
    Fields.putMillis(
        row, "duration_ms", end == null ? null : (double) (end - session.startEpochNanos()));
    row.put("status", session.status().name().toLowerCase(Locale.ROOT));
    row.put("errors", session.errors());
    row.put("unpriced_requests", session.unpricedCalls());
    row.put("tag", found.tag());
    return row;
  }
}
