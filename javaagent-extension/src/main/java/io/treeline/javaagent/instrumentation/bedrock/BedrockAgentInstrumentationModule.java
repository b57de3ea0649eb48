package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Agents, flows and knowledge bases of Amazon Bedrock. */
public final class BedrockAgentInstrumentationModule extends BaseInstrumentationModule {

  public BedrockAgentInstrumentationModule() {
    super(
        "bedrock-agent",
        "software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeClient",
        "bedrockagentruntime 2.31 to 2.50");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new AgentAsyncClientInstrumentation(), new AgentClientInstrumentation());
  }
}
