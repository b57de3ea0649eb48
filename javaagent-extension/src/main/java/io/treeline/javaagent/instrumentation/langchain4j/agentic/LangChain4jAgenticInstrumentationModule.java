package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Agents made of agents, from {@code langchain4j-agentic}. */
public final class LangChain4jAgenticInstrumentationModule extends BaseInstrumentationModule {

  public LangChain4jAgenticInstrumentationModule() {
    super(
        "langchain4j-agentic",
        "dev.langchain4j.agentic.internal.AgentInvoker",
        "langchain4j-agentic 1.3.0-beta9 to 1.16.1-beta26");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new AgentInvokerInstrumentation(),
        new WorkflowInstrumentation(),
        new LoopExitInstrumentation(),
        new PlannerInstrumentation(),
        new SupervisorInstrumentation());
  }
}
