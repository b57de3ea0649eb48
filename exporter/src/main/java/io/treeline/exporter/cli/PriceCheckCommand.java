package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.api.JsonBody;
import io.treeline.exporter.api.PriceJson;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.pricing.PriceQuestion;
import io.treeline.exporter.pricing.Prices;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treeline prices check}: which row prices a model, and why. */
@Command(
    name = "check",
    description = "Tells which row of which price list prices a model, why, and what a call costs.",
    footer = {
      "  treeline prices check gpt-4o --provider openai --input 1200 --cache-read 800 --output 300",
      "  treeline prices check o3 --provider openai --at 2025-06-09T00:00:00Z",
      "  treeline prices check deepseek-chat --address api.deepseek.com",
      "  treeline prices check house-model --prices-file prices.csv"
    })
final class PriceCheckCommand extends PriceCommand {

  @Parameters(paramLabel = "<model>", description = "Name of the model, as spans have it.")
  String model = "";

  @Option(names = "--provider", description = "Name of the provider, as spans have it.")
  @Nullable String provider;

  @Option(names = "--address", description = "Host the call goes to; it beats the provider's name.")
  @Nullable String address;

  @Option(
      names = "--at",
      paramLabel = "<time>",
      description = "Start of the call, such as 2026-11-23T06:00:00Z. Default: now")
  @Nullable String at;

  @Option(names = "--input", description = "Input tokens, cached ones included.")
  @Nullable Long input;

  @Option(names = "--output", description = "Output tokens, reasoning included.")
  @Nullable Long output;

  @Option(names = "--cache-read", description = "Input tokens read from the cache.")
  @Nullable Long cacheRead;

  @Option(names = "--cache-write", description = "Input tokens written to the cache.")
  @Nullable Long cacheWrite;

  @Option(names = "--cache-write-hour", description = "Of those, to be kept for an hour.")
  @Nullable Long cacheWriteHour;

  @Option(names = "--reasoning", description = "Output tokens of reasoning.")
  @Nullable Long reasoning;

  @Option(names = "--input-audio", description = "Input tokens of audio.")
  @Nullable Long inputAudio;

  @Option(names = "--output-audio", description = "Output tokens of audio.")
  @Nullable Long outputAudio;

  @Option(names = "--cache-read-audio", description = "Audio tokens read from the cache.")
  @Nullable Long cacheReadAudio;

  @Option(names = "--input-image", description = "Input tokens of images.")
  @Nullable Long inputImage;

  @Override
  String path() {
    StringJoiner query = new StringJoiner("&", "/api/v1/prices/check?", "");
    add(query, "model", model);
    add(query, "provider", provider);
    add(query, "address", address);
    add(query, "at", at);
    add(query, "input", input);
    add(query, "output", output);
    add(query, "cacheRead", cacheRead);
    add(query, "cacheWrite", cacheWrite);
    add(query, "cacheWriteHour", cacheWriteHour);
    add(query, "reasoning", reasoning);
    add(query, "inputAudio", inputAudio);
    add(query, "outputAudio", outputAudio);
    add(query, "cacheReadAudio", cacheReadAudio);
    add(query, "inputImage", inputImage);
    return query.toString();
  }

  @Override
  JsonBody local(Prices prices) {
    Instant time;
    try {
      time = at == null ? Instant.now() : Instant.parse(at);
    } catch (DateTimeException e) {
      throw new CliException(
          CliException.USAGE,
          "--at must be a time such as 2026-11-23T06:00:00Z: was \"%s\"".formatted(at));
    }
    TokenUsage usage =
        new TokenUsage(
            input,
            output,
            cacheRead,
            cacheWrite,
            reasoning,
            cacheWriteHour,
            inputAudio,
            outputAudio,
            cacheReadAudio,
            inputImage);
    PriceQuestion question = new PriceQuestion(model, provider, address, time, usage, true);
    return PriceJson.check(prices.check(question), prices.status());
  }

  @Override
  int print(JsonNode check, PrintWriter out) {
    out.println("considered");
    check.path("considered").forEach(text -> out.println("  " + Texts.clean(text.asText())));
    if (!check.path("source").isTextual()) {
      out.println("unpriced: " + check.path("unpriced").asText());
      out.println("lists");
      printLists(check, out);
      return CliException.NOT_FOUND;
    }
    out.println("row");
    out.println("  %s  by %s".formatted(text(check, "source"), text(check, "clause")));
    out.println(
        "  constraint %s; call at %s%s"
            .formatted(
                check.path("constraint").isTextual() ? text(check, "constraint") : "none",
                check.path("at").asText(),
                check.path("deprecated").asBoolean() ? "; the model is deprecated" : ""));
    printPrices(check, out);
    printCost(check, out);
    out.println("lists");
    printLists(check, out);
    return 0;
  }

  private static void printPrices(JsonNode check, PrintWriter out) {
    out.println("prices in US dollars for a million tokens, requests for a thousand");
    Table table = new Table(2);
    for (Map.Entry<String, JsonNode> price : check.path("prices").properties()) {
      table.add(List.of(cell("  " + price.getKey()), cell(price.getValue().asText())));
    }
    table.print(out);
    if (!check.path("notCounted").isEmpty()) {
      StringJoiner keys = new StringJoiner(", ");
      check.path("notCounted").forEach(key -> keys.add(key.asText()));
      out.println("  not in any cost, for spans do not count it: " + Texts.clean(keys.toString()));
    }
  }

  private void printCost(JsonNode check, PrintWriter out) {
    if (check.path("lines").isEmpty() && input == null && output == null) {
      return;
    }
    out.println("cost");
    Table table = new Table(1);
    for (JsonNode line : check.path("lines")) {
      JsonNode tier = line.path("tierStart");
      String above = tier.isNumber() ? " above " + Texts.count(tier.asLong()) : "";
      table.add(
          List.of(
              cell("  " + line.path("what").asText()),
              cell(Texts.count(line.path("count").asLong())),
              cell("× " + line.path("priceUsd").asText()),
              cell("/ " + Texts.count(line.path("per").asLong())),
              cell(text(line, "key") + above),
              cell("$" + line.path("usd").asText())));
    }
    table.print(out);
    out.println(
        check.path("totalUsd").isTextual()
            ? "  total $" + check.path("totalUsd").asText()
            : "  unpriced: " + Texts.clean(check.path("unpriced").asText()));
  }

  private static Table.Cell cell(String text) {
    return Table.Cell.of("  " + Texts.clean(text));
  }

  private static String text(JsonNode document, String field) {
    return Texts.clean(document.path(field).asText());
  }

  private static void add(StringJoiner query, String name, @Nullable Object value) {
    if (value != null) {
      query.add(
          name
              + "="
              + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20"));
    }
  }
}
