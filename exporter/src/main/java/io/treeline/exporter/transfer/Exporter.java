package io.treeline.exporter.transfer;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.query.ExportRequest;
import io.treeline.exporter.query.ExportedSession;
import io.treeline.exporter.query.Exports;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.store.TableFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is stored to a stream. Each session ends with a row that has a cursor, and a complete
 * export with a row of type {@code end}: one that broke off goes on behind the last cursor in it.
 */
public final class Exporter {

  static final List<Field> END = SpanRows.fields("sessions# spans# nextCursor");

  private final Exports exports;
  private final TableFiles tables;

  /**
   * @param exports what is stored
   * @param tables writes Parquet
   */
  public Exporter(Exports exports, TableFiles tables) {
    this.exports = exports;
    this.tables = tables;
  }

  /** Is told where to go on, before the first byte of a file that is made as a whole. */
  public interface NextCursor {
    void known(@Nullable String cursor);
  }

  /**
   * As {@link #write(ExportRequest, boolean, ExportFormat, OutputStream)}.
   *
   * @param next told in the formats whose rows nobody can read on the way, which is Parquet
   */
  public @Nullable String write(
      ExportRequest request, boolean spans, ExportFormat format, OutputStream out, NextCursor next)
      throws IOException {
    return format == ExportFormat.PARQUET
        ? parquet(request, spans, out, next)
        : write(request, spans, format, out);
  }

  /**
   * Writes an export.
   *
   * @param spans whether spans with all that goes with them; else the sessions' numbers
   * @return where to go on; null when all was written
   * @throws QueryException INVALID_ARGUMENT also when sessions are asked for as OTLP
   */
  public @Nullable String write(
      ExportRequest request, boolean spans, ExportFormat format, OutputStream out)
      throws IOException {
    return switch (format) {
      case JSONL ->
          rows(
              request,
              spans,
              (type, fields, row) ->
                  out.write(
                      (JsonRows.text(type, fields, row) + "\n").getBytes(StandardCharsets.UTF_8)));
      case CSV -> csv(request, spans, out);
      case PARQUET -> parquet(request, spans, out, cursor -> {});
      case OTLP -> otlp(request, spans, out);
    };
  }

  private @Nullable String csv(ExportRequest request, boolean spans, OutputStream out)
      throws IOException {
    TableRows table = TableRows.of(spans);
    boolean[] headed = new boolean[1];
    return rows(
        request,
        spans,
        (type, fields, row) -> {
          StringBuilder lines = new StringBuilder();
          // Not before the first row: what cannot be answered must be refused first. An export
          // that goes on has its heads already.
          if (!headed[0] && request.cursor() == null) {
            lines.append(CsvRows.line(table.columns().stream().map(Field::name).toList()));
          }
          headed[0] = true;
          lines.append(CsvRows.line(table.values(type, fields, row)));
          out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        });
  }

  private @Nullable String parquet(
      ExportRequest request, boolean spans, OutputStream out, NextCursor known) throws IOException {
    Path directory = Files.createTempDirectory("treeline-export");
    try {
      Path file = directory.resolve("export.parquet");
      @Nullable String[] next = new String[1];
      TableRows table = TableRows.of(spans);
      tables.write(
          file,
          table.fileColumns(),
          sink ->
              next[0] =
                  rows(
                      request,
                      spans,
                      (type, fields, row) -> sink.add(table.values(type, fields, row))));
      known.known(next[0]);
      Files.copy(file, out);
      return next[0];
    } finally {
      delete(directory);
    }
  }

  private @Nullable String otlp(ExportRequest request, boolean spans, OutputStream out)
      throws IOException {
    if (!spans) {
      throw QueryException.invalid(
          "sessions cannot be exported as otlp, which has spans only: use jsonl, csv or parquet, or"
              + " export spans");
    }
    OtlpLines lines = new OtlpLines(out);
    Counting counting = new Counting(lines::add, lines::add);
    String next = exports.run(request, true, counting);
    lines.end(counting.end(next));
    return next;
  }

  private @Nullable String rows(ExportRequest request, boolean spans, RowWriter out)
      throws IOException {
    Counting counting =
        new Counting(session -> add(session, spans, out), scores -> add(scores, out));
    String next = exports.run(request, spans, counting);
    out.add(RowWriter.END, END, counting.end(next));
    return next;
  }

  private static void add(ExportedSession session, boolean spans, RowWriter out)
      throws IOException {
    if (spans) {
      String id = session.summary().sessionId();
      session.pieces(
          (piece, last) -> {
            for (Span span : piece) {
              out.add(
                  RowWriter.SPAN,
                  SpanRows.FIELDS,
                  SpanRows.row(span, id, session.paths().get(span.key())));
            }
          });
      for (LogRecord log : session.logs()) {
        out.add(RowWriter.LOG, OtherRows.LOG, OtherRows.row(log));
      }
      add(session.scores(), out);
    }
    out.add(RowWriter.SESSION, OtherRows.SESSION, OtherRows.row(session));
  }

  private static void add(List<Score> scores, RowWriter out) throws IOException {
    for (Score score : scores) {
      out.add(RowWriter.SCORE, OtherRows.SCORE, OtherRows.row(score));
    }
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Takes one part of an export. */
  private interface Part<T> {
    void add(T part) throws IOException;
  }

  /** Counts what goes by. */
  private static final class Counting implements Exports.Visitor {
    private final Part<ExportedSession> ofSession;
    private final Part<List<Score>> ofScores;
    private long sessions;
    private long spans;

    Counting(Part<ExportedSession> ofSession, Part<List<Score>> ofScores) {
      this.ofSession = ofSession;
      this.ofScores = ofScores;
    }

    @Override
    public void session(ExportedSession session) throws IOException {
      ofSession.add(session);
      sessions++;
      spans += session.spans().size();
    }

    @Override
    public void scores(List<Score> scores) throws IOException {
      ofScores.add(scores);
    }

    Fields end(@Nullable String next) {
      return new Fields().put("sessions", sessions).put("spans", spans).put("nextCursor", next);
    }
  }
}
