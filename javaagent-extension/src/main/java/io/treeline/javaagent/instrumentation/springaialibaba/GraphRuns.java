package io.treeline.javaagent.instrumentation.springaialibaba;

import com.alibaba.cloud.ai.graph.CompiledGraph;
import com.alibaba.cloud.ai.graph.OverAllState;
import com.alibaba.cloud.ai.graph.RunnableConfig;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.javaagent.reactive.WatchedFlux;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** What {@link GraphRunnerInstrumentation}'s advice does. */
public final class GraphRuns {

  static final GenAiTelemetry TELEMETRY =
      GenAiTelemetry.create("io.treeline.spring-ai-alibaba", null);

  private static final String NAMELESS = "graph";
  private static final OptionalField GRAPH = OptionalField.named("compiledGraph");
  private static final OptionalField CONFIG = OptionalField.named("config");

  private GraphRuns() {}

  /** What the run gives, with a span for each time it is asked for. */
  public static @Nullable Flux<Object> watched(
      Object runner, @Nullable OverAllState state, @Nullable Flux<Object> responses) {
    if (responses == null || !(GRAPH.get(runner) instanceof CompiledGraph graph)) {
      return responses;
    }
    Object config = CONFIG.get(runner);
    return new WatchedFlux<>(responses, parent -> start(parent, graph, config, state));
  }

  private static GraphRun start(
      Context parent, CompiledGraph graph, @Nullable Object config, @Nullable OverAllState state) {
    String thread = config instanceof RunnableConfig given ? given.threadId().orElse(null) : null;
    Context inSession =
        SessionContext.from(parent)
            .offerId(thread, SessionIdSources.FRAMEWORK)
            .storeInContext(parent);
    AttributesBuilder attributes = Attributes.builder();
    if (thread != null) {
      attributes.put(GenAiAttributes.CONVERSATION_ID, thread);
    }
    Graphs.Agent agent = Graphs.agent(graph);
    boolean works = agent != null && agent.topology() == null;
    AgentInvocation invocation =
        TELEMETRY.startAgent(
            inSession,
            new AgentRequest(
                works ? GenAiOperations.INVOKE_AGENT : GenAiOperations.INVOKE_WORKFLOW,
                agent != null ? agent.name() : nameOf(graph),
                null,
                agent == null ? null : agent.description(),
                works ? input(state) : List.of(),
                attributes.build()));
    if (!works) {
      invocation.set(TreelineAttributes.AGENT_TOPOLOGY, agent == null ? "graph" : agent.topology());
    }
    if (graph.getMaxIterations() < Integer.MAX_VALUE) {
      invocation.set(TreelineAttributes.AGENT_MAX_ITERATIONS, (long) graph.getMaxIterations());
    }
    if (agent == null && state != null && GenAiConfig.get().captureContent()) {
      invocation.putValue(TreelineAttributes.INPUT, StateValues.plain(state.data()));
    }
    return new GraphRun(graph, invocation, agent == null, works);
  }

  private static List<Message> input(@Nullable OverAllState state) {
    return state == null || !GenAiConfig.get().captureContent()
        ? List.of()
        : StateValues.messages(state.data());
  }

  private static String nameOf(CompiledGraph graph) {
    String name = graph.stateGraph.getName();
    return name == null || name.isBlank() || name.startsWith("__") ? NAMELESS : name;
  }
}
