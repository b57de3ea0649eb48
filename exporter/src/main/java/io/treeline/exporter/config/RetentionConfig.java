package io.treeline.exporter.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of each project is kept.
 *
 * @param age of sessions; null for any
 * @param contentAge of what was said; null for any
 * @param bytes of a project's database; null for any
 */
public record RetentionConfig(
    @Nullable Duration age, @Nullable Duration contentAge, @Nullable Long bytes) {

  static RetentionConfig read(ConfigValues values) {
    return new RetentionConfig(
        values.isNone(ConfigKey.RETENTION_AGE) ? null : values.interval(ConfigKey.RETENTION_AGE),
        values.isNone(ConfigKey.RETENTION_CONTENT_AGE)
            ? null
            : values.interval(ConfigKey.RETENTION_CONTENT_AGE),
        values.isNone(ConfigKey.RETENTION_SIZE)
            ? null
            : (Long) values.large(ConfigKey.RETENTION_SIZE, 16L << 20, "16MB"));
  }
}
