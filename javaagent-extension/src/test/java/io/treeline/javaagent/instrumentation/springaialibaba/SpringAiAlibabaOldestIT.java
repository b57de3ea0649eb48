package io.treeline.javaagent.instrumentation.springaialibaba;

/** The oldest version with agents: 1.0 had graphs of another shape alone. */
class SpringAiAlibabaOldestIT extends SpringAiAlibabaContract {

  SpringAiAlibabaOldestIT() {
    super(
        "com.alibaba.cloud.ai:spring-ai-alibaba-agent-framework:1.1.0.0",
        "org.springframework.ai:spring-ai-openai:1.1.0",
        "com.fasterxml.jackson.core:jackson-core:2.18.4");
  }
}
