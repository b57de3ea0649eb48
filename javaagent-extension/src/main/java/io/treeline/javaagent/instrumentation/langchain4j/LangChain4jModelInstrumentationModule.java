package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Models, from {@code langchain4j-core}: all that an application without AI services has. */
public final class LangChain4jModelInstrumentationModule extends BaseInstrumentationModule {

  public LangChain4jModelInstrumentationModule() {
    super("langchain4j-models", "dev.langchain4j.model.chat.ChatModel", "LangChain4j 1.0 to 1.19");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new ChatModelInstrumentation(),
        new StreamingChatModelInstrumentation(),
        new AsyncChatInstrumentation(),
        new StreamingHandleInstrumentation(),
        new EmbeddingModelInstrumentation(),
        new ImageModelInstrumentation(),
        new RetryInstrumentation());
  }
}
