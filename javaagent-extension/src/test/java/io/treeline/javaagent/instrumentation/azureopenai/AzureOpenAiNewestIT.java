package io.treeline.javaagent.instrumentation.azureopenai;

/** The newest supported version. */
class AzureOpenAiNewestIT extends AzureOpenAiContract {
  AzureOpenAiNewestIT() {
    super("1.0.0-beta.16");
  }
}
