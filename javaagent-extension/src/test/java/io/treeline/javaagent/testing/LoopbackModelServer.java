package io.treeline.javaagent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on a free loopback port that speaks OpenAI's chat completions, Responses, completions
 * and embeddings APIs, Anthropic's Messages API, Bedrock's and Gemini's, in the shapes the real
 * ones answer.
 *
 * <p>The model asked for says what happens, so that scenarios run beside each other: {@code tools…}
 * chooses the tool {@code lookup_order} unless a result has come back, {@code error…} answers 400,
 * {@code flaky…} answers 429 to every first request of a model, {@code slow…} answers after two
 * seconds, {@code broken…} breaks its stream midway, {@code hanging…} stops sending midway; any
 * other model answers "Hello from {model}".
 */
public final class LoopbackModelServer implements AutoCloseable {

  private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");

  /** Azure, Bedrock and Gemini name the model in the path. */
  private static final Pattern MODEL_IN_PATH =
      Pattern.compile("/(?:deployments|models?)/([^/:]+)[/:]");

  private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");
  private static final String NO_SUCH_THING = "No such thing: sk-" + "a".repeat(24);
  private static final long SLOW_MILLIS = 2_000;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<ModelServerRequest> requests = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

  private LoopbackModelServer(HttpServer server) {
    this.server = server;
    server.setExecutor(executor);
    server.createContext("/", this::answer);
  }

  public static LoopbackModelServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LoopbackModelServer models = new LoopbackModelServer(server);
    server.start();
    return models;
  }

  /** With the version in its path, as clients want it. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What was received for a model, in order of arrival. */
  public List<ModelServerRequest> requests(String model) {
    return requests.stream().filter(request -> request.model().equals(model)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      String model = model(path, body);
      requests.add(new ModelServerRequest(model, path, exchange.getRequestHeaders(), body));
      int count = counts.computeIfAbsent(model, m -> new AtomicInteger()).incrementAndGet();
      if (model.startsWith("error")) {
        send(exchange, 400, error(path, 400, "invalid_request_error", NO_SUCH_THING));
      } else if (model.startsWith("flaky") && count == 1) {
        exchange.getResponseHeaders().set("Retry-After-Ms", "5");
        send(exchange, 429, error(path, 429, "rate_limit_exceeded", "Slow down"));
      } else if (BedrockAgentAnswers.isAgent(path)) {
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.amazon.eventstream");
        stream(exchange, model, BedrockAgentAnswers.conversation(), BedrockAnswers.FILLER);
      } else if (BedrockAgentAnswers.isRetrieval(path)) {
        send(exchange, 200, BedrockAgentAnswers.RETRIEVED);
      } else if (BedrockAnswers.streams(path)) {
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.amazon.eventstream");
        stream(exchange, model, BedrockAnswers.stream(path, model, body), BedrockAnswers.FILLER);
      } else if (STREAM.matcher(body).find() || path.contains(":stream")) {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        List<byte[]> events =
            ModelAnswers.stream(path, model, body).stream()
                .map(event -> event.getBytes(StandardCharsets.UTF_8))
                .toList();
        // Azure's client takes a comment for an answer it cannot read.
        String filler = path.contains("/deployments/") ? "\n" : ": still there\n\n";
        stream(exchange, model, events, filler.getBytes(StandardCharsets.UTF_8));
      } else {
        if (model.startsWith("slow")) {
          pause(SLOW_MILLIS);
        }
        send(
            exchange,
            200,
            BedrockAnswers.isBedrock(path)
                ? BedrockAnswers.answer(path, model, body)
                : ModelAnswers.answer(path, model, body));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String model(String path, String body) {
    Matcher inPath = MODEL_IN_PATH.matcher(path);
    if (inPath.find()) {
      return inPath.group(1);
    }
    Matcher inBody = MODEL.matcher(body);
    return inBody.find() ? inBody.group(1) : "none";
  }

  private static String error(String path, int status, String code, String message) {
    if (GeminiAnswers.speaks(path)) {
      return GeminiAnswers.error(status, message);
    }
    return BedrockAnswers.isBedrock(path)
        ? BedrockAnswers.error(message)
        : ModelAnswers.error(path, code, message);
  }

  /**
   * @param filler what keeps a connection alive and is no event
   */
  private static void stream(
      HttpExchange exchange, String model, List<byte[]> events, byte[] filler)
      throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    // After the second piece of text: Anthropic's events open a block before the first.
    int cut = exchange.getRequestURI().getPath().endsWith("/messages") ? 4 : 3;
    int sent = 0;
    for (byte[] event : events) {
      if (sent == cut && model.startsWith("broken")) {
        String line = cut == 4 ? "event: content_block_delta\n" : "";
        write(out, (line + "data: {\"id\": nonsense\n\n").getBytes(StandardCharsets.UTF_8));
        return;
      }
      if (sent == cut && model.startsWith("hanging")) {
        // Until the client goes away: writing to it then fails. Some libraries read to the end to
        // close.
        for (int i = 0; i < 200; i++) {
          pause(50);
          write(out, filler);
        }
        return;
      }
      write(out, event);
      sent++;
    }
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("x-request-id", "req_1");
    exchange.getResponseHeaders().set("request-id", "req_1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
