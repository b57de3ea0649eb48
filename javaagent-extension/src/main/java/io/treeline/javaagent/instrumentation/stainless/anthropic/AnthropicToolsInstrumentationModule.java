package io.treeline.javaagent.instrumentation.stainless.anthropic;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** The tool runner of the official Anthropic library. */
public final class AnthropicToolsInstrumentationModule extends BaseInstrumentationModule {

  public AnthropicToolsInstrumentationModule() {
    super("anthropic-tools", "com.anthropic.helpers.BetaToolRunner", "anthropic-java 2.11 to 3.x");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new ToolRunnerInstrumentation());
  }
}
