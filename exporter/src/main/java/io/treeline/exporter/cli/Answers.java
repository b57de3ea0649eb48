package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.AggregateRequest;
import io.treeline.exporter.query.ExportRequest;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.SearchRequest;
import io.treeline.exporter.query.SessionListRequest;
import io.treeline.exporter.query.SqlRequest;
import io.treeline.exporter.transfer.ExportFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Where the documents of docs/api.md come from.
 *
 * <p>Every method throws {@link CliException} when there is no answer.
 */
interface Answers extends AutoCloseable {

  /** A page of sessions. */
  JsonNode sessions(SessionListRequest request);

  /** A session's numbers. */
  JsonNode session(String sessionId);

  /** What a session's spans mean together. */
  JsonNode analysis(String sessionId);

  /** A session's tree, by {@code span} or {@code path}. */
  JsonNode tree(String sessionId, String by);

  /** Numbers of spans by group. */
  JsonNode aggregate(AggregateRequest request);

  /** A page of a search in content. */
  JsonNode search(SearchRequest request);

  /** Answer to a question in SQL. */
  JsonNode sql(SqlRequest request);

  /** Writes an export. */
  void export(ExportRequest request, boolean spans, ExportFormat format, OutputStream out)
      throws IOException;

  /** Imports a file: what it kept. */
  JsonNode importFile(Path file) throws IOException;

  /** Works out costs of stored calls anew. */
  JsonNode reprice(FilterRequest filter, boolean dryRun);

  /** Deletes a session for good. */
  void delete(String sessionId);

  /** Writes a copy of the project's database. */
  void backup(OutputStream out) throws IOException;

  @Override
  void close();
}
