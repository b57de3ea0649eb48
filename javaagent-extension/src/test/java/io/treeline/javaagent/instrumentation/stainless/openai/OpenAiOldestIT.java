package io.treeline.javaagent.instrumentation.stainless.openai;

/** The oldest supported version. */
class OpenAiOldestIT extends OpenAiContract {
  OpenAiOldestIT() {
    super("1.1.0");
  }
}
