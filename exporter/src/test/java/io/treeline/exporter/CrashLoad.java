package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.START;
import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.bytes;
import static io.treeline.exporter.OtlpRequests.request;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Clients that send spans, log records with a score, and Helicone's manual logs, as fast as they
 * are answered, and remember what was acknowledged. What a request holds follows from its number.
 */
final class CrashLoad implements AutoCloseable {

  static final int SPANS = 8;

  private static final int CLIENTS = 4;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
  private final Map<String, List<Integer>> acknowledged = new ConcurrentHashMap<>();
  private volatile int refused;

  /** Numbers of acknowledged requests, by session. */
  Map<String, List<Integer>> acknowledged() {
    return acknowledged;
  }

  int count() {
    return acknowledged.values().stream().mapToInt(List::size).sum();
  }

  /** Requests that were answered with something else than success. */
  int refused() {
    return refused;
  }

  /** Starts to send; each client ends at its first failure, such as when the exporter is killed. */
  List<Future<?>> start(int round, int port) {
    List<Future<?>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      String session = "crash-" + round + "-" + client;
      List<Integer> numbers =
          acknowledged.computeIfAbsent(session, s -> new CopyOnWriteArrayList<>());
      clients.add(pool.submit(() -> send(session, numbers, "http://127.0.0.1:" + port)));
    }
    return clients;
  }

  private void send(String session, List<Integer> numbers, String base) {
    for (int number = numbers.size(); ; number++) {
      try {
        int status = post(session, number, base);
        if (status != 200) {
          refused++;
          return;
        }
      } catch (IOException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      numbers.add(number);
    }
  }

  private int post(String session, int number, String base)
      throws IOException, InterruptedException {
    return switch (kind(number)) {
      case "span" -> post(base + "/v1/traces", "application/x-protobuf", spans(session, number));
      case "log" -> post(base + "/v1/logs", "application/x-protobuf", log(session, number));
      default -> post(base + "/custom/v1/log", "application/json", manual(session, number));
    };
  }

  private int post(String uri, String type, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(Duration.ofSeconds(20))
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  static String kind(int number) {
    return number % 5 == 3 ? "log" : number % 5 == 4 ? "manual" : "span";
  }

  static String trace(String session, int number) {
    return "%024x%08x".formatted(session.hashCode() & 0xFFFFFFFFL, number + 1);
  }

  static String spanId(int i) {
    return "%016x".formatted(i + 1);
  }

  private static byte[] spans(String session, int number) {
    Span.Builder[] spans = new Span.Builder[SPANS];
    for (int i = 0; i < SPANS; i++) {
      spans[i] =
          OtlpRequests.span(spanId(i))
              .setTraceId(bytes(trace(session, number)))
              .setStartTimeUnixNano(START + number)
              .addAttributes(attribute("session.id", session))
              .addAttributes(attribute("gen_ai.operation.name", "chat"))
              .addAttributes(attribute("gen_ai.input.messages", "question ".repeat(40) + number));
    }
    return request(spans).toByteArray();
  }

  /** Of the first span of the request before it; an evaluation, so that it is a score too. */
  private static byte[] log(String session, int number) {
    LogRecord record =
        LogRecord.newBuilder()
            .setTraceId(bytes(trace(session, number - 1)))
            .setSpanId(bytes(spanId(0)))
            .setTimeUnixNano(START + number)
            .setEventName("gen_ai.evaluation.result")
            .addAttributes(attribute("gen_ai.evaluation.name", "quality"))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("gen_ai.evaluation.score.value")
                    .setValue(AnyValue.newBuilder().setDoubleValue(number)))
            .build();
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
        .build()
        .toByteArray();
  }

  private static byte[] manual(String session, int number) {
    return """
    {"providerRequest": {"url": "custom-model-nopath",
       "json": {"_type": "tool", "toolName": "lookup", "input": {"number": %2$d}},
       "meta": {"Helicone-Session-Id": "%1$s-manual", "Helicone-Request-Id": "%3$s"}},
     "providerResponse": {"status": 200, "headers": {}, "json": {"_type": "tool", "ok": true}},
     "timing": {"startTime": {"seconds": 1790000000, "milliseconds": 0},
                "endTime": {"seconds": 1790000001, "milliseconds": 0}}}
    """
        .formatted(session, number, requestId(session, number))
        .getBytes(UTF_8);
  }

  static String requestId(String session, int number) {
    String hex = trace(session, number);
    return "%s-%s-4%s-8%s-%s"
        .formatted(
            hex.substring(16, 24),
            hex.substring(24, 28),
            hex.substring(29, 32),
            hex.substring(28, 31),
            hex.substring(16, 28));
  }

  @Override
  public void close() {
    pool.shutdownNow();
    try {
      pool.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
