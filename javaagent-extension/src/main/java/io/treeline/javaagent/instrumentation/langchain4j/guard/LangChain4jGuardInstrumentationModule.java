package io.treeline.javaagent.instrumentation.langchain4j.guard;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Guardrails, which there have been since 1.1, and moderation, from {@code langchain4j-core}. */
public final class LangChain4jGuardInstrumentationModule extends BaseInstrumentationModule {

  public LangChain4jGuardInstrumentationModule() {
    super(
        "langchain4j-guardrails",
        "dev.langchain4j.model.moderation.ModerationModel",
        "LangChain4j 1.0 to 1.20");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new GuardrailInstrumentation(), new ModerationModelInstrumentation());
  }
}
