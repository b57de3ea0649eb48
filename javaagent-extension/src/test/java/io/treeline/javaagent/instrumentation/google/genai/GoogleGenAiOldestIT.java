package io.treeline.javaagent.instrumentation.google.genai;

import java.util.Map;

/** The oldest supported version. */
class GoogleGenAiOldestIT extends GoogleGenAiContract {
  GoogleGenAiOldestIT() {
    super("1.0.0");
  }

  /** This version throws ids of answers away. */
  @Override
  protected Map<String, Object> expectedChat() {
    Map<String, Object> expected = super.expectedChat();
    expected.remove("gen_ai.response.id");
    return expected;
  }

  /** This version tells the server how long it would wait, and waits on. */
  @Override
  protected boolean timesOut() {
    return false;
  }

  /** This version tries nothing again. */
  @Override
  protected boolean retries() {
    return false;
  }
}
