package io.treeline.exporter.transfer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.treeline.exporter.decode.DecodedBatch;
import io.treeline.exporter.decode.DecodedLogs;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.decode.RawLog;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.store.JsonText;
import io.treeline.exporter.store.TableFiles;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads files that {@link Exporter} wrote, and OTLP's JSON of anybody, compressed with gzip or not;
 * tells the formats apart itself. Not thread-safe: one for each file.
 */
public final class Importer {

  private static final int AT_ONCE = 500;
  private static final List<Field> TYPES = List.of(new Field(JsonRows.TYPE, Field.Type.TEXT));

  private final ImportSink sink;
  private final TableFiles tables;
  private final List<Span> spans = new ArrayList<>();
  private final List<LogRecord> logs = new ArrayList<>();
  private final List<Score> scores = new ArrayList<>();
  private long spanCount;
  private long logCount;
  private long scoreCount;
  private long records;
  private boolean ended;

  /**
   * @param sink keeps what is read
   * @param tables reads Parquet
   */
  public Importer(ImportSink sink, TableFiles tables) {
    this.sink = sink;
    this.tables = tables;
  }

  /**
   * Imports a file. What was read before a mistake in it is kept: importing the mended file once
   * more does no harm.
   *
   * @throws QueryException INVALID_ARGUMENT that names the record and what is wrong with it
   * @throws io.treeline.exporter.store.StoreException when it cannot be kept now
   */
  public ImportResult run(InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file, 1 << 16);
    if (starts(in, 0x1f, 0x8b)) {
      in = new BufferedInputStream(new GZIPInputStream(in), 1 << 16);
    }
    try {
      if (starts(in, 'P', 'A', 'R', '1')) {
        parquet(in);
      } else if (starts(in, 't', 'y', 'p', 'e', ',')) {
        csv(in);
      } else if (starts(in, '{', '"', 't', 'y', 'p', 'e', '"')) {
        lines(in);
      } else {
        otlp(in);
      }
      flush();
    } catch (IllegalStateException | IllegalArgumentException | java.time.DateTimeException e) {
      throw QueryException.invalid(
          "record %d cannot be imported: %s".formatted(records, e.getMessage()));
    }
    return new ImportResult(spanCount, logCount, scoreCount, ended);
  }

  private static boolean starts(InputStream in, int... bytes) throws IOException {
    in.mark(bytes.length);
    boolean same = true;
    for (int expected : bytes) {
      same &= in.read() == expected;
    }
    in.reset();
    return same;
  }

  private void lines(InputStream in) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16)) {
      String line = reader.readLine();
      while (line != null) {
        records++;
        if (!line.isBlank()) {
          row(line);
        }
        line = reader.readLine();
      }
    }
  }

  private void row(String object) {
    String type = JsonRows.row(TYPES, object).required(JsonRows.TYPE);
    RowReader.object(type, object, this::row);
    ended |= type.equals(RowWriter.END);
  }

  private void otlp(InputStream in) throws IOException {
    ObjectMapper mapper = JsonText.mapper();
    try (JsonParser parser = mapper.createParser(in);
        MappingIterator<JsonNode> values = mapper.readerFor(JsonNode.class).readValues(parser)) {
      while (values.hasNextValue()) {
        records++;
        JsonNode object = values.nextValue();
        if (object.has("resourceSpans") || object.has("resource_spans")) {
          otlpSpans(mapper, object);
        } else if (object.has("resourceLogs") || object.has("resource_logs")) {
          otlpLogs(mapper, object);
        } else {
          throw new IllegalArgumentException(
              "it is neither a line of an export (with a \"type\") nor OTLP's JSON (with"
                  + " \"resourceSpans\" or \"resourceLogs\")");
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "it is no JSON (%s): a file must be jsonl, csv, parquet or OTLP's JSON"
              .formatted(e.getOriginalMessage()),
          e);
    }
  }

  private void otlpSpans(ObjectMapper mapper, JsonNode object) throws IOException {
    byte[] request = mapper.writeValueAsBytes(object);
    DecodedBatch batch = OtlpFormat.JSON.decode(request);
    if (!batch.spans().isEmpty() && batch.spans().stream().allMatch(OtlpSpans::isOurs)) {
      for (RawSpan span : batch.spans()) {
        row(RowWriter.SPAN, OtlpSpans.row(span));
      }
    } else if (!batch.spans().isEmpty()) {
      spanCount += sink.otlpSpans(request);
    }
    if (object.has("treeline")) {
      row(object.get("treeline").toString());
    }
  }

  private void otlpLogs(ObjectMapper mapper, JsonNode object) throws IOException {
    byte[] request = mapper.writeValueAsBytes(object);
    DecodedLogs batch = OtlpFormat.JSON.decodeLogs(request);
    List<String> ours = new ArrayList<>();
    for (RawLog log : batch.logs()) {
      String record = OtlpSpans.record(log.attributes());
      if (record != null) {
        ours.add(record);
      }
    }
    if (ours.size() == batch.logs().size()) {
      ours.forEach(this::row);
    } else {
      logCount += sink.otlpLogs(request);
    }
  }

  private void csv(InputStream in) throws IOException {
    try (Reader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16)) {
      List<@Nullable String> names = Objects.requireNonNull(CsvRows.read(reader));
      List<Field> fields = names.stream().map(name -> field(name == null ? "" : name)).toList();
      List<@Nullable String> line = CsvRows.read(reader);
      while (line != null) {
        records++;
        if (line.size() != fields.size()) {
          throw new IllegalArgumentException(
              "it has %d values, and the file %d columns: it is cut off or was changed"
                  .formatted(line.size(), fields.size()));
        }
        Fields row = new Fields();
        for (int i = 0; i < fields.size(); i++) {
          row.put(fields.get(i).name(), CsvRows.value(fields.get(i), line.get(i)));
        }
        table(row);
        line = CsvRows.read(reader);
      }
    }
  }

  private static Field field(String name) {
    return TableRows.of(true).columns().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElse(new Field(name, Field.Type.TEXT));
  }

  private void parquet(InputStream in) throws IOException {
    Path directory = Files.createTempDirectory("treeline-import");
    try {
      Path file = directory.resolve("import.parquet");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      TableRows table = TableRows.of(true);
      tables.read(
          file,
          table.fileColumns(),
          values -> {
            records++;
            table(Fields.of(table.columns(), values));
          });
    } finally {
      Exporter.delete(directory);
    }
  }

  private void table(Fields row) {
    ended |= RowWriter.END.equals(row.text(JsonRows.TYPE));
    TableRows.read(row, this::row);
  }

  private void row(String type, Fields row) {
    switch (type) {
      case RowWriter.SPAN -> spans.add(SpanRows.span(row));
      case RowWriter.LOG -> logs.add(OtherRows.log(row));
      case RowWriter.SCORE -> scores.add(OtherRows.score(row));
      case RowWriter.SESSION -> {
        String tag = row.text("tag");
        if (tag != null) {
          sink.tag(row.required("sessionId"), tag);
        }
      }
      default -> {}
    }
    if (spans.size() >= AT_ONCE || logs.size() >= AT_ONCE || scores.size() >= AT_ONCE) {
      flush();
    }
  }

  private void flush() {
    if (!spans.isEmpty()) {
      sink.spans(List.copyOf(spans));
    }
    if (!logs.isEmpty()) {
      sink.logs(List.copyOf(logs));
    }
    if (!scores.isEmpty()) {
      sink.scores(List.copyOf(scores));
    }
    spanCount += spans.size();
    logCount += logs.size();
    scoreCount += scores.size();
    spans.clear();
    logs.clear();
    scores.clear();
  }
}
