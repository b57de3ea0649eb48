package io.treeline.javaagent.instrumentation.agentscope;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** AgentScope for Java. */
public final class AgentScopeInstrumentationModule extends BaseInstrumentationModule {

  public AgentScopeInstrumentationModule() {
    super("agentscope", "io.agentscope.core.model.ChatModelBase", "AgentScope 1.0.0 to 2.0.0");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new AgentInstrumentation(),
        new AgentLifecycleInstrumentation(),
        new SummaryInstrumentation(),
        new ChatModelInstrumentation(),
        new ToolInstrumentation());
  }
}
