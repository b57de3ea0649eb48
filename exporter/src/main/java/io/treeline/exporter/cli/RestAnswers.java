package io.treeline.exporter.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.query.AggregateRequest;
import io.treeline.exporter.query.ExportRequest;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.SearchRequest;
import io.treeline.exporter.query.SessionListRequest;
import io.treeline.exporter.query.SqlRequest;
import io.treeline.exporter.transfer.ExportFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Documents from a running exporter. */
final class RestAnswers implements Answers {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final String base;
  private final @Nullable String apiKey;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

  RestAnswers(String url, @Nullable String apiKey) {
    this.apiKey = apiKey;
    base = url.replaceAll("/+$", "");
  }

  @Override
  public JsonNode sessions(SessionListRequest request) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    request.filter().values().forEach((name, all) -> all.forEach(v -> add(query, name, v)));
    add(query, "sort", request.sort());
    add(query, "limit", request.limit());
    add(query, "cursor", request.cursor());
    return read("/api/v1/sessions" + query);
  }

  @Override
  public JsonNode session(String sessionId) {
    return read("/api/v1/sessions/" + escape(sessionId));
  }

  @Override
  public JsonNode analysis(String sessionId) {
    return read("/api/v1/sessions/" + escape(sessionId) + "/analysis");
  }

  @Override
  public JsonNode tree(String sessionId, String by) {
    return read("/api/v1/sessions/" + escape(sessionId) + "/tree?by=" + escape(by));
  }

  @Override
  public JsonNode aggregate(AggregateRequest request) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    request.filter().values().forEach((name, all) -> all.forEach(v -> add(query, name, v)));
    add(query, "groupBy", request.groupBy());
    add(query, "interval", request.interval());
    add(query, "scope", request.scope());
    add(query, "sort", request.sort());
    add(query, "limit", request.limit());
    add(query, "measures", request.measures());
    return read("/api/v1/aggregates" + query);
  }

  @Override
  public JsonNode search(SearchRequest request) {
    StringJoiner query = new StringJoiner("&", "?", "");
    add(query, "q", request.text());
    add(query, "from", request.from());
    add(query, "to", request.to());
    add(query, "in", request.in());
    add(query, "limit", request.limit());
    add(query, "cursor", request.cursor());
    return read("/api/v1/search" + query);
  }

  @Override
  public JsonNode sql(SqlRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("sql", request.sql());
    if (request.limit() != null) {
      body.put("limit", request.limit());
    }
    return read(
        "/api/v1/sql",
        HttpRequest.newBuilder()
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  @Override
  public void export(ExportRequest request, boolean spans, ExportFormat format, OutputStream out)
      throws IOException {
    StringJoiner query = new StringJoiner("&", "?", "");
    query.add("format=" + format.name().toLowerCase(Locale.ROOT));
    request.filter().values().forEach((name, all) -> all.forEach(v -> add(query, name, v)));
    add(query, "session", request.session());
    add(query, "limit", request.limit());
    add(query, "cursor", request.cursor());
    try (InputStream body = get("/api/v1/export/" + (spans ? "spans" : "sessions") + query)) {
      body.transferTo(out);
    }
  }

  @Override
  public JsonNode reprice(FilterRequest filter, boolean dryRun) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("dryRun", dryRun);
    filter.values().forEach((name, all) -> all.forEach(body.putArray(name)::add));
    return read(
        "/api/v1/prices/reprice",
        HttpRequest.newBuilder()
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  @Override
  public void delete(String sessionId) {
    read("/api/v1/sessions/" + escape(sessionId), HttpRequest.newBuilder().DELETE());
  }

  @Override
  public void backup(OutputStream out) throws IOException {
    try (InputStream body = get("/api/v1/backup")) {
      body.transferTo(out);
    }
  }

  @Override
  public JsonNode importFile(Path file) throws IOException {
    return read(
        "/api/v1/import",
        HttpRequest.newBuilder()
            .header("content-type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofFile(file)));
  }

  @Override
  public void close() {}

  /** The document of a resource. */
  JsonNode read(String path) {
    return read(path, HttpRequest.newBuilder());
  }

  private JsonNode read(String path, HttpRequest.Builder request) {
    try (InputStream body = send(path, request)) {
      return Documents.READER.readTree(body);
    } catch (JsonProcessingException e) {
      throw notAnExporter(e.getOriginalMessage());
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private InputStream get(String path) {
    return send(path, HttpRequest.newBuilder());
  }

  /** Body of a 200; everything else is thrown. */
  private InputStream send(String path, HttpRequest.Builder builder) {
    HttpResponse<InputStream> response;
    try {
      if (apiKey != null) {
        builder.header("x-api-key", apiKey);
      }
      HttpRequest request = builder.uri(URI.create(base + path)).build();
      response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IllegalArgumentException e) {
      throw new CliException(
          CliException.USAGE,
          "--url must be an http address such as http://127.0.0.1:4319: was \"%s\""
              .formatted(base));
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(CliException.UNREACHABLE, "interrupted");
    }
    if (response.statusCode() != 200) {
      throw failure(response);
    }
    return response.body();
  }

  private CliException failure(HttpResponse<InputStream> response) {
    String message;
    try (InputStream body = response.body()) {
      message = Documents.READER.readTree(body).at("/error/message").textValue();
    } catch (IOException e) {
      message = null;
    }
    if (message == null) {
      return notAnExporter("HTTP status " + response.statusCode());
    }
    int exitCode =
        switch (response.statusCode()) {
          case 400 -> CliException.USAGE;
          case 404 -> CliException.NOT_FOUND;
          default -> CliException.UNREACHABLE;
        };
    return new CliException(exitCode, message);
  }

  private CliException notAnExporter(String was) {
    return new CliException(
        CliException.UNREACHABLE,
        "what answers at %s is not a Treeline exporter: %s".formatted(base, was));
  }

  private CliException unreachable(IOException cause) {
    String reason = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    return new CliException(
        CliException.UNREACHABLE,
        "no exporter answers at "
            + base
            + reason
            + ": start one with \"java -jar treeline.jar\", name another with --url, or read the"
            + " files of a stopped one with --data");
  }

  private static void add(StringJoiner query, String name, @Nullable String value) {
    if (value != null) {
      query.add(name + "=" + escape(value));
    }
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
