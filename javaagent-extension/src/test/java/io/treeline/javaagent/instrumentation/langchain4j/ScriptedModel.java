package io.treeline.javaagent.instrumentation.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A loopback server that speaks OpenAI's chat completions and embeddings. Each model name has a
 * script of answers of its own, so that scenarios, and agents that run at the same time, do not get
 * in each other's way.
 */
public final class ScriptedModel implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Map<String, Deque<Answer>> scripts = new ConcurrentHashMap<>();
  private final Map<String, List<Headers>> headers = new ConcurrentHashMap<>();

  private ScriptedModel(HttpServer server) {
    this.server = server;
    server.setExecutor(executor);
    server.createContext("/v1/chat/completions", this::chat);
    server.createContext("/v1/embeddings", this::embeddings);
    server.createContext("/v1/moderations", ScriptedModel::moderation);
    server.createContext("/v1/images/generations", ScriptedModel::image);
  }

  public static ScriptedModel start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ScriptedModel model = new ScriptedModel(server);
    server.start();
    return model;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  public ScriptedModel script(String model, Answer... answers) {
    scripts.put(model, new ConcurrentLinkedDeque<>(List.of(answers)));
    return this;
  }

  /** Headers of the requests made of a model, in order. */
  public List<Headers> headers(String model) {
    return headers.getOrDefault(model, List.of());
  }

  public static Answer text(String content) {
    return new Answer(200, content, List.of());
  }

  public static Answer tools(ToolCall... calls) {
    return new Answer(200, null, List.of(calls));
  }

  public static Answer status(int code) {
    return new Answer(code, null, List.of());
  }

  /** One answer: an error, text or tool calls. */
  public record Answer(int status, String content, List<ToolCall> calls) {}

  public record ToolCall(String id, String name, String arguments) {}

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void chat(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      String model = request.path("model").asText();
      headers
          .computeIfAbsent(model, unused -> new CopyOnWriteArrayList<>())
          .add(exchange.getRequestHeaders());
      Deque<Answer> script = scripts.get(model);
      Answer answer = script == null ? null : script.poll();
      if (answer == null) {
        send(exchange, 500, "{\"error\":{\"message\":\"no answer scripted for " + model + "\"}}");
      } else if (answer.status != 200) {
        send(exchange, answer.status, "{\"error\":{\"message\":\"scripted failure\"}}");
      } else if (request.path("stream").asBoolean()) {
        stream(exchange, model, answer);
      } else {
        send(exchange, 200, completion(model, answer));
      }
    }
  }

  private void embeddings(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      List<Object> data = new ArrayList<>();
      for (int i = 0; i < request.path("input").size(); i++) {
        data.add(Map.of("object", "embedding", "index", i, "embedding", List.of(0.5, 0.25)));
      }
      send(
          exchange,
          200,
          JSON.writeValueAsString(
              Map.of(
                  "object",
                  "list",
                  "model",
                  request.path("model").asText(),
                  "data",
                  data,
                  "usage",
                  Map.of("prompt_tokens", 7, "total_tokens", 7))));
    }
  }

  /** Flags whatever says {@code flag}. */
  private static void moderation(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      boolean flagged = request.path("input").toString().contains("flag");
      send(
          exchange,
          200,
          JSON.writeValueAsString(
              Map.of(
                  "id",
                  "modr-1",
                  "model",
                  request.path("model").asText(),
                  "results",
                  List.of(
                      Map.of(
                          "flagged",
                          flagged,
                          "categories",
                          Map.of("hate", flagged),
                          "category_scores",
                          Map.of("hate", 0.5))))));
    }
  }

  private static void image(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      send(exchange, 200, "{\"created\":1,\"data\":[{\"url\":\"https://images.example/1.png\"}]}");
    }
  }

  private static String completion(String model, Answer answer) throws JsonProcessingException {
    Map<String, Object> message = new java.util.LinkedHashMap<>();
    message.put("role", "assistant");
    message.put("content", answer.content);
    if (!answer.calls.isEmpty()) {
      message.put("tool_calls", calls(answer));
    }
    return JSON.writeValueAsString(
        Map.of(
            "id",
            "chatcmpl-" + model,
            "object",
            "chat.completion",
            "created",
            1,
            "model",
            model + "-2026",
            "choices",
            List.of(Map.of("index", 0, "message", message, "finish_reason", finishReason(answer))),
            "usage",
            usage()));
  }

  private static void stream(HttpExchange exchange, String model, Answer answer)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    List<Map<String, Object>> deltas = new ArrayList<>();
    if (answer.content != null) {
      for (String word : answer.content.split("(?<= )")) {
        deltas.add(Map.of("content", word));
      }
    } else {
      deltas.add(Map.of("tool_calls", calls(answer)));
    }
    for (Map<String, Object> delta : deltas) {
      event(out, chunk(model, delta, null));
    }
    event(out, chunk(model, Map.of(), finishReason(answer)));
    event(
        out,
        JSON.writeValueAsString(
            Map.of(
                "id",
                "chatcmpl-" + model,
                "object",
                "chat.completion.chunk",
                "created",
                1,
                "model",
                model + "-2026",
                "choices",
                List.of(),
                "usage",
                usage())));
    event(out, "[DONE]");
  }

  private static String chunk(String model, Map<String, Object> delta, String finishReason)
      throws JsonProcessingException {
    Map<String, Object> choice = new java.util.LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("delta", delta);
    choice.put("finish_reason", finishReason);
    return JSON.writeValueAsString(
        Map.of(
            "id",
            "chatcmpl-" + model,
            "object",
            "chat.completion.chunk",
            "created",
            1,
            "model",
            model + "-2026",
            "choices",
            List.of(choice)));
  }

  private static List<Object> calls(Answer answer) {
    List<Object> calls = new ArrayList<>();
    for (ToolCall call : answer.calls) {
      calls.add(
          Map.of(
              "index",
              calls.size(),
              "id",
              call.id,
              "type",
              "function",
              "function",
              Map.of("name", call.name, "arguments", call.arguments)));
    }
    return calls;
  }

  private static String finishReason(Answer answer) {
    return answer.calls.isEmpty() ? "stop" : "tool_calls";
  }

  private static Map<String, Object> usage() {
    return Map.of(
        "prompt_tokens", 100,
        "completion_tokens", 20,
        "total_tokens", 120,
        "prompt_tokens_details", Map.of("cached_tokens", 40),
        "completion_tokens_details", Map.of("reasoning_tokens", 5));
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
