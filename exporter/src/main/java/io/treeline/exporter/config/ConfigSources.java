package io.treeline.exporter.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where each setting's text comes from. The strongest source wins: flag, environment, file. */
final class ConfigSources {

  /** The agent's own settings may stand in the same environment under {@code TREELINE_}. */
  static final String ENV_PREFIX = "TREELINE_EXPORTER_";

  /**
   * One setting as text.
   *
   * @param origin for error messages, such as {@code environment TREELINE_EXPORTER_GRPC_PORT}
   */
  record Value(String text, String origin) {}

  private final Map<ConfigKey, Value> values = new EnumMap<>(ConfigKey.class);

  Value get(ConfigKey key) {
    Value value = values.get(key);
    return value != null ? value : new Value(key.defaultValue(), "default");
  }

  /** Each source replaces what weaker ones before it said. */
  ConfigSources addFile(@Nullable Path file) {
    if (file == null) {
      return this;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(
          "cannot read the configuration file " + file.toAbsolutePath() + ": " + e);
    }
    properties
        .stringPropertyNames()
        .forEach(
            name ->
                values.put(
                    named(name, ConfigKey::key, "key", file.toString()),
                    new Value(properties.getProperty(name), name + " in " + file)));
    return this;
  }

  ConfigSources addEnvironment(Map<String, String> environment) {
    environment.forEach(
        (name, text) -> {
          if (name.startsWith(ENV_PREFIX)) {
            values.put(
                named(name, ConfigKey::env, "variable", "the environment"),
                new Value(text, "environment " + name));
          } else if (name.startsWith("TREELINE_")) {
            refuseWithoutExporter(name);
          }
        });
    return this;
  }

  ConfigSources addFlags(Map<String, String> flags) {
    flags.forEach(
        (name, text) ->
            values.put(
                named(name, ConfigKey::key, "flag", "the command line"),
                new Value(text, "--" + name)));
    return this;
  }

  private static void refuseWithoutExporter(String name) {
    String meant = ENV_PREFIX + name.substring("TREELINE_".length());
    if (Arrays.stream(ConfigKey.values()).anyMatch(key -> key.env().equals(meant))) {
      throw new ConfigException(
          "unknown variable " + name + " in the environment: did you mean " + meant + "?");
    }
  }

  private static ConfigKey named(
      String name,
      java.util.function.Function<ConfigKey, String> naming,
      String what,
      String where) {
    ConfigKey nearest = ConfigKey.HOST;
    int distance = Integer.MAX_VALUE;
    for (ConfigKey key : ConfigKey.values()) {
      String candidate = naming.apply(key);
      if (candidate.equals(name)) {
        return key;
      }
      int d = distance(candidate, name);
      if (d < distance) {
        distance = d;
        nearest = key;
      }
    }
    throw new ConfigException(
        "unknown "
            + what
            + " \""
            + name
            + "\" in "
            + where
            + ": did you mean \""
            + naming.apply(nearest)
            + "\"? Known: "
            + String.join(", ", Stream.of(ConfigKey.values()).map(naming).toList()));
  }

  /** Levenshtein's edit distance, without regard to case and to which separator is used. */
  private static int distance(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT).replaceAll("[._-]", "-");
    String right = b.toLowerCase(Locale.ROOT).replaceAll("[._-]", "-");
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replace = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
