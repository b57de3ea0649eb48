package io.treeline.javaagent.instrumentation.stainless.openai;

/** The newest supported version. */
class OpenAiNewestIT extends OpenAiContract {
  OpenAiNewestIT() {
    super("4.101.0");
  }
}
