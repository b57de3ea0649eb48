package io.treeline.javaagent.instrumentation.langgraph4j;

import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.AgentState;

/** Graphs with what the library has had since 1.4; what was renamed since is called by name. */
public final class LangGraph4jScenarios {

  private final String baseUrl;

  private LangGraph4jScenarios(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  public static void main(String[] args) throws Exception {
    LangGraph4jScenarios scenarios = new LangGraph4jScenarios(args[0]);
    scenarios.routing();
    scenarios.approval();
    scenarios.change();
    scenarios.limit();
    scenarios.parallel();
    scenarios.subgraph();
    scenarios.failing();
    scenarios.streamed();
    scenarios.abandoned();
    System.out.println("done");
  }

  /** The first node asks a model, the edge behind it reads what the model said. */
  private void routing() throws Exception {
    CompiledGraph<AgentState> graph =
        new StateGraph<>(AgentState::new)
            .addNode("triage", node_async(state -> Map.of("topic", ask("triage"))))
            .addNode("refund", node_async(state -> Map.of("answer", ask("refund"))))
            .addNode("invoice", node_async(state -> Map.of("answer", "never")))
            .addEdge(StateGraph.START, "triage")
            .addConditionalEdges(
                "triage",
                edge_async(state -> state.<String>value("topic").orElseThrow()),
                Map.of("money back", "refund", "bill", "invoice"))
            .addEdge("refund", StateGraph.END)
            .addEdge("invoice", StateGraph.END)
            .compile();
    AgentState end =
        graph
            .invoke(
                Map.of("question", "Where is my money?"),
                RunnableConfig.builder().threadId("thread-7").build())
            .orElseThrow();
    check("refunded", end.value("answer").orElseThrow());
  }

  private void approval() throws Exception {
    CompiledGraph<AgentState> graph = publisher();
    RunnableConfig thread = RunnableConfig.builder().threadId("approved-1").build();
    graph.invoke(Map.of("text", "draft"), thread);
    TimeUnit.MILLISECONDS.sleep(50);
    check(true, graph.invoke((Map<String, Object>) null, thread).isPresent());
  }

  private void change() throws Exception {
    CompiledGraph<AgentState> graph = publisher();
    RunnableConfig thread = RunnableConfig.builder().threadId("changed-1").build();
    graph.invoke(Map.of("text", "draft"), thread);
    RunnableConfig changed = graph.updateState(thread, Map.of("text", "better"));
    check(true, graph.invoke((Map<String, Object>) null, changed).isPresent());
  }

  private CompiledGraph<AgentState> publisher() throws Exception {
    return new StateGraph<>(AgentState::new)
        .addNode("write", node_async(state -> Map.of("text", "written")))
        .addNode("publish", node_async(state -> Map.of("published", true)))
        .addEdge(StateGraph.START, "write")
        .addEdge("write", "publish")
        .addEdge("publish", StateGraph.END)
        .compile(
            CompileConfig.builder()
                .checkpointSaver(new MemorySaver())
                .interruptBefore("publish")
                .build());
  }

  private void limit() throws Exception {
    CompiledGraph<AgentState> graph =
        new StateGraph<>(AgentState::new)
            .addNode("spin", node_async(state -> Map.of("again", true)))
            .addEdge(StateGraph.START, "spin")
            .addConditionalEdges(
                "spin", edge_async(state -> "on"), Map.of("on", "spin", "off", StateGraph.END))
            .compile();
    graph.setMaxIterations(4);
    try {
      // The oldest version just ends.
      graph.invoke(Map.of("endless", true), RunnableConfig.builder().build());
    } catch (RuntimeException expected) {
      System.out.println("stopped as it should: " + expected);
    }
  }

  /** Each branch waits for the other: they pass only when they run at the same time. */
  private void parallel() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    CompiledGraph<AgentState> graph =
        new StateGraph<>(AgentState::new)
            .addNode("fork", node_async(state -> Map.of("forked", true)))
            .addNode("left", branch(both, "left"))
            .addNode("right", branch(both, "right"))
            .addNode("join", node_async(state -> Map.of("joined", true)))
            .addEdge(StateGraph.START, "fork")
            .addEdge("fork", "left")
            .addEdge("fork", "right")
            .addEdge("left", "join")
            .addEdge("right", "join")
            .addEdge("join", StateGraph.END)
            .compile();
    AgentState end =
        graph.invoke(Map.of("branches", 2), RunnableConfig.builder().build()).orElseThrow();
    check("left here", end.value("left").orElseThrow());
  }

