package io.treeline.exporter.cli;

import io.treeline.exporter.query.ExportRequest;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.transfer.ExportFormat;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treeline export}: everything there is to know, for other programs. */
@Command(
    name = "export",
    description = {
      "Writes sessions to a file: every span with content, attributes, events and links, and the"
          + " log records and scores of it. \"treeline import\" reads all formats back without"
          + " loss.",
      "",
      "jsonl: one JSON object a line, of type span, log, score or session. csv and parquet: the"
          + " same as a table. otlp: OpenTelemetry's JSON, one export request a line."
    },
    footer = {
      "  treeline export order-4711 > order-4711.jsonl",
      "  treeline export --all --output sessions.jsonl",
      "  treeline export --all --output sessions.jsonl --resume",
      "  treeline export --from 2026-11-01T00:00:00Z --status error --format parquet -o"
          + " november.parquet",
      "  treeline export --all --sessions --format csv -o sessions.csv",
      "  treeline export order-4711 | jq -r 'select(.operation == \"tool\") | .toolName'"
    })
final class ExportCommand extends ReadCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "<session-id>",
      description = "The session; see \"treeline sessions\".")
  @Nullable String sessionId;

  @Option(names = "--all", description = "All sessions that meet the conditions, the oldest first.")
  boolean all;

  @Mixin FilterOptions filter = new FilterOptions();

  @Option(names = "--sessions", description = "Numbers of sessions only, without their spans.")
  boolean sessionsOnly;

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "jsonl, csv, parquet or otlp. Default: jsonl")
  @Nullable String format;

  @Option(
      names = "--limit",
      paramLabel = "<count>",
      description = "At most so many sessions; the last line says where to go on.")
  @Nullable String limit;

  @Option(
      names = "--cursor",
      paramLabel = "<cursor>",
      description = "Goes on where an export with the same conditions ended.")
  @Nullable String cursor;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<file>",
      description = "Writes to a file instead of the terminal; it must not exist yet.")
  @Nullable Path output;

  @Option(
      names = "--resume",
      description = "Goes on with the file of an export that broke off, behind its last session.")
  boolean resume;

  ExportCommand(ReadCommands.StoreOpener opener) {
    super(opener);
  }

  @Override
  void run(Answers answers, PrintWriter out) throws IOException {
    FilterRequest conditions = filter.request();
    boolean some = all || !conditions.values().isEmpty();
    if ((sessionId == null) != some) {
      throw new CliException(
          CliException.USAGE, "name one session, or use --all or conditions such as --from");
    }
    ExportFormat type = type();
    ExportRequest request = new ExportRequest(conditions, sessionId, limit, cursor);
    if (output == null) {
      if (type == ExportFormat.PARQUET) {
        throw new CliException(
            CliException.USAGE, "parquet cannot be written to the terminal: use --output <file>");
      }
      answers.export(request, !sessionsOnly, type, new WriterStream(out));
      return;
    }
    if (resume) {
      request = resumed(output, type, request);
    } else if (Files.exists(output)) {
      throw new CliException(
          CliException.USAGE,
          "%s exists already; --resume goes on with an export that broke off".formatted(output));
    }
    try (OutputStream file =
        new BufferedOutputStream(
            Files.newOutputStream(output, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      answers.export(request, !sessionsOnly, type, file);
    }
  }

  private ExportFormat type() {
    try {
      return ExportFormat.of(format);
    } catch (QueryException e) {
      throw new CliException(CliException.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static ExportRequest resumed(Path file, ExportFormat type, ExportRequest request)
      throws IOException {
    if (type == ExportFormat.PARQUET) {
      throw new CliException(
          CliException.USAGE,
          "a parquet file that broke off cannot be read: write several with --limit and --cursor");
    }
    if (!Files.exists(file)) {
      return request;
    }
    BrokenExport broken = BrokenExport.of(file);
    if (broken.complete()) {
      throw new CliException(CliException.USAGE, "%s is complete".formatted(file));
    }
    broken.cutBehindLastSession(file);
    return new ExportRequest(request.filter(), request.session(), request.limit(), broken.cursor());
  }

  /** Lines of UTF-8 onto a writer, so that no character is cut in two. */
  private static final class WriterStream extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
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
