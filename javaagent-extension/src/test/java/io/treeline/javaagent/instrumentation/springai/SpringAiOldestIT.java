package io.treeline.javaagent.instrumentation.springai;

/** The oldest supported version, whose models speak to OpenAI by themselves. */
class SpringAiOldestIT extends SpringAiContract {
  SpringAiOldestIT() {
    super("1.0.0", "1.0.0");
  }

  @Override
  protected boolean separatesSystemMessages() {
    return true;
  }

  /** Its stream is always one element behind. */
  @Override
  protected String textBeforeBreak() {
    return "Hello";
  }

  @Override
  protected String cancellation() {
    return "org.springframework.web.client.ResourceAccessException";
  }
}
