package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.api.JsonBody;
import io.treeline.exporter.api.PriceJson;
import io.treeline.exporter.pricing.Prices;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code treeline prices list}: the rows there are. */
@Command(
    name = "list",
    description = "Lists the rows of all price lists, in US dollars for a million tokens.",
    footer = {
      "  treeline prices list --provider anthropic",
      "  treeline prices list --prices-file prices.csv --json | jq '.models[] |"
          + " select(.list==\"prices-file\")'"
    })
final class PriceListCommand extends PriceCommand {

  @Option(names = "--provider", description = "Only this provider's, under any name of it.")
  @Nullable String provider;

  @Override
  String path() {
    return provider == null
        ? "/api/v1/prices"
        : "/api/v1/prices?provider=" + URLEncoder.encode(provider, StandardCharsets.UTF_8);
  }

  @Override
  JsonBody local(Prices prices) {
    return PriceJson.list(prices.models(provider), prices.status());
  }

  @Override
  int print(JsonNode document, PrintWriter out) {
    Table table = new Table(5);
    table.add(row("LIST", "PROVIDER", "MODEL", "FROM", "PRICES"));
    for (JsonNode model : document.path("models")) {
      StringJoiner prices = new StringJoiner("  ");
      for (Map.Entry<String, JsonNode> price : model.path("prices").properties()) {
        prices.add(price.getKey() + " " + price.getValue().asText());
      }
      table.add(
          row(
              model.path("list").asText(),
              model.path("provider").asText(),
              model.path("model").asText() + (model.path("deprecated").asBoolean() ? " †" : ""),
              model.path("constraint").isTextual() ? model.path("constraint").asText() : "",
              prices.toString()));
    }
    table.print(out);
    out.println("lists");
    printLists(document, out);
    return document.path("models").isEmpty() ? CliException.NOT_FOUND : 0;
  }

  private static List<Table.Cell> row(String... cells) {
    return List.of(cells).stream().map(Texts::clean).map(Table.Cell::of).toList();
  }
}
