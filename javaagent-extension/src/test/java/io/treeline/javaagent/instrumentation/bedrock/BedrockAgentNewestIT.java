package io.treeline.javaagent.instrumentation.bedrock;

/** The newest supported version. */
class BedrockAgentNewestIT extends BedrockAgentContract {
  BedrockAgentNewestIT() {
    super("2.50.2");
  }
}
