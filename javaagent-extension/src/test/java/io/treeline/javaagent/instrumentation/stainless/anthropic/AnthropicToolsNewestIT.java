package io.treeline.javaagent.instrumentation.stainless.anthropic;

/** The newest supported version of the tool runner. */
class AnthropicToolsNewestIT extends AnthropicToolsContract {
  AnthropicToolsNewestIT() {
    super("3.12.0");
  }
}
