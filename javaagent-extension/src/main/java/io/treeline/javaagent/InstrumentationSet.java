package io.treeline.javaagent;

import io.opentelemetry.javaagent.treeline.config.AgentConfig;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the OpenTelemetry agent's own instrumentations run beside ours, as {@code
 * treeline.agent.instrumentation} says. Each one that is on costs at every start, whether its
 * library is there or not.
 */
final class InstrumentationSet {

  /** Carries the session from one thread, task or subscriber to the next. */
  static final List<String> CONTEXT =
      List.of(
          "executors",
          "guava",
          "kotlinx-coroutines",
          "opentelemetry-api",
          "opentelemetry-extension-kotlin",
          "opentelemetry-instrumentation-annotations",
          "opentelemetry-instrumentation-api",
          "reactor",
          "rxjava");

  /** Calls of models and tools over the network, with the trace on their headers. */
  static final List<String> CLIENTS =
      List.of(
          "apache-httpclient-4.0",
          "apache-httpclient-5.0",
          // Not as a whole: that would make spans of Bedrock's models as well, next to ours.
          "aws-sdk-2.2-core",
          "aws-sdk-2.2-lambda",
          "aws-sdk-2.2-sns",
          "aws-sdk-2.2-sqs",
          "http-url-connection",
          "java-http-client",
          "netty-4.1",
          "okhttp-3.0",
          "reactor-netty-1.0");

  /** The request of a user, in which an agent works. */
  static final List<String> SERVERS =
      List.of(
          "java-http-server",
          "jetty-12.0",
          "servlet-3.0",
          "servlet-5.0",
          "spring-webflux",
          "spring-webmvc",
          "tomcat-10.0",
          "undertow");

  /** What tools ask most. */
  static final List<String> DATABASES = List.of("jdbc");

  private static final String DEFAULT_ENABLED = "otel.instrumentation.common.default-enabled";

  /** Settings that follow from ours, without those that the user has made. */
  static Map<String, String> settings(ConfigProperties config) {
    Map<String, String> settings = new HashMap<>();
    if ("none".equals(config.getString("otel.metrics.exporter"))) {
      // Nobody would receive them.
      settings.put("otel.jmx.enabled", "false");
      settings.put("otel.instrumentation.runtime-telemetry.enabled", "false");
    }
    boolean chosenByUser = config.getString(DEFAULT_ENABLED) != null;
    if (AgentConfig.current().agentsOnly() && !chosenByUser) {
      settings.put(DEFAULT_ENABLED, "false");
      for (List<String> names : List.of(CONTEXT, CLIENTS, SERVERS, DATABASES)) {
        names.forEach(name -> settings.put("otel.instrumentation." + name + ".enabled", "true"));
      }
    }
    settings.keySet().removeIf(key -> config.getString(key) != null);
    return settings;
  }

  private InstrumentationSet() {}
}
