package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code treeline import}: files that {@code treeline export} wrote, and OTLP's JSON. */
@Command(
    name = "import",
    description = {
      "Reads files that \"treeline export\" wrote, in any of its formats, and OpenTelemetry's JSON"
          + " of other programs, compressed with gzip or not.",
      "",
      "Spans, log records and scores come back as they were, costs included. What is stored already"
          + " is left alone, so that importing a file again changes nothing."
    },
    footer = {
      "  treeline import sessions.jsonl november.parquet",
      "  treeline import --data ./data sessions.jsonl"
    })
final class ImportCommand extends ReadCommand {

  @Parameters(arity = "1..*", paramLabel = "<file>", description = "The files.")
  List<Path> files = new ArrayList<>();

  ImportCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) throws IOException {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new CliException(CliException.USAGE, "no file " + file);
      }
    }
    for (Path file : files) {
      JsonNode kept = answers.importFile(file);
      out.printf(
          "%s: %s spans, %s log records, %s scores%s%n",
          file,
          kept.get("spans"),
          kept.get("logs"),
          kept.get("scores"),
          kept.get("complete").asBoolean() ? "" : "; the file does not say that it is complete");
    }
  }
}
