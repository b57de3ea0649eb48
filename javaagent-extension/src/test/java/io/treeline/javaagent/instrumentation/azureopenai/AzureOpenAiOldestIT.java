package io.treeline.javaagent.instrumentation.azureopenai;

/** The oldest supported version. */
class AzureOpenAiOldestIT extends AzureOpenAiContract {
  AzureOpenAiOldestIT() {
    super("1.0.0-beta.8");
  }
}
