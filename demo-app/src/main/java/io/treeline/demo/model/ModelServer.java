package io.treeline.demo.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A model provider on a free port of the loopback address: chat completions (at once and streamed),
 * Responses and embeddings in OpenAI's shapes.
 *
 * <p>Every answer takes a short time that grows with its length. A script may be rate limited: its
 * first request is then answered with 429, as a provider under load would. A prompt longer than the
 * model's context is refused with 400. Close it to free the port and its threads.
 */
public final class ModelServer implements AutoCloseable {

  private static final long FIRST_TOKEN_MILLIS = 25;
  private static final long TOKENS_PER_MILLI = 2;
  private static final long RETRY_AFTER_MILLIS = 80;

  private final ObjectMapper json = new ObjectMapper();
  private final ChatCompletionJson chat = new ChatCompletionJson(json);
  private final ResponseJson responses = new ResponseJson(json);
  private final EmbeddingJson embeddings = new EmbeddingJson(json);
  private final Meter meter = new Meter();
  private final Set<Script> alreadyLimited = ConcurrentHashMap.newKeySet();
  private final List<Script> scripts;
  private final ExecutorService threads;
  private final HttpServer server;

  private ModelServer(HttpServer server, List<Script> scripts) {
    this.server = server;
    this.scripts = List.copyOf(scripts);
    this.threads = Executors.newCachedThreadPool();
  }

  /**
   * Starts with the scripts of the support conversations.
   *
   * @throws IOException when no port can be had
   */
  public static ModelServer start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ModelServer models = new ModelServer(HttpServer.create(anyPort, 0), SupportScripts.all());
    models.server.setExecutor(models.threads);
    models.server.createContext("/v1/chat/completions", models.handle(models::complete));
    models.server.createContext("/v1/responses", models.handle(models::respond));
    models.server.createContext("/v1/embeddings", models.handle(models::embed));
    models.server.start();
    return models;
  }

  /** What clients take as base URL: {@code http://127.0.0.1:PORT/v1}. */
  public String baseUrl() {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/v1";
  }

  /** All that was billed since the start. */
  public Ledger ledger() {
    return meter.ledger();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void complete(HttpExchange exchange, JsonNode body)
      throws IOException, ApiException, InterruptedException {
    ChatRequest request = ChatRequest.ofChatCompletion(body);
    Reply reply = reply(request);
    Usage usage = meter.bill(request, reply);
    Thread.sleep(FIRST_TOKEN_MILLIS);
    if (body.path("stream").asBoolean()) {
      boolean includeUsage = body.path("stream_options").path("include_usage").asBoolean();
      stream(exchange, chat.chunks(request.model(), reply, usage, includeUsage));
    } else {
      Thread.sleep(usage.output() / TOKENS_PER_MILLI);
      send(exchange, 200, chat.whole(request.model(), reply, usage));
    }
  }

  private void respond(HttpExchange exchange, JsonNode body)
      throws IOException, ApiException, InterruptedException {
    ChatRequest request = ChatRequest.ofResponse(body);
    Reply reply = reply(request);
    Usage usage = meter.bill(request, reply);
    Thread.sleep(FIRST_TOKEN_MILLIS + usage.output() / TOKENS_PER_MILLI);
    send(exchange, 200, responses.whole(request.model(), reply, usage));
  }

  private void embed(HttpExchange exchange, JsonNode body)
      throws IOException, InterruptedException {
    Thread.sleep(FIRST_TOKEN_MILLIS);
    Usage usage = meter.billEmbedding(EmbeddingJson.input(body));
    send(exchange, 200, embeddings.whole(body, usage));
  }

  private Reply reply(ChatRequest request) throws ApiException {
    ContextLimit.check(request);
    for (Script script : scripts) {
      if (script.knows(request)) {
        if (script.limitedAtFirst() && alreadyLimited.add(script)) {
          throw new ApiException(
              429,
              "requests",
              "rate_limit_exceeded",
              "Rate limit reached for " + request.model() + " on requests per min (RPM): Limit 3.");
        }
        return script.reply(request);
      }
    }
    throw new ApiException(
        400,
        "invalid_request_error",
        "unknown_conversation",
        "no script knows this conversation; its instructions are: " + request.instructions());
  }

  private interface Endpoint {
    void serve(HttpExchange exchange, JsonNode body)
        throws IOException, ApiException, InterruptedException;
  }

  private HttpHandler handle(Endpoint endpoint) {
    return exchange -> {
      exchange.getResponseHeaders().set("x-request-id", Ids.request());
      try {
        endpoint.serve(exchange, json.readTree(exchange.getRequestBody()));
      } catch (ApiException e) {
        refuse(exchange, e);
      } catch (InterruptedException e) {
        // Only close() interrupts: the connection goes with the server.
        Thread.currentThread().interrupt();
      } finally {
        exchange.close();
      }
    };
  }

  private void refuse(HttpExchange exchange, ApiException refusal) throws IOException {
    if (refusal.status() == 429) {
      exchange.getResponseHeaders().set("retry-after-ms", Long.toString(RETRY_AFTER_MILLIS));
    }
    ObjectNode body = json.createObjectNode();
    body.putObject("error")
        .put("message", refusal.getMessage())
        .put("type", refusal.type())
        .putNull("param")
        .put("code", refusal.code());
    send(exchange, refusal.status(), body);
  }

  private void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = json.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void stream(HttpExchange exchange, List<ObjectNode> chunks)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    for (ObjectNode chunk : chunks) {
      out.write(
          ("data: " + json.writeValueAsString(chunk) + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      Thread.sleep(2);
    }
    out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
  }
}
