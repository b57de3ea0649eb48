package io.treeline.exporter.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.Repriced;
import io.treeline.exporter.query.Repricing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Serves {@code /prices/reprice}. */
final class RepriceService {

  static final String PATH = "/api/v1/prices/reprice";
  static final String DRY_RUN = "dryRun";

  private final ProjectViews views;
  private final UnaryOperator<Span> pricing;

  RepriceService(ProjectViews views, UnaryOperator<Span> pricing) {
    this.views = views;
    this.pricing = pricing;
  }

  JsonBody run(ServiceRequestContext ctx, JsonNode question) {
    FilterRequest filter = FilterRequest.ALL;
    boolean dryRun = false;
    for (Map.Entry<String, JsonNode> field : question.properties()) {
      JsonNode value = field.getValue();
      if (!field.getKey().equals(DRY_RUN)) {
        filter = filter.with(field.getKey(), texts(field.getKey(), value));
      } else if (value.isBoolean()) {
        dryRun = value.booleanValue();
      } else {
        throw QueryException.invalid("dryRun must be true or false: was " + value);
      }
    }
    Repricing repricing = views.of(ctx).query().repricing(pricing);
    return body(repricing.run(filter, dryRun));
  }

  private static List<String> texts(String name, JsonNode value) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (!one.isTextual() && !one.isNumber()) {
        throw QueryException.invalid(
            "%s must be a text, a number or an array of texts: was %s".formatted(name, one));
      }
      texts.add(one.asText());
    }
    return texts;
  }

  private static JsonBody body(Repriced repriced) {
    return out -> {
      out.writeStartObject();
      out.writeBooleanField(DRY_RUN, repriced.dryRun());
      out.writeNumberField("sessions", repriced.sessions());
      out.writeNumberField("calls", repriced.calls());
      out.writeNumberField("changed", repriced.changed());
      out.writeArrayFieldStart("changes");
      for (Repriced.Change change : repriced.changes()) {
        out.writeStartObject();
        out.writeStringField("before", change.before());
        out.writeStringField("after", change.after());
        out.writeNumberField("calls", change.calls());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }
}
