package io.treeline.javaagent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Receives OTLP over HTTP/protobuf on a free loopback port and keeps spans and metrics. */
public final class OtlpTestReceiver implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final List<Metric> metrics = new CopyOnWriteArrayList<>();

  private OtlpTestReceiver(HttpServer server) {
    this.server = server;
    server.setExecutor(executor);
    server.createContext("/v1/traces", exchange -> answer(exchange, this::addSpans));
    server.createContext("/v1/metrics", exchange -> answer(exchange, this::addMetrics));
  }

  public static OtlpTestReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    OtlpTestReceiver receiver = new OtlpTestReceiver(server);
    server.start();
    return receiver;
  }

  /** For {@code otel.exporter.otlp.endpoint}. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Everything received so far, in order of arrival. */
  public List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  /** The received spans of that name, in order of arrival. */
  public List<ReceivedSpan> spans(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  /** The one received span of that name; fails when there is none or more than one. */
  public ReceivedSpan span(String name) {
    List<ReceivedSpan> found = spans(name);
    if (found.size() != 1) {
      throw new AssertionError(
          "expected one span named " + name + ", got " + found.size() + " among " + names());
    }
    return found.get(0);
  }

  /** The spans of the trace in which the one span of that name is, in order of arrival. */
  public List<ReceivedSpan> trace(String name) {
    String traceId = span(name).traceId();
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** Everything received so far, in order of arrival; points of one metric may come in parts. */
  public List<Metric> metrics() {
    return List.copyOf(metrics);
  }

  /**
   * The latest state of the histogram that has exactly those attributes; fails when there is none.
   */
  public HistogramDataPoint histogram(String metric, Map<String, Object> attributes) {
    return histograms(metric)
        .filter(point -> ReceivedSpan.toMap(point.getAttributesList()).equals(attributes))
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () ->
                new AssertionError(
                    "no " + metric + " with " + attributes + " among " + attributesOf(metric)));
  }

  /** The attributes of every histogram of that metric. */
  public Set<Map<String, Object>> attributesOf(String metric) {
    return histograms(metric)
        .map(point -> ReceivedSpan.toMap(point.getAttributesList()))
        .collect(Collectors.toSet());
  }

  private Stream<HistogramDataPoint> histograms(String metric) {
    return metrics.stream()
        .filter(received -> received.getName().equals(metric))
        .flatMap(received -> received.getHistogram().getDataPointsList().stream());
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private List<String> names() {
    return spans.stream().map(ReceivedSpan::name).toList();
  }

  private void addSpans(InputStream body) throws IOException {
    for (ResourceSpans resource :
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
      Map<String, Object> attributes =
          ReceivedSpan.toMap(resource.getResource().getAttributesList());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        scope
            .getSpansList()
            .forEach(
                span -> spans.add(new ReceivedSpan(attributes, scope.getScope().getName(), span)));
      }
    }
  }

  private void addMetrics(InputStream body) throws IOException {
    ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .forEach(scope -> metrics.addAll(scope.getMetricsList()));
  }

  private static void answer(HttpExchange exchange, Keep keep) throws IOException {
    try (exchange) {
      InputStream body = exchange.getRequestBody();
      boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      keep.accept(gzip ? new GZIPInputStream(body) : body);
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private interface Keep {
    void accept(InputStream body) throws IOException;
  }
}
