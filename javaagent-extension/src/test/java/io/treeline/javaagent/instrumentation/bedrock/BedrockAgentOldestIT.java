package io.treeline.javaagent.instrumentation.bedrock;

/** The oldest supported version. */
class BedrockAgentOldestIT extends BedrockAgentContract {
  BedrockAgentOldestIT() {
    super("2.31.1");
  }
}
