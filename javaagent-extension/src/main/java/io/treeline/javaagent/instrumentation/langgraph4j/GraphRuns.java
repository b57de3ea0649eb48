package io.treeline.javaagent.instrumentation.langgraph4j;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.GraphNode;
import io.opentelemetry.javaagent.treeline.genai.HumanStep;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the advice of this room does. */
public final class GraphRuns {

  private static final GenAiTelemetry TELEMETRY =
      GenAiTelemetry.create("io.treeline.langgraph4j", null);

  private static final Pattern LIMIT = Pattern.compile("Maximum number of iterations .* reached");
  private static final String NAMELESS = "graph";

  /** Weak and by identity. */
  private static final Cache<Object, GraphRun> RUNS = Cache.weak();

  private static final OptionalField GRAPH = OptionalField.named("this$0");
  private static final OptionalField CONFIG = OptionalField.named("config");
  private static final OptionalField MAX_ITERATIONS = OptionalField.named("maxIterations");
  private static final OptionalField ITERATION = OptionalField.named("iteration");
  private static final OptionalField CONTEXT = OptionalField.named("context");
  private static final OptionalField NEXT_NODE = OptionalField.named("nextNodeId");
  private static final OptionalField CURRENT_NODE = OptionalField.named("currentNodeId");
  private static final OptionalMethod VALUE = OptionalMethod.named("value");
  private static final OptionalMethod ID = OptionalMethod.named("id");
  private static final OptionalMethod MAPPINGS = OptionalMethod.named("mappings");
  private static final OptionalMethod GOTO_NODE = OptionalMethod.named("gotoNode");

  private GraphRuns() {}

  /**
   * A run has been set up.
   *
   * @param arguments the graph, its input and its configuration, in any order
   */
  public static void created(Object generator, @Nullable Object[] arguments) {
    Object graph = GRAPH.get(generator);
    Object config = find(arguments, "RunnableConfig");
    Context parent = Context.current();
    String threadId = PendingAnswers.threadId(config);
    Context inSession =
        threadId == null
            ? parent
            : SessionContext.from(parent)
                .offerId(threadId, SessionIdSources.FRAMEWORK)
                .storeInContext(parent);
    String node = parent.get(GraphRun.NODE_OF);
    String given = node == null || node.isEmpty() ? GraphNames.graph(graph) : node;
    AttributesBuilder attributes = Attributes.builder();
    if (threadId != null) {
      attributes.put(GenAiAttributes.CONVERSATION_ID, threadId);
    }
    AgentInvocation workflow =
        TELEMETRY.startAgent(
            inSession,
            new AgentRequest(
                GenAiOperations.INVOKE_WORKFLOW,
                given == null ? NAMELESS : given,
                null,
                null,
                List.of(),
                attributes.build()));
    GraphRun run =
        new GraphRun(
            workflow,
            GraphRun.in(parent) != null,
            MAX_ITERATIONS.get(graph) instanceof Integer limit ? (Long) limit.longValue() : null);
    RUNS.put(generator, run);
    run.endWithout(generator);
    input(workflow, graph, config, arguments);
  }

