package io.treeline.exporter.store.clickhouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an engine and answers for it what ClickHouse's servers answer when they refuse:
 * status, {@code X-ClickHouse-Exception-Code} and body are theirs, as the engine by itself asks
 * nobody for a password and has no quota.
 */
public final class RefusingClickHouse implements AutoCloseable {

  /** What is answered; no code for what is not ClickHouse. */
  public record Refusal(int status, int code, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final @Nullable Integer enginePort;
  private volatile @Nullable Refusal refusal;
  private volatile Predicate<String> refused = statement -> true;

  /**
   * Listens.
   *
   * @param enginePort where the engine is; null when everything is refused
   */
  public RefusingClickHouse(@Nullable Integer enginePort) {
    this.enginePort = enginePort;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** From now on. */
  public void refuse(Refusal answer) {
    refused = statement -> true;
    refusal = answer;
  }

  /** From now on, statements that add rows alone. */
  public void refuseInserts(Refusal answer) {
    refused = statement -> statement.toUpperCase(Locale.ROOT).contains("INSERT INTO");
    refusal = answer;
  }

  public void allow() {
    refusal = null;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Refusal answer = refusal;
    String statement =
        exchange.getRequestURI().getQuery() + new String(body, StandardCharsets.UTF_8);
    if (answer != null && refused.test(statement)) {
      if (answer.code() > 0) {
        exchange
            .getResponseHeaders()
            .set("X-ClickHouse-Exception-Code", String.valueOf(answer.code()));
      }
      send(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
      return;
    }
    forward(exchange, body);
  }

  private void forward(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + enginePort + exchange.getRequestURI()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(Locale.ROOT).startsWith("x-clickhouse")) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (name.toLowerCase(Locale.ROOT).startsWith("x-clickhouse")) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      send(exchange, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
