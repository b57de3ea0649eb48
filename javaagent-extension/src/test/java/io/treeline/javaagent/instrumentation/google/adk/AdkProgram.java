package io.treeline.javaagent.instrumentation.google.adk;

import com.google.adk.agents.BaseAgent;
import com.google.adk.agents.LlmAgent;
import com.google.adk.agents.LoopAgent;
import com.google.adk.agents.RunConfig;
import com.google.adk.events.Event;
import com.google.adk.models.BaseLlm;
import com.google.adk.models.BaseLlmConnection;
import com.google.adk.models.Gemini;
import com.google.adk.models.LlmRequest;
import com.google.adk.models.LlmResponse;
import com.google.adk.runner.InMemoryRunner;
import com.google.adk.sessions.Session;
import com.google.adk.tools.Annotations.Schema;
import com.google.adk.tools.FunctionTool;
import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.reactivex.rxjava3.core.Flowable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Main class of the program: agents as ADK's own first examples have them. */
public final class AdkProgram {

  /** The argument was renamed between versions. */
  private static final String TRANSFER =
      "{\"agentName\":\"refund-agent\",\"agent_name\":\"refund-agent\"}";

  public static void main(String[] arguments) throws Exception {
    seen("support", () -> run("s-support", support(), 0));
    seen("handoff", () -> run("s-handoff", handoff(), 0));
    seen("loop", () -> run("s-loop", loop(), 0));
    seen("limited", () -> run("s-limited", limited(), 2));
    seen("gemini", () -> run("s-gemini", gemini(), 0));
    System.exit(0);
  }

  /** A tool that answers, with work of its own inside. */
  @Schema(description = "Looks an order up")
  public static Map<String, Object> lookupOrder(@Schema(name = "orderId") String orderId) {
    GlobalOpenTelemetry.getTracer("app").spanBuilder("in the tool").startSpan().end();
    return Map.of("status", "shipped", "order", orderId);
  }

  /** A tool that throws. */
  @Schema(description = "Refunds")
  public static Map<String, Object> refund(@Schema(name = "orderId") String orderId) {
    throw new IllegalStateException("no refund for " + orderId);
  }

  private static BaseAgent support() {
    return Built.agent(
        LlmAgent.builder(),
        "name",
        "support-agent",
        "description",
        "Helps customers",
        "instruction",
        "Be brief.",
        "model",
        new ScriptedLlm(
            request ->
                switch ((int) results(request)) {
                  case 0 -> call("lookupOrder");
                  case 1 -> call("refund");
                  default -> text("It has been shipped.");
                }),
        "tools",
        List.of(tool("lookupOrder"), tool("refund")));
  }

  private static BaseAgent handoff() {
    BaseAgent refunds =
        Built.agent(
            LlmAgent.builder(),
            "name",
            "refund-agent",
            "description",
            "Refunds",
            "model",
            new ScriptedLlm(request -> text("Refunded.")));
    return Built.agent(
        LlmAgent.builder(),
        "name",
        "front-agent",
        "description",
        "Greets",
        "model",
        new ScriptedLlm(request -> call(transfer(request), "t-1", TRANSFER)),
        "subAgents",
        List.of(refunds));
  }

  private static BaseAgent loop() {
    return Built.agent(
        LoopAgent.builder(),
        "name",
        "writers",
        "description",
        "Write twice",
        "maxIterations",
        2,
        "subAgents",
        List.of(
            Built.agent(
                LlmAgent.builder(),
                "name",
                "writer",
                "description",
                "Writes",
                "model",
                new ScriptedLlm(request -> text("A draft.")))));
  }

  private static BaseAgent limited() {
    return Built.agent(
        LlmAgent.builder(),
        "name",
        "endless-agent",
        "description",
        "Goes on",
        "model",
        new ScriptedLlm(request -> call("lookupOrder")),
        "tools",
        List.of(tool("lookupOrder")));
  }

  private static BaseAgent gemini() {
    Client client =
        Client.builder()
            .apiKey("none")
            .httpOptions(
                HttpOptions.builder()
                    .baseUrl(System.getProperty("server").replace("/v1", ""))
                    .build())
            .build();
    return Built.agent(
        LlmAgent.builder(),
        "name",
        "gemini-agent",
        "description",
        "Asks Gemini",
        "model",
        new Gemini("gemini-real", client));
  }

  private static FunctionTool tool(String name) {
    return FunctionTool.create(AdkProgram.class, name);
  }

  private static String run(String sessionId, BaseAgent agent, int maxLlmCalls) {
    InMemoryRunner runner = new InMemoryRunner(agent, "shop");
    Session session =
        runner
            .sessionService()
            .createSession("shop", "u-1", new ConcurrentHashMap<>(), sessionId)
            .blockingGet();
    RunConfig.Builder config = RunConfig.builder();
    if (maxLlmCalls > 0) {
      config.setMaxLlmCalls(maxLlmCalls);
    }
    StringBuilder seen = new StringBuilder();
    Flowable<Event> events =
        runner.runAsync(
            session.userId(),
            session.id(),
            Content.builder().role("user").parts(List.of(Part.fromText("Hi"))).build(),
            config.build());
    Iterator<Event> each = events.blockingIterable().iterator();
    while (each.hasNext()) {
      seen.append(each.next().stringifyContent()).append(';');
    }
    return seen.toString();
  }

  /** Renamed between versions. */
  private static String transfer(LlmRequest request) {
    return request.tools().keySet().stream()
        .filter(name -> name.startsWith("transfer"))
        .findFirst()
        .orElse("none");
  }

  private static long results(LlmRequest request) {
    return request.contents().stream()
        .flatMap(content -> content.parts().orElse(List.of()).stream())
        .filter(part -> part.functionResponse().isPresent())
        .count();
  }

  private static LlmResponse text(String text) {
    return LlmResponse.builder()
        .content(Content.builder().role("model").parts(List.of(Part.fromText(text))).build())
        .build();
  }

  private static LlmResponse call(String function) {
    return call(function, "c-" + function, "{\"orderId\":\"A-17\"}");
  }

  private static LlmResponse call(String function, String id, String arguments) {
    return LlmResponse.builder()
        .content(
            Content.fromJson(
                "{\"role\":\"model\",\"parts\":[{\"text\":\"Let me see.\"},{\"functionCall\":"
                    + "{\"id\":\""
                    + id
                    + "\",\"name\":\""
                    + function
                    + "\",\"args\":"
                    + arguments
                    + "}}]}"))
        .build();
  }

  private static void seen(String name, Scenario scenario) {
    String seen;
    try {
      seen = scenario.run();
    } catch (Throwable e) {
      seen = e.getClass().getName() + ": " + e.getMessage();
    }
    System.out.println("SEEN " + name + ": " + seen.replace('\n', ' '));
  }

  private interface Scenario {
    String run() throws Exception;
  }

  /** A model that answers from a script: ADK's own interface for models. */
  private static final class ScriptedLlm extends BaseLlm {
    private final Function<LlmRequest, LlmResponse> script;

    ScriptedLlm(Function<LlmRequest, LlmResponse> script) {
      super("scripted");
      this.script = script;
    }

    @Override
    public Flowable<LlmResponse> generateContent(LlmRequest request, boolean stream) {
      return Flowable.fromCallable(() -> script.apply(request));
    }

    @Override
    public BaseLlmConnection connect(LlmRequest request) {
      throw new UnsupportedOperationException("no live calls");
    }
  }

  private AdkProgram() {}
}
