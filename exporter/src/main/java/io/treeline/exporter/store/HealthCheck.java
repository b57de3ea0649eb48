package io.treeline.exporter.store;

import org.jspecify.annotations.Nullable;

/**
 * Whether operations are likely to succeed.
 *
 * @param problem null when healthy, else what is wrong and what to do
 */
public record HealthCheck(@Nullable String problem) {
  public static final HealthCheck OK = new HealthCheck(null);

  public boolean isHealthy() {
    return problem == null;
  }
}
