package io.treeline.exporter.normalize;

import java.time.Duration;

/**
 * What a span may at most be.
 *
 * @param maxAttributeBytes a longer attribute value is cut
 * @param maxResourceAttributeBytes a longer attribute value, name or version of a resource or scope
 *     is cut
 * @param maxPathDepth parts of a session path beyond it are dropped
 * @param maxPathLength characters of a session path beyond it are dropped
 * @param maxFuture how far ahead of this machine's clock a sender's clock may be
 */
public record NormalizerLimits(
    int maxAttributeBytes,
    int maxResourceAttributeBytes,
    int maxPathDepth,
    int maxPathLength,
    Duration maxFuture) {

  public static final NormalizerLimits DEFAULT =
      new NormalizerLimits(1 << 20, 1 << 14, 32, 1024, Duration.ofHours(24));
}
