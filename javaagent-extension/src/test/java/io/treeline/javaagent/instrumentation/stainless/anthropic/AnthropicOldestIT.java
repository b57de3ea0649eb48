package io.treeline.javaagent.instrumentation.stainless.anthropic;

/** The oldest supported version. */
class AnthropicOldestIT extends AnthropicContract {
  AnthropicOldestIT() {
    super("1.0.0");
  }
}
