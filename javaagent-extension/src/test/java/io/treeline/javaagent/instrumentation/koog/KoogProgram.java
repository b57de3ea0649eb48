package io.treeline.javaagent.instrumentation.koog;

import ai.koog.agents.core.agent.AIAgent;
import ai.koog.agents.core.agent.AIAgentSimpleStrategies;
import ai.koog.agents.core.tools.ToolRegistry;
import ai.koog.agents.core.tools.annotations.LLMDescription;
import ai.koog.agents.core.tools.annotations.Tool;
import ai.koog.agents.core.tools.reflect.ToolSet;
import ai.koog.prompt.Prompt;
import ai.koog.prompt.executor.clients.ConnectionTimeoutConfig;
import ai.koog.prompt.executor.clients.openai.OpenAIClientSettings;
import ai.koog.prompt.executor.model.PromptExecutor;
import ai.koog.prompt.llm.LLMCapability;
import ai.koog.prompt.llm.LLMProvider;
import ai.koog.prompt.llm.LLModel;
import ai.koog.prompt.streaming.StreamFrame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** What applications in Java do with Koog and its own client for OpenAI. */
public final class KoogProgram {

  private static PromptExecutor executor;

  private KoogProgram() {}

  public static void main(String[] arguments) throws Exception {
    OpenAIClientSettings settings =
        new OpenAIClientSettings(
            arguments[0],
            new ConnectionTimeoutConfig(),
            "v1/chat/completions",
            "v1/responses",
            "v1/embeddings",
            "v1/moderations",
            "v1/models");
    executor = PromptExecutor.builder().openAI("none", settings).build();
    seen("orders", agent("order-agent", "orders", 20).run("Where is A-17?", "conversation-7"));
    seen("both", agent("both-agent", "both", 20).run("Where are they?"));
    seen("desk", agent("support-agent", "desk", 20).run("Refund A-17"));
    seen("tool", agent("tool-agent", "badtool", 20).run("Where is none?"));
    seen("model", failing(agent("failing-agent", "badmodel", 20)));
    seen("greedy", failing(agent("greedy-agent", "greedy", 5)));
    CompletableFuture<String> left =
        CompletableFuture.supplyAsync(() -> agent("left-agent", "left", 20).run("left?", "s-left"));
    seen("right", agent("right-agent", "right", 20).run("right?", "s-right"));
    seen("left", left.join());
    seen(
        "random",
        AIAgent.builder().promptExecutor(executor).llmModel(model("random")).build().run("Hi"));
    seen("streamed", streamed());
    seen("after", executor.execute(hi(), model("after")).textContent());
    System.exit(0);
  }

  static AIAgent<String, String> agent(String id, String model, int limit) {
    return AIAgent.builder()
        .graphStrategy(AIAgentSimpleStrategies.singleRunStrategy(true))
        .id(id)
        .promptExecutor(executor)
        .llmModel(model(model))
        .systemPrompt("Be brief.")
        .toolRegistry(ToolRegistry.builder().tools(new Orders()).build())
        .maxIterations(limit)
        .build();
  }

  private static LLModel model(String id) {
    return new LLModel(
        LLMProvider.OpenAI,
        id,
        List.of(
            LLMCapability.Completion.INSTANCE,
            LLMCapability.Tools.INSTANCE,
            LLMCapability.Temperature.INSTANCE,
            LLMCapability.OpenAIEndpoint.Completions.INSTANCE));
  }

  private static Prompt hi() {
    return Prompt.builder("hi").user("Hi").build();
  }

  private static String failing(AIAgent<String, String> agent) {
    try {
      return agent.run("Where is A-17?");
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }

  private static String streamed() throws Exception {
    StringBuilder text = new StringBuilder();
    CompletableFuture<String> whole = new CompletableFuture<>();
    executor
        .executeStreaming(hi(), model("streamed"))
        .subscribe(
            new Flow.Subscriber<StreamFrame>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(StreamFrame frame) {
                if (frame instanceof StreamFrame.TextDelta delta) {
                  text.append(delta.getText());
                }
              }

              @Override
              public void onError(Throwable failure) {
                whole.completeExceptionally(failure);
              }

              @Override
              public void onComplete() {
                whole.complete(text.toString());
              }
            });
    return whole.get();
  }

  private static void seen(String what, Object value) {
    System.out.println("SEEN " + what + ": " + value);
  }

  /** Tools. */
  public static final class Orders implements ToolSet {

    @Tool(customName = "lookup_order")
    @LLMDescription("Looks an order up")
    public String lookup(@LLMDescription("its id") String orderId) {
      if (orderId.equals("none")) {
        throw new IllegalArgumentException("no such order");
      }
      return "shipped " + orderId;
    }

    @Tool(customName = "ask_refunds")
    @LLMDescription("Asks the refund agent")
    public String ask(@LLMDescription("its id") String orderId) {
      return agent("refund-agent", "refunds", 20).run("Refund " + orderId);
    }
  }
}
