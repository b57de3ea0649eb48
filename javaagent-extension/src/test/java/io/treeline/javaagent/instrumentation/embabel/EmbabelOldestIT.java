package io.treeline.javaagent.instrumentation.embabel;

import java.util.List;

/** The oldest version that can be had; it leaves tools to Spring AI. */
class EmbabelOldestIT extends EmbabelContract {

  EmbabelOldestIT() {
    super(
        List.of(
            "com.embabel.agent:embabel-agent-api:0.2.0",
            "org.springframework.ai:spring-ai-openai:1.0.0"),
        List.of("EmbabelProgram"));
  }
}
