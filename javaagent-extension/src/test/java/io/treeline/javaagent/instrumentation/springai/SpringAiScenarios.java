package io.treeline.javaagent.instrumentation.springai;

import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscription;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Chat models of Spring AI, with what every supported version has. */
public class SpringAiScenarios implements LibraryScenarios {

  /** The first stream of a JVM loads so many classes that a busy machine takes it for abandoned. */
  public SpringAiScenarios() {
    stream("warm-up", hi());
  }

  @Override
  public String chat(String model) {
    return text(OpenAiModels.chat(model).call(hi()));
  }

  @Override
  public String parameters(String model) {
    Fluent options =
        OpenAiModels.options(model)
            .with("temperature", 0.5)
            .with("topP", 0.9)
            .with("maxTokens", 100)
            .with("frequencyPenalty", 0.1)
            .with("presencePenalty", 0.2)
            .with("seed", 7)
            .with("user", "u-7");
    Prompt prompt =
        new Prompt(
            List.of(new SystemMessage("Be brief."), new UserMessage("Hi")),
            OpenAiModels.build(OpenAiModels.stop(options, "END")));
    return text(OpenAiModels.chat(model).call(prompt));
  }

  @Override
  public String toolLoop(String model) {
    ToolCallback tool =
        FunctionToolCallback.builder("lookup_order", (Map<String, Object> order) -> "unused")
            .description("Looks an order up")
            .inputType(Map.class)
            .inputSchema("{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"}}}")
            .build();
    Fluent options = OpenAiModels.options(model).with("toolCallbacks", List.of(tool));
    if (OpenAiModels.V1) {
      options = options.with("internalToolExecutionEnabled", false);
    }
    List<Message> messages = new ArrayList<>(List.of(new UserMessage("Hi")));
    ChatResponse choice =
        OpenAiModels.chat(model).call(new Prompt(messages, OpenAiModels.build(options)));
    AssistantMessage chosen = choice.getResult().getOutput();
    messages.add(chosen);
    messages.add(
        ToolResults.message(
            chosen.getToolCalls().get(0).id(), "lookup_order", "{\"status\":\"shipped\"}"));
    return text(OpenAiModels.chat(model).call(new Prompt(messages, OpenAiModels.build(options))));
  }

  @Override
  public String streamDrained(String model) {
    Prompt withUsage =
        new Prompt(
            List.of(new UserMessage("Hi")),
            OpenAiModels.build(OpenAiModels.options(model).with("streamUsage", true)));
    return stream(model, withUsage);
  }

  @Override
  public String streamDrainedNotClosed(String model) {
    return stream(model, hi());
  }

  @Override
  public String streamClosedEarly(String model) {
    return OpenAiModels.chat(model).stream(hi())
        .map(SpringAiScenarios::text)
        .filter(text -> !text.isEmpty())
        .blockFirst();
  }

  @Override
  public String streamAbandoned(String model) throws Exception {
    StringBuffer seen = new StringBuffer();
    CountDownLatch first = new CountDownLatch(1);
    OpenAiModels.chat(model).stream(hi())
        .map(SpringAiScenarios::text)
        .filter(text -> !text.isEmpty())
        .subscribe(
            new BaseSubscriber<String>() {
              @Override
              protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
              }

              @Override
              protected void hookOnNext(String text) {
                seen.append(text);
                first.countDown();
              }
            });
    return first.await(5, TimeUnit.SECONDS) + " " + seen;
  }

  @Override
  public String asyncChat(String model) throws Exception {
    return Mono.fromCallable(() -> chat(model))
        .subscribeOn(Schedulers.boundedElastic())
        .toFuture()
        .get();
  }

  @Override
  public String asyncStream(String model) throws Exception {
    CompletableFuture<String> all =
        OpenAiModels.chat(model).stream(hi())
            .map(SpringAiScenarios::text)
            .collectList()
            .map(texts -> String.join("", texts))
            .toFuture();
    return all.get();
  }

  @Override
  public String asyncCancelled(String model) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Disposable call =
        Mono.fromCallable(() -> chat(model))
            .doFinally(unused -> done.countDown())
            .subscribeOn(Schedulers.boundedElastic())
            .subscribe(unused -> {}, unused -> {});
    // Long enough for the request to be under way.
    TimeUnit.MILLISECONDS.sleep(300);
    call.dispose();
    return done.await(5, TimeUnit.SECONDS) + " " + call.isDisposed();
  }

  @Override
  public String callback(String model, String nested) throws Exception {
    return OpenAiModels.chat(model).stream(hi())
        .map(SpringAiScenarios::text)
        .collectList()
        .publishOn(Schedulers.boundedElastic())
        .map(texts -> String.join("", texts) + " " + chat(nested))
        .toFuture()
        .get();
  }

  @Override
  public String timeout(String model) {
    return text(OpenAiModels.impatient(model).call(hi()));
  }

  @Override
  public String sessionHeaders(String model) {
    Fluent options = withHeaders(model);
    return text(
        OpenAiModels.V1
            ? OpenAiModels.chat(model).call(hi(options))
            : OpenAiModels.of(options).call(hi()));
  }

  private static String streamWithHeaders(String model) {
    Fluent options = withHeaders(model);
    return (OpenAiModels.V1
            ? OpenAiModels.chat(model).stream(hi(options))
            : OpenAiModels.of(options).stream(hi()))
        .map(SpringAiScenarios::text)
        .collectList()
        .map(texts -> String.join("", texts))
        .block();
  }

  private static Fluent withHeaders(String model) {
    return OpenAiModels.headers(
        OpenAiModels.options(model),
        Map.of(
            "Helicone-Session-Id", "h-1",
            "Helicone-Session-Name", "Headers",
            "Helicone-Session-Path", "/by/header",
            "Helicone-User-Id", "u-9",
            "Helicone-Property-plan", "pro"));
  }

  @Override
  public String others() {
    return streamWithHeaders("headers-stream") + "; " + new AgentScenarios().run();
  }

  private static String stream(String model, Prompt prompt) {
    StringBuffer text = new StringBuffer();
    OpenAiModels.chat(model).stream(prompt).doOnNext(part -> text.append(text(part))).blockLast();
    return text.toString();
  }

  private static Prompt hi(Fluent options) {
    return new Prompt(List.of(new UserMessage("Hi")), OpenAiModels.build(options));
  }

  static Prompt hi() {
    return new Prompt("Hi");
  }

  static String text(ChatResponse response) {
    if (response.getResult() == null || response.getResult().getOutput().getText() == null) {
      return "";
    }
    return response.getResult().getOutput().getText();
  }
}
