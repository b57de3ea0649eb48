package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Models of Amazon Bedrock. */
public final class BedrockRuntimeInstrumentationModule extends BaseInstrumentationModule {

  public BedrockRuntimeInstrumentationModule() {
    super(
        "bedrock-runtime",
        "software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient",
        "bedrockruntime 2.30 to 2.54");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new RuntimeClientInstrumentation(),
        new RuntimeAsyncClientInstrumentation(),
        new RetryInstrumentation(),
        new HeadersInstrumentation());
  }
}
