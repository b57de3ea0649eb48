package io.treeline.exporter.api;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.treeline.exporter.api.v1.AggregateRequest;
import io.treeline.exporter.api.v1.ListSessionsRequest;
import io.treeline.exporter.api.v1.SessionFilter;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.SessionListRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Protobuf requests as the query room takes them. */
final class RequestProto {

  private RequestProto() {}

  static SessionListRequest listRequest(ListSessionsRequest request) {
    FilterRequest filter =
        filter(request.getFilter())
            .with("from", request.hasFrom() ? time(request.getFrom()) : null)
            .with("to", request.hasTo() ? time(request.getTo()) : null)
            .with("name", request.hasName() ? request.getName() : null)
            .with("user", request.hasUser() ? request.getUser() : null)
            .with("status", request.hasStatus() ? request.getStatus() : null)
            .with("property", properties(request.getPropertiesMap()))
            .with("q", request.hasText() ? request.getText() : null);
    return new SessionListRequest(
        filter,
        request.hasSort() ? request.getSort() : null,
        request.hasLimit() ? String.valueOf(request.getLimit()) : null,
        request.hasCursor() ? request.getCursor() : null);
  }

  static io.treeline.exporter.query.AggregateRequest aggregateRequest(AggregateRequest request) {
    return new io.treeline.exporter.query.AggregateRequest(
        filter(request.getFilter()),
        request.hasGroupBy() ? request.getGroupBy() : null,
        request.hasInterval() ? request.getInterval() : null,
        request.hasScope() ? request.getScope() : null,
        request.hasSort() ? request.getSort() : null,
        request.hasLimit() ? String.valueOf(request.getLimit()) : null);
  }

  static FilterRequest filter(SessionFilter filter) {
    return FilterRequest.ALL
        .with("from", filter.hasFrom() ? time(filter.getFrom()) : null)
        .with("to", filter.hasTo() ? time(filter.getTo()) : null)
        .with("name", filter.hasName() ? filter.getName() : null)
        .with("user", filter.hasUser() ? filter.getUser() : null)
        .with("status", filter.hasStatus() ? filter.getStatus() : null)
        .with("property", properties(filter.getPropertiesMap()))
        .with("q", filter.hasText() ? filter.getText() : null)
        .with("service", filter.hasService() ? filter.getService() : null)
        .with("provider", filter.hasProvider() ? filter.getProvider() : null)
        .with("model", filter.hasModel() ? filter.getModel() : null)
        .with("tool", filter.hasTool() ? filter.getTool() : null)
        .with("agent", filter.hasAgent() ? filter.getAgent() : null)
        .with("operation", filter.hasOperation() ? filter.getOperation() : null)
        .with("minCost", filter.hasMinCostUsd() ? filter.getMinCostUsd() : null)
        .with("maxCost", filter.hasMaxCostUsd() ? filter.getMaxCostUsd() : null)
        .with("minDurationMillis", filter.hasMinDuration() ? millis(filter.getMinDuration()) : null)
        .with("maxDurationMillis", filter.hasMaxDuration() ? millis(filter.getMaxDuration()) : null)
        .with("minErrors", filter.hasMinErrors() ? Long.toString(filter.getMinErrors()) : null)
        .with("maxErrors", filter.hasMaxErrors() ? Long.toString(filter.getMaxErrors()) : null)
        .with("content", filter.hasContent() ? filter.getContent() : null)
        .with("path", filter.hasPath() ? filter.getPath() : null);
  }

  private static List<String> properties(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(property -> property.getKey() + "=" + property.getValue())
        .toList();
  }

  private static String millis(Duration duration) {
    if (!Durations.isValid(duration)) {
      throw QueryException.invalid("duration must be a valid one: was " + duration);
    }
    return BigDecimal.valueOf(duration.getSeconds())
        .movePointRight(3)
        .add(BigDecimal.valueOf(duration.getNanos(), 6))
        .toPlainString();
  }

  static String time(Timestamp time) {
    if (!Timestamps.isValid(time)) {
      throw QueryException.invalid(
          "time must have seconds in the years 1 to 9999 and nanos of 0 to 999999999: had %d and %d"
              .formatted(time.getSeconds(), time.getNanos()));
    }
    return Timestamps.toString(time);
  }
}
