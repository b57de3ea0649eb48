package io.treeline.exporter.ingest;

import io.treeline.exporter.normalize.NormalizerLimits;
import java.time.Duration;

/**
 * How requests go.
 *
 * @param limits of what is normalized
 * @param acknowledgesStored whether a sender is answered only when what it sent can be read, rather
 *     than when it is in the journal
 * @param closeTimeout longest time to load what is in the journal when closing; the rest stays for
 *     the next start
 */
public record IngestSettings(
    NormalizerLimits limits, boolean acknowledgesStored, Duration closeTimeout) {}
