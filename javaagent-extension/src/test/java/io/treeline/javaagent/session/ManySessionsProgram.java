package io.treeline.javaagent.session;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.treeline.api.internal.AgentBridge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sessions that all run at the same time, each of two or three steps in the style of its number.
 * Every step is a span of the application's own, inside of which a model is asked whose name says
 * session and step.
 */
public final class ManySessionsProgram {

  static final int SESSIONS = 200;

  /** A way to run steps one after the other, or beside each other. */
  enum Style {
    EXECUTOR,
    COMPLETABLE_FUTURE,
    REACTOR,
    REACTOR_PARALLEL,
    RXJAVA,
    COROUTINES,
    VIRTUAL_THREADS,
    STREAM_ON_ANOTHER_THREAD,
    ASYNC_CLIENT,
    LANGCHAIN4J,
    PARALLEL_TOOLS;

    static Style of(int session) {
      return values()[session % values().length];
    }
  }

  private static final Tracer TRACER = GlobalOpenTelemetry.getTracer("application");
  private static final String SERVER = System.getProperty("server");
  private static final OpenAIClient OPENAI =
      OpenAIOkHttpClient.builder()
          .baseUrl(SERVER)
          .apiKey("none")
          .timeout(Duration.ofMinutes(2))
          .build();
  private static final ExecutorService POOL = Executors.newFixedThreadPool(24);
  private static final ExecutorService OTHER_POOL = Executors.newFixedThreadPool(24);

  /** An AI service. */
  interface Desk {
    String answer(String question);
  }

  public static void main(String[] arguments) throws Exception {
    ExecutorService drivers = Executors.newFixedThreadPool(SESSIONS);
    CountDownLatch go = new CountDownLatch(SESSIONS);
    List<Future<?>> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      int session = i;
      sessions.add(
          drivers.submit(
              () -> {
                go.countDown();
                go.await();
                run(session);
                return null;
              }));
    }
    int failed = 0;
    for (Future<?> session : sessions) {
      try {
        session.get(170, TimeUnit.SECONDS);
      } catch (Exception e) {
        failed++;
        e.printStackTrace();
      }
    }
    System.out.println("SEEN failed: " + failed);
    // Clients and schedulers keep threads.
    System.exit(failed == 0 ? 0 : 1);
  }

  private static void run(int session) throws Exception {
    try (AutoCloseable scope =
        AgentBridge.openSession("s-" + session, "Many", null, "u-" + session, Map.of())) {
      Span root = TRACER.spanBuilder("session").startSpan();
      try (Scope current = root.makeCurrent()) {
        run(Style.of(session), session);
      } finally {
        root.end();
      }
    }
  }

  private static void run(Style style, int session) throws Exception {
    switch (style) {
      case EXECUTOR ->
          POOL.submit(
                  () -> {
                    step(session, 1);
                    // From a pool's thread into another pool.
                    return OTHER_POOL.submit(() -> step(session, 2)).get();
                  })
              .get();
      case COMPLETABLE_FUTURE ->
          CompletableFuture.supplyAsync(() -> step(session, 1), POOL)
              .thenApplyAsync(first -> step(session, 2), OTHER_POOL)
              .thenCombineAsync(
                  CompletableFuture.supplyAsync(() -> step(session, 3), POOL),
                  (a, b) -> a + b,
                  POOL)
              .get();
      case REACTOR ->
          Mono.fromCallable(() -> step(session, 1))
              .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())
              .delayElement(Duration.ofMillis(5))
              .publishOn(reactor.core.scheduler.Schedulers.parallel())
              .flatMap(
                  first ->
                      Mono.fromCallable(() -> step(session, 2))
                          .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic()))
              .block();
      case REACTOR_PARALLEL ->
          Flux.just(1, 2, 3)
              .flatMap(
                  number ->
                      Mono.fromCallable(() -> step(session, number))
                          .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic()))
              .collectList()
              .block();
      case RXJAVA ->
          Single.fromCallable(() -> step(session, 1))
              .subscribeOn(Schedulers.io())
              .delay(5, TimeUnit.MILLISECONDS)
              .observeOn(Schedulers.computation())
              .flatMap(
                  first -> Single.fromCallable(() -> step(session, 2)).subscribeOn(Schedulers.io()))
              .blockingGet();
      case COROUTINES ->
          Coroutines.future(() -> step(session, 1))
              .thenCompose(first -> Coroutines.future(() -> step(session, 2)))
              .get();
      case VIRTUAL_THREADS -> virtualThreads(session);
      case STREAM_ON_ANOTHER_THREAD -> stream(session);
      case ASYNC_CLIENT ->
          // A callback runs where the call was made.
          ask(session, 1).thenCompose(first -> ask(session, 2)).get();
      case LANGCHAIN4J -> desk(session, false).answer("Hi");
      case PARALLEL_TOOLS -> desk(session, true).answer("Hi");
    }
  }

  /** A span of the application's, with one call of a model inside. */
  private static String step(int session, int number) {
    return inSpan(
        "step " + number, () -> text(OPENAI.chat().completions().create(hi(session, number))));
  }

  private static CompletableFuture<ChatCompletion> ask(int session, int number) {
    return OPENAI.async().chat().completions().create(hi(session, number));
  }

  private static <T> T inSpan(String name, java.util.function.Supplier<T> work) {
    Span span = TRACER.spanBuilder(name).startSpan();
    try (Scope current = span.makeCurrent()) {
      return work.get();
    } finally {
      span.end();
    }
  }

  private static void virtualThreads(int session) throws Exception {
    List<Callable<String>> steps = List.of(() -> step(session, 1), () -> step(session, 2));
    ExecutorService threads;
    try {
      threads =
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException olderJdk) {
      threads = Executors.newCachedThreadPool();
    }
    try {
      for (Future<String> step : threads.invokeAll(steps)) {
        step.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void stream(int session) throws Exception {
    StreamResponse<ChatCompletionChunk> stream =
        inSpan("step 1", () -> OPENAI.chat().completions().createStreaming(hi(session, 1)));
    POOL.submit(
            () -> {
              try (stream) {
                return stream.stream().count();
              }
            })
        .get();
    POOL.submit(() -> step(session, 2)).get();
  }

  private static Desk desk(int session, boolean concurrently) {
    AiServices<Desk> desk =
        AiServices.builder(Desk.class)
            .chatModel(
                OpenAiChatModel.builder()
                    .baseUrl(SERVER)
                    .apiKey("none")
                    .timeout(Duration.ofMinutes(2))
                    .modelName("desk-" + session)
                    .build())
            .tools(new Tools(session));
    return concurrently ? desk.executeToolsConcurrently(ToolThreads.POOL).build() : desk.build();
  }

  private static ChatCompletionCreateParams hi(int session, int number) {
    return ChatCompletionCreateParams.builder()
        .model("m-" + session + "-" + number)
        .addUserMessage("Hi")
        .build();
  }

  private static String text(ChatCompletion completion) {
    return completion.choices().get(0).message().content().orElse("");
  }

  private ManySessionsProgram() {}

  /** Tools wait for models, so they have threads no model call waits for. */
  private static final class ToolThreads {
    static final ExecutorService POOL = Executors.newFixedThreadPool(32);
  }

  /** Tools of which each takes a step. */
  public record Tools(int session) {
    @Tool(name = "first")
    public String first() {
      return step(session, 1);
    }

    @Tool(name = "second")
    public String second() {
      return step(session, 2);
    }
  }
}
