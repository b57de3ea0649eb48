package io.treeline.javaagent.instrumentation.stainless.anthropic;

/** The oldest supported version of the tool runner. */
class AnthropicToolsOldestIT extends AnthropicToolsContract {
  AnthropicToolsOldestIT() {
    super("2.11.0");
  }
}
