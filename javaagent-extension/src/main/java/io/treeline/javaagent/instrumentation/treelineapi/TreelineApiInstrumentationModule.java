package io.treeline.javaagent.instrumentation.treelineapi;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Our own API. */
public final class TreelineApiInstrumentationModule extends BaseInstrumentationModule {

  public TreelineApiInstrumentationModule() {
    super("api", "io.treeline.api.internal.AgentBridge", "treeline-api 0.1");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new AgentBridgeInstrumentation());
  }
}
