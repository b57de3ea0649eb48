package io.treeline.javaagent.instrumentation.springaialibaba;

/** The newest supported version. */
class SpringAiAlibabaNewestIT extends SpringAiAlibabaContract {

  SpringAiAlibabaNewestIT() {
    super(
        "com.alibaba.cloud.ai:spring-ai-alibaba-agent-framework:1.1.2.2",
        "org.springframework.ai:spring-ai-openai:1.1.2",
        "com.fasterxml.jackson.core:jackson-core:2.19.4");
  }
}
