package io.treeline.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.javaagent.treeline.config.AgentConfig;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import io.treeline.javaagent.testing.AgentJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstrumentationSetTest {

  private static final String DEFAULT = "otel.instrumentation.common.default-enabled";

  @AfterEach
  void forgetConfiguration() {
    AgentConfig.install(AgentConfig.of(key -> null));
  }

  @Test
  void agents_switchesOffAllButTheNamedOnes() {
    Map<String, String> settings = settings(Map.of("treeline.agent.instrumentation", "agents"));

    assertThat(settings)
        .containsEntry(DEFAULT, "false")
        .containsEntry("otel.instrumentation.executors.enabled", "true")
        .containsEntry("otel.instrumentation.jdbc.enabled", "true")
        .doesNotContainKey("otel.jmx.enabled");
  }

  @Test
  void all_changesNothing() {
    assertThat(settings(Map.of("treeline.agent.instrumentation", "all"))).isEmpty();
    assertThat(settings(Map.of())).isEmpty();
  }

  @Test
  void usersOwnChoices_areKept() {
    assertThat(
            settings(
                Map.of(
                    "treeline.agent.instrumentation",
                    "agents",
                    "otel.instrumentation.jdbc.enabled",
                    "false")))
        .doesNotContainKey("otel.instrumentation.jdbc.enabled")
        .containsEntry(DEFAULT, "false");
    assertThat(settings(Map.of("treeline.agent.instrumentation", "agents", DEFAULT, "false")))
        .isEmpty();
  }

  @Test
  void metricsThatNobodyReceives_areNotMade() {
    assertThat(settings(Map.of("otel.metrics.exporter", "none")))
        .containsOnly(
            Map.entry("otel.jmx.enabled", "false"),
            Map.entry("otel.instrumentation.runtime-telemetry.enabled", "false"));
    assertThat(settings(Map.of("otel.metrics.exporter", "none", "otel.jmx.enabled", "true")))
        .doesNotContainKey("otel.jmx.enabled");
  }

  /** A name the agent does not know would switch on nothing, silently. */
  @Test
  void names_areThoseOfInstrumentationsInTheAgent() throws IOException {
    List<String> names =
        Stream.of(
                InstrumentationSet.CONTEXT,
                InstrumentationSet.CLIENTS,
                InstrumentationSet.SERVERS,
                InstrumentationSet.DATABASES)
            .flatMap(List::stream)
            .toList();
    try (JarFile agent = new JarFile(AgentJvm.upstreamAgentJar().toFile())) {
      String modules =
          agent.stream()
              .filter(entry -> entry.getName().endsWith("InstrumentationModule.classdata"))
              .map(
                  entry -> {
                    try (var in = agent.getInputStream(entry)) {
                      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .collect(Collectors.joining());

      // A constant of a class file: tag, length, text.
      assertThat(names)
          .allMatch(
              name -> modules.contains("\1\0" + (char) name.length() + name),
              "is a name of a module");
    }
  }

  private static Map<String, String> settings(Map<String, String> set) {
    AgentConfig.install(AgentConfig.of(set::get));
    return InstrumentationSet.settings(DefaultConfigProperties.createFromMap(set));
  }
}
