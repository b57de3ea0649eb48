package io.treeline.javaagent;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Defaults of ours for the agent's own settings. Everything the user sets is stronger. */
final class AgentDefaults {

  /** Only inside treeline-javaagent.jar, put there by the build. */
  private static final String DISTRIBUTION = "distribution.properties";

  static Map<String, String> read() {
    Map<String, String> defaults = new HashMap<>();
    // It throws into the application when a stream is closed early, and would double our spans.
    for (String name : new String[] {"openai", "openai-java", "openai-java-1.1"}) {
      defaults.put("otel.instrumentation." + name + ".enabled", "false");
    }
    // Its spans lack messages, decisions, cache and session; those of calls through a framework
    // would be there twice.
    for (String name : new String[] {"aws-sdk-2.2-bedrock-runtime", "aws-sdk-bedrock-runtime"}) {
      defaults.put("otel.instrumentation." + name + ".enabled", "false");
    }
    defaults.putAll(distribution());
    return defaults;
  }

  private static Map<String, String> distribution() {
    Map<String, String> defaults = new HashMap<>();
    try (InputStream in = AgentDefaults.class.getResourceAsStream(DISTRIBUTION)) {
      if (in != null) {
        Properties properties = new Properties();
        properties.load(in);
        properties.forEach((key, value) -> defaults.put((String) key, (String) value));
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot read " + DISTRIBUTION + " from the agent's jar; download the jar again", e);
    }
    return defaults;
  }

  private AgentDefaults() {}
}
