package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.treeline.exporter.api.AggregateJson;
import io.treeline.exporter.api.AnalysisJson;
import io.treeline.exporter.api.JsonBody;
import io.treeline.exporter.api.SearchJson;
import io.treeline.exporter.api.SqlJson;
import io.treeline.exporter.api.ViewJson;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.query.AggregateRequest;
import io.treeline.exporter.query.ExportRequest;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.SearchRequest;
import io.treeline.exporter.query.SessionListRequest;
import io.treeline.exporter.query.SessionTree;
import io.treeline.exporter.query.SqlRequest;
import io.treeline.exporter.transfer.ExportFormat;
import io.treeline.exporter.transfer.Exporter;
import io.treeline.exporter.transfer.ImportResult;
import io.treeline.exporter.transfer.Importer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Documents straight from the store of an exporter that is not running. */
final class StoreAnswers implements Answers {

  private final ReadCommands.OpenStore store;

  private StoreAnswers(ReadCommands.OpenStore store) {
    this.store = store;
  }

  static StoreAnswers open(ReadCommands.StoreOpener opener, Path directory, ProjectId project) {
    // Opening creates what is missing: reading must not.
    if (!Files.isDirectory(directory)) {
      throw new CliException(
          CliException.UNREACHABLE, "no data directory " + directory.toAbsolutePath());
    }
    try {
      return new StoreAnswers(opener.open(directory, project));
    } catch (RuntimeException e) {
      throw new CliException(
          CliException.UNREACHABLE,
          e.getMessage() + "; is an exporter running on it? Then use --url instead of --data");
    }
  }

  @Override
  public JsonNode sessions(SessionListRequest request) {
    return ask(() -> ViewJson.sessions(store.query().sessions(request)));
  }

  @Override
  public JsonNode session(String sessionId) {
    return ask(() -> ViewJson.session(store.query().session(sessionId)));
  }

  @Override
  public JsonNode analysis(String sessionId) {
    return ask(() -> AnalysisJson.analysis(sessionId, store.query().analysis(sessionId)));
  }

  @Override
  public JsonNode tree(String sessionId, String by) {
    return ask(() -> ViewJson.tree(store.query().tree(sessionId, SessionTree.By.of(by))));
  }

  @Override
  public JsonNode aggregate(AggregateRequest request) {
    return ask(() -> AggregateJson.aggregates(store.query().aggregate(request)));
  }

  @Override
  public JsonNode search(SearchRequest request) {
    return ask(() -> SearchJson.page(store.query().search(request)));
  }

  @Override
  public JsonNode sql(SqlRequest request) {
    return ask(() -> SqlJson.answer(store.query().sql(request)));
  }

  @Override
  public JsonNode reprice(FilterRequest filter, boolean dryRun) {
    throw new CliException(
        CliException.USAGE,
        "the prices in force are those of a running exporter: start it and use --url instead of"
            + " --data");
  }

  @Override
  public void delete(String sessionId) {
    ask(
        () -> {
          store.query().deleteSession(sessionId);
          return out -> out.writeNull();
        });
  }

  @Override
  public void backup(OutputStream out) throws IOException {
    try {
      store.query().backup(out);
    } catch (QueryException e) {
      throw failure(e);
    }
  }

  @Override
  public void export(ExportRequest request, boolean spans, ExportFormat format, OutputStream out)
      throws IOException {
    try {
      new Exporter(store.query().exports(), store.tables()).write(request, spans, format, out);
    } catch (QueryException e) {
      throw failure(e);
    }
  }

  @Override
  public JsonNode importFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      ImportResult result = new Importer(store.imports(), store.tables()).run(in);
      return JsonNodeFactory.instance
          .objectNode()
          .put("spans", result.spans())
          .put("logs", result.logs())
          .put("scores", result.scores())
          .put("complete", result.complete());
    } catch (QueryException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    store.close();
  }

  private static JsonNode ask(Supplier<JsonBody> question) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      question.get().writeTo(bytes);
      return Documents.READER.readTree(bytes.toByteArray());
    } catch (QueryException e) {
      throw failure(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CliException failure(QueryException e) {
    int exitCode =
        switch (e.reason()) {
          case INVALID_ARGUMENT -> CliException.USAGE;
          case NOT_FOUND -> CliException.NOT_FOUND;
          case UNAVAILABLE -> CliException.UNREACHABLE;
        };
    return new CliException(exitCode, String.valueOf(e.getMessage()));
  }
}