  private static void input(
      AgentInvocation workflow,
      @Nullable Object graph,
      @Nullable Object config,
      @Nullable Object[] arguments) {
    Object resume = find(arguments, "GraphResume");
    Object input = find(arguments, "GraphArgs");
    Object values = VALUE.call(input);
    for (Object argument : arguments) {
      if (argument instanceof Map<?, ?>) {
        values = argument;
      }
    }
    boolean resumed = resume != null || (input == null && values == null);
    if (resumed && graph != null) {
      Object answer = VALUE.call(resume);
      boolean said = answer instanceof Map<?, ?> map && !map.isEmpty();
      SpanContext interrupted = PendingAnswers.resumed(graph, config, said ? answer : null);
      if (interrupted != null) {
        workflow.link(interrupted);
      }
      values = answer;
    }
    if (GenAiConfig.get().captureContent() && values instanceof Map<?, ?> map && !map.isEmpty()) {
      workflow.putValue(TreelineAttributes.INPUT, map);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by endStep
  public static @Nullable Object beginStep(Object generator) {
    GraphRun run = RUNS.get(generator);
    if (run == null) {
      return null;
    }
    run.endStreams();
    return new Step(run, run.context().makeCurrent());
  }

  public static void endStep(
      Object generator, @Nullable Object step, @Nullable Object data, @Nullable Throwable thrown) {
    if (!(step instanceof Step begun)) {
      return;
    }
    begun.scope.close();
    GraphRun run = begun.run;
    Throwable failure = thrown == null ? StepData.failure(data) : thrown;
    if (failure != null) {
      run.fail(failure, isLimit(failure));
    } else if (StepData.isDone(data)) {
      if (endedAtLimit(generator)) {
        run.stop("max_iterations");
      } else if (StepData.isInterrupted(data) || NEXT_NODE.get(position(generator)) != null) {
        interrupted(generator, run);
      } else {
        run.stop("final_answer");
      }
    }
  }

  private static void interrupted(Object generator, GraphRun run) {
    Object graph = GRAPH.get(generator);
    if (!run.isNested() && graph != null) {
      Object position = position(generator);
      HumanStep step =
          TELEMETRY.startHumanStep(
              run.context(),
              "approval",
              waitedFor(NEXT_NODE.get(position), CURRENT_NODE.get(position)),
              null);
      PendingAnswers.waiting(graph, CONFIG.get(generator), run.workflow().spanContext(), step);
    }
    run.stop("human");
  }

  /** What knows the nodes a run is between: a class of its own from 1.7 on. */
  private static Object position(Object generator) {
    Object position = CONTEXT.get(generator);
    return position == null ? generator : position;
  }

  /** The node before which the graph waits; the one after which it does when there is no other. */
  private static @Nullable String waitedFor(@Nullable Object next, @Nullable Object current) {
    Object node = next == null || next.toString().startsWith("__") ? current : next;
    return node == null ? null : node.toString();
  }

  /** Null outside of a run, and for actions that are no node's. */
  @SuppressWarnings({"MustBeClosedChecker", "ReferenceEquality"}) // closed by endNode
  public static @Nullable Object beginNode(Object action) {
    String name = GraphNames.node(action);
    if (name == null) {
      return null;
    }
    Context parent = Context.current();
    GraphRun run = GraphRun.in(parent);
    if (run == null || parent.get(ActiveNode.ACTION) == action) {
      return null;
    }
    if (GraphNames.isSubgraph(action)) {
      return new SubGraph(parent.with(GraphRun.NODE_OF, name).makeCurrent());
    }
    GraphNode node = TELEMETRY.startNode(parent, name, null);
    node.set(TreelineAttributes.AGENT_ITERATION, run.visit(name));
    return new ActiveNode(run, node, node.context().with(ActiveNode.ACTION, action).makeCurrent());
  }

  public static void endNode(
      @Nullable Object call, @Nullable Object update, @Nullable Throwable thrown) {
    if (call instanceof SubGraph subGraph) {
      subGraph.scope.close();
    } else if (call instanceof ActiveNode active) {
      active.scope.close();
      if (thrown != null) {
        active.node.fail(thrown);
      } else if (update instanceof CompletionStage<?> later) {
        later.whenComplete((values, failure) -> active.end(values, failure));
      } else {
        active.node.end(null);
      }
    }
  }

  /** A router may ask a model: that is the graph's work, and no node's. */
  @SuppressWarnings("MustBeClosedChecker") // closed by endEdge
  public static @Nullable Object beginEdge() {
    GraphRun run = GraphRun.in(Context.current());
    return run == null ? null : new Step(run, run.context().makeCurrent());
  }

  /**
   * The next node was found, or was not.
   *
   * @param route the edge, to one node or by a condition
   * @param next the node's name, or the later versions' command; null when none was found
   */
  public static void endEdge(
      @Nullable Object edge,
      Object graph,
      @Nullable Object route,
      @Nullable String from,
      @Nullable Object next) {
    if (!(edge instanceof Step begun)) {
      return;
    }
    begun.scope.close();
    String to = next instanceof String name ? name : GOTO_NODE.text(next);
    if (to == null || from == null) {
      return;
    }
    List<String> offered = List.of();
    if (ID.call(route) == null && MAPPINGS.call(VALUE.call(route)) instanceof Map<?, ?> mappings) {
      offered = mappings.values().stream().map(String::valueOf).distinct().sorted().toList();
    }
    String source = from.equals("entryPoint") ? "__START__" : from;
    begun.run.edge(source, offered, GraphNames.targets(graph, to));
  }

  /** Until 1.5 a graph at its limit just ends. */
  private static boolean endedAtLimit(Object generator) {
    return ITERATION.get(generator) instanceof Integer taken
        && MAX_ITERATIONS.get(GRAPH.get(generator)) instanceof Integer limit
        && taken > limit;
  }

  private static boolean isLimit(Throwable failure) {
    String message = failure.getMessage();
    return message != null && LIMIT.matcher(message).find();
  }

  private static @Nullable Object find(@Nullable Object[] arguments, String simpleName) {
    for (Object argument : arguments) {
      if (argument != null && argument.getClass().getSimpleName().equals(simpleName)) {
        return argument;
      }
    }
    return null;
  }

  private record Step(GraphRun run, Scope scope) {}

  private record SubGraph(Scope scope) {}

  private record ActiveNode(GraphRun run, GraphNode node, Scope scope) {
    /** The action that runs: its bridge method calls its own. */
    static final ContextKey<Object> ACTION = ContextKey.named("treeline-langgraph4j-action");

    void end(@Nullable Object values, @Nullable Throwable failure) {
      if (failure != null) {
        node.fail(failure);
      } else if (StepData.streams(values)) {
        run.streams(node);
      } else {
        node.end(values);
      }
    }
  }
}
