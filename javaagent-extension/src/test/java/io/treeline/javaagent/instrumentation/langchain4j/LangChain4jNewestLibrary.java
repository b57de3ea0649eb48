package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;

/** Models of LangChain4j with what came after 1.0. */
public final class LangChain4jNewestLibrary extends LangChain4jLibrary {

  /** Cancels the stream. */
  @Override
  public String streamClosedEarly(String model) throws Exception {
    Answer cancelling =
        new Answer() {
          @Override
          public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            context.streamingHandle().cancel();
            onPartialResponse(part.text());
          }
        };
    return stream(model, cancelling).first.get();
  }

  @Override
  public String others() throws Exception {
    LangChain4jNewestScenarios.run(System.getProperty("scripted"));
    return super.others();
  }
}
