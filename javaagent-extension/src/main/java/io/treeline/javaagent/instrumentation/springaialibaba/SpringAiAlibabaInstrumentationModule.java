package io.treeline.javaagent.instrumentation.springaialibaba;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Spring AI Alibaba's graphs and agents. */
public final class SpringAiAlibabaInstrumentationModule extends BaseInstrumentationModule {

  public SpringAiAlibabaInstrumentationModule() {
    super(
        "spring-ai-alibaba",
        "com.alibaba.cloud.ai.graph.GraphRunner",
        "Spring AI Alibaba 1.1.0.0 to 1.1.2.2");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new AgentInstrumentation(),
        new EdgeInstrumentation(),
        new GraphRunnerInstrumentation(),
        new NodeActionInstrumentation(),
        new NodeExecutorInstrumentation(),
        new ToolNodeInstrumentation());
  }
}
