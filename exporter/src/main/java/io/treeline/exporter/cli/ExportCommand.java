package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.SessionListRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treeline export}: everything there is to know, for other programs. */
@Command(
    name = "export",
    description = {
      "Writes every span of a session, or of all, as JSON lines: one span a line, ordered by start"
          + " within its session, with content, attributes, events and links.",
      "",
      "The fields are those of GET /api/v1/spans/{traceId}/{spanId}."
    },
    footer = {
      "  treeline export order-4711 > order-4711.jsonl",
      "  treeline export --all --output sessions.jsonl",
      "  treeline export order-4711 | jq -r 'select(.operation == \"tool\") | .toolName'"
    })
final class ExportCommand extends ReadCommand {

  private static final String PAGE = "500";

  @Parameters(
      arity = "0..1",
      paramLabel = "<session-id>",
      description = "The session; see \"treeline sessions\".")
  @Nullable String sessionId;

  @Option(names = "--all", description = "All sessions, the oldest first.")
  boolean all;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<file>",
      description = "Writes to a file instead of the terminal; it must not exist yet.")
  @Nullable Path output;

  ExportCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) throws IOException {
    if ((sessionId == null) != all) {
      throw new CliException(CliException.USAGE, "name one session, or use --all");
    }
    if (output == null) {
      export(answers, new WriterStream(out));
      return;
    }
    if (Files.exists(output)) {
      throw new CliException(CliException.USAGE, "%s exists already".formatted(output));
    }
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(output))) {
      export(answers, file);
    }
  }

  private void export(Answers answers, OutputStream lines) throws IOException {
    if (sessionId != null) {
      answers.export(sessionId, lines);
      return;
    }
    String cursor = null;
    do {
      JsonNode page =
          answers.sessions(new SessionListRequest(FilterRequest.ALL, "startTime", PAGE, cursor));
      for (JsonNode session : page.get("sessions")) {
        exportIfThere(answers, session.get("sessionId").asText(), lines);
      }
      cursor = page.get("nextCursor").textValue();
    } while (cursor != null);
  }

  /** A session made up for want of an id is gone once a late span gives its trace one. */
  private static void exportIfThere(Answers answers, String id, OutputStream lines)
      throws IOException {
    try {
      answers.export(id, lines);
    } catch (CliException e) {
      if (e.exitCode != CliException.NOT_FOUND) {
        throw e;
      }
    }
  }

  /** Lines of UTF-8 onto a writer, so that no character is cut in two. */
  private static final class WriterStream extends OutputStream {
    private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    private final PrintWriter out;

    WriterStream(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      line.write(b);
      if (b == '\n') {
        out.write(line.toString(StandardCharsets.UTF_8));
        line.reset();
        checkWritten(out);
      }
    }
  }
}
