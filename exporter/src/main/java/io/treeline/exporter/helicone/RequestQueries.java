package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.RequestService;
import io.treeline.exporter.store.RequestFilter;
import io.treeline.exporter.store.RequestFilter.Field;
import io.treeline.exporter.store.RequestQuery;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is under {@code /v1/request}. */
final class RequestQueries {

  private static final int DEFAULT_LIMIT = 10;

  private static final Map<String, Field> SORTS =
      Map.ofEntries(
          Map.entry("created_at", Field.START),
          Map.entry("request_created_at", Field.START),
          Map.entry("response_created_at", Field.END),
          Map.entry("latency", Field.LATENCY),
          Map.entry("time_to_first_token", Field.TIME_TO_FIRST_CHUNK),
          Map.entry("total_tokens", Field.TOTAL_TOKENS),
          Map.entry("completion_tokens", Field.OUTPUT_TOKENS),
          Map.entry("prompt_tokens", Field.INPUT_TOKENS),
          Map.entry("prompt_cache_read_tokens", Field.CACHE_READ_TOKENS),
          Map.entry("prompt_cache_write_tokens", Field.CACHE_WRITE_TOKENS),
          Map.entry("user_id", Field.USER),
          Map.entry("body_model", Field.MODEL),
          Map.entry("model", Field.MODEL),
          Map.entry("status", Field.HTTP_STATUS),
          Map.entry("cost", Field.COST),
          Map.entry("costUSD", Field.COST),
          Map.entry("request_prompt", Field.INPUT),
          Map.entry("response_text", Field.OUTPUT));

  private record Sort(@Nullable Field field, @Nullable String name, boolean descending) {}

  private final RequestService requests;
  private final Clock clock;

  RequestQueries(RequestService requests, Clock clock) {
    this.requests = requests;
    this.clock = clock;
  }

  JsonNode requests(JsonNode body) {
    RequestFilter filter = FilterReader.read(body.path("filter"));
    Sort sort = sort(body.path("sort"));
    int limit = Fields.limit(body, DEFAULT_LIMIT);
    long offset = Fields.offset(body);
    if (body.path("isScored").asBoolean(false)) {
      throw QueryException.invalid(
          "isScored cannot be asked for: filter by {\"request_response_rmt\": {\"scores\": ...}}");
    }
    // Nothing is answered from a cache of ours, and there are no experiments.
    boolean none =
        limit == 0
            || body.path("isCached").asBoolean(false)
            || body.path("isPartOfExperiment").asBoolean(false);
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    if (!none) {
      requests
          .requests(
              new RequestQuery(
                  filter, sort.field(), sort.name(), sort.descending(), offset, limit, true))
          .forEach(request -> rows.add(RequestJson.row(request)));
    }
    return rows;
  }

  JsonNode addProperty(String requestId, JsonNode body) {
    String key = Fields.text(body, "key");
    if (key.isEmpty()) {
      throw QueryException.invalid("key must be text that is not empty");
    }
    if (!body.path("value").isTextual()) {
      throw QueryException.invalid(
          "value must be text: was " + FilterReader.shown(body.path("value")));
    }
    requests.addProperty(RequestId.span(requestId), key, body.get("value").textValue());
    return NullNode.getInstance();
  }

  JsonNode rate(String requestId, JsonNode body) {
    return score(requestId, Map.of(SessionQueries.FEEDBACK, ScoreValue.bool(Fields.rating(body))));
  }

  JsonNode score(String requestId, JsonNode body) {
    JsonNode scores = body.path("scores");
    if (!scores.isObject() || scores.isEmpty()) {
      throw QueryException.invalid(
          "scores must be an object of numbers by name: was " + FilterReader.shown(scores));
    }
    Map<String, ScoreValue> values = new TreeMap<>();
    scores
        .properties()
        .forEach(
            score -> {
              JsonNode value = score.getValue();
              if (value.isBoolean()) {
                values.put(score.getKey(), ScoreValue.bool(value.booleanValue()));
              } else if (value.isNumber()) {
                values.put(score.getKey(), ScoreValue.numeric(value.doubleValue()));
              } else {
                throw QueryException.invalid(
                    "score %s must be a number or true or false: was %s"
                        .formatted(score.getKey(), FilterReader.shown(value)));
              }
            });
    return score(requestId, values);
  }

  private JsonNode score(String requestId, Map<String, ScoreValue> values) {
    SpanKey key = RequestId.span(requestId);
    requests.requireStored(key);
    List<Score> scores = new ArrayList<>();
    values.forEach(
        (name, value) ->
            scores.add(
                new Score(
                    "helicone:request:%s:%s:%s".formatted(key.traceId(), key.spanId(), name),
                    name,
                    value,
                    "api",
                    null,
                    Fields.nanos(clock.instant()),
                    ScoreTarget.span(key),
                    Map.of())));
    requests.score(scores);
    return NullNode.getInstance();
  }

  private static Sort sort(JsonNode sort) {
    if (sort.isMissingNode() || sort.isNull() || sort.isEmpty()) {
      return new Sort(Field.START, null, true);
    }
    if (sort.size() > 1) {
      throw QueryException.invalid("sort must name one column: was " + FilterReader.shown(sort));
    }
    Map.Entry<String, JsonNode> column = sort.properties().iterator().next();
    if (column.getKey().equals("random")) {
      return new Sort(null, null, false);
    }
    if (column.getKey().equals("properties") && column.getValue().size() == 1) {
      Map.Entry<String, JsonNode> property = column.getValue().properties().iterator().next();
      Field special = FilterColumns.ofProperty(property.getKey());
      boolean onRequest = special != null && !special.ofSession();
      return new Sort(
          onRequest ? special : Field.PROPERTY,
          onRequest ? null : property.getKey(),
          descending(property.getValue()));
    }
    Field field = SORTS.get(column.getKey());
    if (field == null) {
      throw QueryException.invalid(
          "sort must name one of %s, properties, random: was \"%s\""
              .formatted(
                  String.join(", ", SORTS.keySet().stream().sorted().toList()), column.getKey()));
    }
    return new Sort(field, null, descending(column.getValue()));
  }

  private static boolean descending(JsonNode direction) {
    return switch (direction.asText("")) {
      case "asc" -> false;
      case "desc" -> true;
      default ->
          throw QueryException.invalid(
              "a direction must be asc or desc: was " + FilterReader.shown(direction));
    };
  }
}