  private AsyncNodeAction<AgentState> branch(CountDownLatch both, String name) {
    return state ->
        CompletableFuture.supplyAsync(
            () -> {
              both.countDown();
              try {
                check(true, both.await(20, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return Map.of(name, ask(name));
            });
  }

  private void subgraph() throws Exception {
    CompiledGraph<AgentState> inner =
        new StateGraph<>(AgentState::new)
            .addNode("charge", node_async(state -> Map.of("charged", ask("charge"))))
            .addEdge(StateGraph.START, "charge")
            .addEdge("charge", StateGraph.END)
            .compile();
    StateGraph<AgentState> outer =
        new StateGraph<>(AgentState::new)
            .addNode("order", node_async(state -> Map.of("ordered", true)));
    addSubgraph(outer, "billing", inner);
    AgentState end =
        outer
            .addEdge(StateGraph.START, "order")
            .addEdge("order", "billing")
            .addEdge("billing", StateGraph.END)
            .compile()
            .invoke(Map.of("item", "book"), RunnableConfig.builder().build())
            .orElseThrow();
    check("charged", end.value("charged").orElseThrow());
  }

  private static void addSubgraph(Object outer, String name, Object inner) throws Exception {
    for (Method method : StateGraph.class.getMethods()) {
      if ((method.getName().equals("addNode") || method.getName().equals("addSubgraph"))
          && method.getParameterCount() == 2
          && method.getParameterTypes()[1] == CompiledGraph.class) {
        method.invoke(outer, name, inner);
        return;
      }
    }
    throw new AssertionError("no method to add a compiled graph");
  }

  private void failing() throws Exception {
    CompiledGraph<AgentState> graph =
        new StateGraph<>(AgentState::new)
            .addNode(
                "broken",
                node_async(
                    state -> {
                      throw new IllegalStateException("database is down");
                    }))
            .addEdge(StateGraph.START, "broken")
            .addEdge("broken", StateGraph.END)
            .compile();
    try {
      graph.invoke(Map.of("fails", true), RunnableConfig.builder().build());
      throw new AssertionError("expected the node to fail");
    } catch (RuntimeException expected) {
      System.out.println("failed as it should: " + expected);
    }
  }

  private void streamed() throws Exception {
    int outputs = 0;
    Iterator<?> steps = stream(counter("streamed")).iterator();
    while (steps.hasNext()) {
      steps.next();
      outputs++;
    }
    check(4, outputs);
  }

  private void abandoned() throws Exception {
    Iterable<?> stream = stream(counter("abandoned"));
    Iterator<?> steps = stream.iterator();
    check(true, steps.hasNext());
    steps.next();
    check(true, steps.hasNext());
    steps.next();
    WeakReference<Object> gone = new WeakReference<>(stream);
    stream = null;
    steps = null;
    for (int i = 0; i < 100 && gone.get() != null; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    check(true, gone.get() == null);
    for (int i = 0; i < 10; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static CompiledGraph<AgentState> counter(String name) throws Exception {
    return new StateGraph<>(AgentState::new)
        .addNode(name + "-1", node_async(state -> Map.of("one", 1)))
        .addNode(name + "-2", node_async(state -> Map.of("two", 2)))
        .addEdge(StateGraph.START, name + "-1")
        .addEdge(name + "-1", name + "-2")
        .addEdge(name + "-2", StateGraph.END)
        .compile();
  }

  /** What it answers with has been another type since 1.5. */
  private static Iterable<?> stream(CompiledGraph<AgentState> graph)
      throws ReflectiveOperationException {
    try {
      return (Iterable<?>)
          CompiledGraph.class
              .getMethod("stream", Map.class, RunnableConfig.class)
              .invoke(graph, Map.of("streamed", true), RunnableConfig.builder().build());
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private String ask(String model) {
    ChatModel asked =
        OpenAiChatModel.builder().baseUrl(baseUrl).apiKey("none").modelName(model).build();
    return asked.chat("Hi");
  }

  private static void check(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected <" + expected + "> but was <" + actual + ">");
    }
  }
}
