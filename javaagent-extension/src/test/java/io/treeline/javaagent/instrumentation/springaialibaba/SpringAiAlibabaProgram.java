package io.treeline.javaagent.instrumentation.springaialibaba;

import static com.alibaba.cloud.ai.graph.StateGraph.END;
import static com.alibaba.cloud.ai.graph.StateGraph.START;
import static com.alibaba.cloud.ai.graph.action.AsyncEdgeAction.edge_async;
import static com.alibaba.cloud.ai.graph.action.AsyncNodeAction.node_async;

import com.alibaba.cloud.ai.graph.CompiledGraph;
import com.alibaba.cloud.ai.graph.KeyStrategy;
import com.alibaba.cloud.ai.graph.RunnableConfig;
import com.alibaba.cloud.ai.graph.StateGraph;
import com.alibaba.cloud.ai.graph.agent.Agent;
import com.alibaba.cloud.ai.graph.agent.ReactAgent;
import com.alibaba.cloud.ai.graph.agent.flow.agent.SequentialAgent;
import io.treeline.javaagent.instrumentation.springai.OpenAiModels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.annotation.Tool;

/** What applications do with Spring AI Alibaba, with what every supported version has. */
public final class SpringAiAlibabaProgram {

  private SpringAiAlibabaProgram() {}

  public static void main(String[] arguments) throws Exception {
    RunnableConfig thread = RunnableConfig.builder().threadId("thread-7").build();
    seen("orders", agent("order-agent", "orders").call("Where is A-17?", thread).getText());
    seen("desk", agent("support-agent", "desk").call("Refund A-17").getText());
    try {
      seen("broken", agent("broken-agent", "broken").call("Hi").getText());
    } catch (Exception e) {
      seen("broken", "failed");
    }
    Agent line =
        SequentialAgent.builder()
            .name("story-line")
            .description("Writes, then edits")
            .subAgents(List.of(writer("writer", "draft"), writer("editor", "edited")))
            .build();
    seen("line", line.invoke("Write").isPresent());
    CompiledGraph graph = graph();
    seen("graph", graph.invoke(Map.of("topic", "money"), thread).isPresent());
    seen(
        "after",
        OpenAiModels.chat("after").call(new Prompt("Hi")).getResult().getOutput().getText());
    System.exit(0);
  }

  static ReactAgent agent(String name, String model) {
    return ReactAgent.builder()
        .name(name)
        .model(OpenAiModels.chat(model))
        .systemPrompt("Be brief.")
        .methodTools(new Orders())
        .build();
  }

  private static Agent writer(String name, String output) {
    return ReactAgent.builder()
        .name(name)
        .description(name)
        .model(OpenAiModels.chat(name))
        .instruction("Do your part.")
        .outputKey(output)
        .build();
  }

  /** One that the application draws: two branches at the same time, then a choice. */
  private static CompiledGraph graph() throws Exception {
    return new StateGraph(
            "triage",
            () -> {
              Map<String, KeyStrategy> strategies = new HashMap<>();
              strategies.put("topic", KeyStrategy.REPLACE);
              strategies.put("left", KeyStrategy.REPLACE);
              strategies.put("right", KeyStrategy.REPLACE);
              return strategies;
            })
        .addNode("look", node_async(state -> Map.of("topic", ask("look"))))
        .addNode("left", node_async(state -> Map.of("left", ask("left"))))
        .addNode("right", node_async(state -> Map.of("right", ask("right"))))
        .addNode("join", node_async(state -> Map.of()))
        .addNode("refund", node_async(state -> Map.of("topic", ask("refund"))))
        .addNode("invoice", node_async(state -> Map.of()))
        .addEdge(START, "look")
        .addEdge("look", "left")
        .addEdge("look", "right")
        .addEdge("left", "join")
        .addEdge("right", "join")
        .addConditionalEdges(
            "join", edge_async(state -> "money"), Map.of("money", "refund", "paper", "invoice"))
        .addEdge("refund", END)
        .addEdge("invoice", END)
        .compile();
  }

  private static String ask(String model) {
    return OpenAiModels.chat(model).call(new Prompt("Hi")).getResult().getOutput().getText();
  }

  private static void seen(String what, Object value) {
    System.out.println("SEEN " + what + ": " + value);
  }

  /** Tools. */
  public static final class Orders {

    @Tool(name = "lookup_order", description = "Looks an order up")
    public String lookup(String orderId) {
      return "shipped " + orderId;
    }

    @Tool(name = "ask_refunds", description = "Asks the refund agent")
    public String ask(String orderId) throws Exception {
      return agent("refund-agent", "refunds").call("Refund " + orderId).getText();
    }
  }
}
