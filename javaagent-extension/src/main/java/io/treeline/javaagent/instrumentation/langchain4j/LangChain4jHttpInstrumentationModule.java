package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** The HTTP client beneath most models, from {@code langchain4j-http-client}. */
public final class LangChain4jHttpInstrumentationModule extends BaseInstrumentationModule {

  public LangChain4jHttpInstrumentationModule() {
    super("langchain4j-http", "dev.langchain4j.http.client.HttpClient", "LangChain4j 1.0 to 1.19");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new HttpClientInstrumentation(), new HttpRequestInstrumentation());
  }
}
