package io.treeline.javaagent.instrumentation.stainless.anthropic;

/** The newest supported version. */
class AnthropicNewestIT extends AnthropicContract {
  AnthropicNewestIT() {
    super("3.12.0");
  }
}
