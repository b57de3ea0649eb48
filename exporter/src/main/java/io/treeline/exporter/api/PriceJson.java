package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.pricing.PriceCheck;
import io.treeline.exporter.pricing.PriceStatus;
import io.treeline.exporter.pricing.PricedModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents about prices. Amounts are strings of exact decimals. */
public final class PriceJson {

  private PriceJson() {}

  /**
   * Which row prices a call, and why.
   *
   * @param lists the lists it was looked up in
   */
  public static JsonBody check(PriceCheck check, List<PriceStatus> lists) {
    return out -> {
      out.writeStartObject();
      out.writeStringField("model", check.question().model());
      out.writeStringField("provider", check.question().provider());
      out.writeStringField("address", check.question().address());
      out.writeStringField("at", check.question().at().toString());
      out.writeStringField("source", check.source());
      out.writeStringField("clause", check.clause());
      out.writeStringField("constraint", check.constraint());
      out.writeBooleanField("deprecated", check.deprecated());
      texts(out, "considered", check.considered());
      prices(out, check.prices());
      texts(out, "notCounted", check.notCounted());
      out.writeArrayFieldStart("lines");
      for (PriceCheck.Line line : check.lines()) {
        line(out, line);
      }
      out.writeEndArray();
      amount(out, "totalUsd", check.totalUsd());
      out.writeStringField("unpriced", check.unpriced());
      lists(out, lists);
      out.writeEndObject();
    };
  }

  /** The rows there are, and the lists they are in. */
  public static JsonBody list(List<PricedModel> models, List<PriceStatus> lists) {
    return out -> {
      out.writeStartObject();
      lists(out, lists);
      out.writeArrayFieldStart("models");
      for (PricedModel model : models) {
        out.writeStartObject();
        out.writeStringField("list", model.list());
        out.writeStringField("provider", model.provider());
        out.writeStringField("model", model.model());
        out.writeStringField("constraint", model.constraint());
        out.writeBooleanField("deprecated", model.deprecated());
        prices(out, model.prices());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private static void line(JsonGenerator out, PriceCheck.Line line) throws IOException {
    out.writeStartObject();
    out.writeStringField("what", line.what());
    out.writeNumberField("count", line.count());
    out.writeStringField("key", line.key());
    amount(out, "priceUsd", line.price());
    out.writeNumberField("per", line.per());
    if (line.tierStart() == null) {
      out.writeNullField("tierStart");
    } else {
      out.writeNumberField("tierStart", line.tierStart());
    }
    amount(out, "usd", line.usd());
    out.writeEndObject();
  }

  private static void lists(JsonGenerator out, List<PriceStatus> lists) throws IOException {
    out.writeArrayFieldStart("lists");
    for (PriceStatus list : lists) {
      out.writeStartObject();
      out.writeStringField("list", list.list());
      out.writeStringField("location", list.location());
      out.writeNumberField("models", list.models());
      out.writeStringField("loadedAt", list.loadedAt() == null ? null : list.loadedAt().toString());
      out.writeStringField("problem", list.problem());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void prices(JsonGenerator out, Map<String, String> prices) throws IOException {
    out.writeObjectFieldStart("prices");
    for (Map.Entry<String, String> price : prices.entrySet()) {
      out.writeStringField(price.getKey(), price.getValue());
    }
    out.writeEndObject();
  }

  private static void texts(JsonGenerator out, String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  private static void amount(JsonGenerator out, String name, @Nullable BigDecimal amount)
      throws IOException {
    out.writeStringField(name, amount == null ? null : amount.toPlainString());
  }
}
