package io.treeline.javaagent.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A server on a free loopback port that answers as a test says, for wire formats that only one
 * library speaks.
 */
public final class LoopbackHttp implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Responder responder;

  private LoopbackHttp(HttpServer server, Responder responder) {
    this.server = server;
    this.responder = responder;
    server.setExecutor(executor);
    server.createContext("/", this::answer);
  }

  public static LoopbackHttp start(Responder responder) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LoopbackHttp loopback = new LoopbackHttp(server, responder);
    server.start();
    return loopback;
  }

  /** Without a path and without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What was received, in order of arrival. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(request);
      Reply reply = responder.reply(request);
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      exchange.sendResponseHeaders(reply.status(), 0);
      OutputStream out = exchange.getResponseBody();
      for (String chunk : reply.chunks()) {
        out.write(chunk.getBytes(StandardCharsets.UTF_8));
        out.flush();
        TimeUnit.MILLISECONDS.sleep(reply.pauseMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says what a request is answered. Called from several threads. */
  public interface Responder {
    Reply reply(Request request);
  }

  /** What was received. */
  public record Request(String path, Headers headers, String body) {}

  /**
   * What is answered.
   *
   * @param chunks of the body, each sent by itself
   * @param pauseMillis after each chunk
   */
  public record Reply(int status, String contentType, List<String> chunks, long pauseMillis) {

    public static Reply json(String body) {
      return json(200, body);
    }

    public static Reply json(int status, String body) {
      return new Reply(status, "application/json", List.of(body), 0);
    }

    /** One JSON object per line. */
    public static Reply lines(String... lines) {
      return new Reply(
          200,
          "application/x-ndjson",
          List.of(lines).stream().map(line -> line.replace("\n", "") + "\n").toList(),
          5);
    }

    /** Server-sent events, each with the given data. */
    public static Reply events(List<String> data) {
      return new Reply(
          200,
          "text/event-stream",
          data.stream().map(one -> "data:" + one.replace("\n", "") + "\n\n").toList(),
          5);
    }
  }
}
