package io.treeline.javaagent.instrumentation.langchain4j.rag;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Retrieval, from {@code langchain4j-core}. */
public final class LangChain4jRetrievalInstrumentationModule extends BaseInstrumentationModule {

  public LangChain4jRetrievalInstrumentationModule() {
    super(
        "langchain4j-rag",
        "dev.langchain4j.rag.content.retriever.ContentRetriever",
        "LangChain4j 1.0 to 1.20");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new ContentRetrieverInstrumentation(),
        new EmbeddingStoreInstrumentation(),
        new ScoringModelInstrumentation(),
        new RetrievalAugmentorInstrumentation(),
        new QueryRouterInstrumentation());
  }
}
