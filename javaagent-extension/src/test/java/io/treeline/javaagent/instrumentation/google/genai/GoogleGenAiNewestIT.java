package io.treeline.javaagent.instrumentation.google.genai;

/** The newest supported version. */
class GoogleGenAiNewestIT extends GoogleGenAiContract {
  GoogleGenAiNewestIT() {
    super("1.70.0");
  }
}
