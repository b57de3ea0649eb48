package io.treeline.javaagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.javaagent.treeline.config.AgentConfig;
import io.opentelemetry.javaagent.treeline.config.AgentSetting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

/** docs/configuration.md, section Agent, says what the code does. */
class ConfigurationDocumentTest {

  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  @Test
  void settings_haveOneRowEach() throws IOException {
    List<String> rows =
        agentSection()
            .lines()
            .filter(line -> line.startsWith("| `"))
            .filter(line -> line.split("\\|").length == 6)
            .map(line -> String.join(" ", Arrays.copyOfRange(line.split(" *\\| *"), 1, 5)))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AgentSetting.values())
                .map(
                    setting ->
                        String.format(
                            "`%s` %s `%s` `%s`",
                            setting.key(),
                            setting.type(),
                            setting.defaultValue(),
                            setting.environmentName()))
                .toList());
  }

  @Test
  void distributionDefaults_areInTheSection() throws IOException {
    Properties defaults = new Properties();
    try (InputStream in =
        Files.newInputStream(MODULE.resolve("src/build/distribution.properties"))) {
      defaults.load(in);
    }

    assertThat(defaults).isNotEmpty();
    defaults.forEach(
        (key, value) -> assertThatSection().contains("| `" + key + "` | `" + value + "` |"));
  }

  @Test
  void instrumentationsForAgents_areInTheSection() {
    Stream.of(
            InstrumentationSet.CONTEXT,
            InstrumentationSet.CLIENTS,
            InstrumentationSet.SERVERS,
            InstrumentationSet.DATABASES)
        .flatMap(List::stream)
        .forEach(name -> assertThatSection().contains("`" + name + "`"));
  }

  @Test
  void contentSwitch_keepsNothingForEveryWordThatSaysNo() {
    for (String no : new String[] {"false", "FALSE", "NO_CONTENT", "no_content", "none", "off"}) {
      assertThat(AgentConfig.of(key -> no).captureContent()).as(no).isFalse();
    }
    for (String yes : new String[] {"true", "SPAN_ONLY", "EVENT_ONLY", "SPAN_AND_EVENT", " "}) {
      assertThat(AgentConfig.of(key -> yes).captureContent()).as(yes).isTrue();
    }
  }

  private static AbstractStringAssert<?> assertThatSection() {
    try {
      return assertThat(agentSection());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String agentSection() throws IOException {
    String text = Files.readString(MODULE.getParent().resolve("docs/configuration.md"));
    int from = text.indexOf("\n## Agent\n");
    int to = text.indexOf("\n## ", from + 1);
    return text.substring(from, to < 0 ? text.length() : to);
  }
}
