package io.treeline.exporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key for an exporter that asks for one. */
final class ApiKeyOption {

  private static final String VARIABLE = "TREELINE_API_KEY";

  @Option(
      names = "--api-key",
      paramLabel = "<key>",
      description =
          "Key of an exporter that asks for one. Better in the environment, as "
              + VARIABLE
              + ": other users of this machine can see arguments.")
  @Nullable String key;

  /** The key; null for none. */
  @Nullable String get() {
    String given = key == null ? System.getenv(VARIABLE) : key;
    return given == null || given.isBlank() ? null : given.strip();
  }
}
