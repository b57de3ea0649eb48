package io.treeline.javaagent.session;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.treeline.api.ManualLogger;
import io.treeline.api.Operation;
import io.treeline.api.Score;
import io.treeline.api.Session;
import io.treeline.api.SessionScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Application of the session tests: each scenario's spans are known by their names. */
final class SessionProgram {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public static void main(String[] args) throws Exception {
    plain();
    nested();
    threads();
    if (Runtime.version().feature() >= 21) {
      virtualThreads();
    }
    overHttp();
    manualLogger();
    new AnnotatedService().run();
  }

  private static void plain() {
    span("outside");
    try (SessionScope session =
            Session.named("Customer Support")
                .id("s-plain")
                .user("u-1")
                .property("plan", "pro")
                .open();
        SessionScope path = Session.enterPath("support");
        SessionScope below = Session.enterPath("lookup/order/")) {
      span("plain");
      tracer("plain-no-parent").setNoParent().startSpan().end();
      tracer("plain-own-id").setAttribute("session.id", "browser").startSpan().end();
      tracer("plain-own-user").setAttribute("user.id", "other").startSpan().end();
    }
    span("after");
  }

  private static void nested() {
    try (SessionScope outer = Session.named("Outer").id("s-outer").property("a", 1).open()) {
      try (SessionScope property = Session.withProperty("b", 2)) {
        span("nested-property");
      }
      try (SessionScope inner = Session.named("Inner").path("/inner").open()) {
        tracer("nested-inner").setAttribute("seen.id", id()).startSpan().end();
      }
      span("nested-outer");
    }
    Score.of("thumbs").label("up").recordFor("s-scored");
  }

  private static void threads() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    pool.submit(() -> {}).get();
    try (SessionScope session = Session.named("Threads").id("s-threads").path("/t").open()) {
      pool.submit(() -> span("in-executor")).get();
      CompletableFuture.runAsync(() -> span("in-future"))
          .thenRunAsync(() -> span("in-continuation"), pool)
          .get();
      Mono.fromRunnable(() -> span("in-reactor"))
          .subscribeOn(Schedulers.boundedElastic())
          .publishOn(Schedulers.parallel())
          .doOnTerminate(() -> span("in-reactor-operator"))
          .block();
      Thread thread = new Thread(Session.wrap(() -> span("in-wrapped")));
      thread.start();
      thread.join();
      Executor bare = task -> new Thread(task).start();
      CompletableFuture.runAsync(() -> span("in-wrapped-executor"), Session.wrapExecutor(bare))
          .get();
    } finally {
      pool.shutdown();
    }
  }

  /** Called by name: this class is compiled for a Java that does not know them. */
  private static void virtualThreads() throws Exception {
    ExecutorService executor =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try (SessionScope session = Session.named("Threads").id("s-threads").path("/t").open()) {
      executor.submit(() -> span("in-virtual-executor")).get();
      Thread thread =
          (Thread)
              Thread.class
                  .getMethod("startVirtualThread", Runnable.class)
                  .invoke(null, Session.wrap(() -> span("in-virtual-wrapped")));
      thread.join();
    } finally {
      executor.shutdown();
    }
  }

  /** A server that is called with a session in its baggage, and calls on. */
  private static void overHttp() throws Exception {
    HttpServer company = server("company");
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          span("inbound");
          call("forwarded", company, null);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    service.start();
    try (SessionScope session = Session.named("Http").id("s-http").user("u-2").open()) {
      call("outbound", company, null);
    }
    call(
        "caller",
        service,
        "session.id=s-in,treeline.session.name=From%20Outside,treeline.session.path=%2Fin,"
            + "user.id=u-in,treeline.property.plan=pro,tenant=t-1");
    company.stop(0);
    service.stop(0);
  }

  private static HttpServer server(String name) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Span.current().updateName(name + exchange.getRequestURI().getPath());
          Span.current()
              .setAttribute(
                  "seen.baggage", String.valueOf(exchange.getRequestHeaders().getFirst("baggage")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void call(String path, HttpServer server, String baggage) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path));
    if (baggage != null) {
      request.header("baggage", baggage);
    }
    try {
      HTTP.send(request.build(), BodyHandlers.discarding());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void manualLogger() {
    try (SessionScope session = Session.named("Manual").id("s-manual").open();
        Operation agent = ManualLogger.agent("support").start()) {
      ManualLogger.tool("lookup")
          .callId("call-1")
          .arguments(Map.of("id", "A-1", "api_key", "sk-abcdefghijklmnopqrstuvwxyz"))
          .run(() -> span("in-tool"));
    }
  }

  private static String id() {
    return Session.currentId().orElse("none");
  }

  static void span(String name) {
    tracer(name).startSpan().end();
  }

  private static SpanBuilder tracer(String name) {
    return GlobalOpenTelemetry.getTracer("program").spanBuilder(name);
  }

  private SessionProgram() {}
}
