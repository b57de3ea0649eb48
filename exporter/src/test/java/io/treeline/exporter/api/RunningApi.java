package io.treeline.exporter.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.treeline.exporter.access.Gate;
import io.treeline.exporter.mcp.McpService;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.pricing.Pricer;
import io.treeline.exporter.pricing.Prices;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import io.treeline.exporter.store.duckdb.ParquetFiles;
import io.treeline.exporter.transfer.StoreImports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** The API on a port of its own over a store of its own. */
public final class RunningApi implements AutoCloseable {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  public final SpanStore store;
  public final LiveFeed live;
  public final HttpClient client = HttpClient.newHttpClient();
  private final Server server;

  public RunningApi(Path directory) {
    this(directory, new LiveFeed());
  }

  RunningApi(Path directory, LiveFeed live) {
    this.live = live;
    store = DuckDbSpanStore.open(directory);
    ServerBuilder builder =
        Server.builder()
            .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .maxRequestLength(1 << 20);
    Logins.install(builder, Gate.open(), Clock.systemUTC());
    ProjectServices.install(builder, projects());
    ProjectViews views = only(new ProjectViews.View(new QueryService(store), live));
    PriceServices.install(builder, Prices.shipped(), views, Pricer.load()::price);
    McpService.install(builder, views, "1.2.3");
    TransferServices.install(builder, views, id -> new StoreImports(store), new ParquetFiles());
    ApiServices.install(
        builder, views, new ApiServices.ProcessInfo("1.2.3", () -> Map.of("spans", 7L)), true);
    server = builder.build();
    server.start().join();
  }

  /** Names without stores. */
  private static ProjectAdmin projects() {
    ConcurrentSkipListSet<ProjectId> names = new ConcurrentSkipListSet<>(Set.of(ProjectId.DEFAULT));
    return new ProjectAdmin() {
      @Override
      public SortedSet<ProjectId> projects() {
        return names;
      }

      @Override
      public void create(ProjectId project) {
        names.add(project);
      }

      @Override
      public void delete(ProjectId project) {
        names.remove(project);
      }
    };
  }

  /** The same for every project. */
  private static ProjectViews only(ProjectViews.View view) {
    return new ProjectViews() {
      @Override
      public View of(ProjectId project) {
        return view;
      }

      @Override
      public Collection<View> used() {
        return List.of(view);
      }
    };
  }

  public int port() {
    return server.activeLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public void write(Span... spans) {
    store.writer().write(List.of(spans));
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The JSON of an answer that must be a 200. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return get(path, 200);
  }

  /** The JSON of an answer that must have this status. */
  public JsonNode get(String path, int status) throws IOException, InterruptedException {
    HttpResponse<String> response = send(request(path).build());
    if (response.statusCode() != status) {
      throw new AssertionError(
          path + " gave " + response.statusCode() + ", not " + status + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** The JSON of an answer to posted JSON that must have this status. */
  public JsonNode post(String path, String body, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(
            request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    if (response.statusCode() != status) {
      throw new AssertionError(
          path + " gave " + response.statusCode() + ", not " + status + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Code and message of an error, as {@code CODE: message}. */
  public String error(String path, int status) throws IOException, InterruptedException {
    JsonNode error = get(path, status).get("error");
    return error.get("code").asText() + ": " + error.get("message").asText();
  }

  @Override
  public void close() {
    server.stop().join();
    live.close();
    store.close();
  }
}
