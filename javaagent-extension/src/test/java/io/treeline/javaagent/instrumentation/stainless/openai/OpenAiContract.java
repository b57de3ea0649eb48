package io.treeline.javaagent.instrumentation.stainless.openai;

import io.treeline.javaagent.testing.library.LibraryContract;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.util.Map;

/** Chat completions of openai-java. */
abstract class OpenAiContract extends LibraryContract {
  private final String version;

  OpenAiContract(String version) {
    this.version = version;
  }

  @Override
  protected Class<? extends LibraryScenarios> scenarios() {
    return OpenAiScenarios.class;
  }

  @Override
  protected String[] libraries() {
    return new String[] {"com.openai:openai-java:" + version};
  }

  @Override
  protected Map<String, Object> ownChatAttributes() {
    return Map.of("openai.api.type", "chat_completions");
  }
}
