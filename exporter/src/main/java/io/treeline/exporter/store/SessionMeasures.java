package io.treeline.exporter.store;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of one session.
 *
 * @param durationNanos from its first start to its last end; null while nothing has ended
 * @param costUsd null when no call is priced
 */
public record SessionMeasures(
    long requests, @Nullable Long durationNanos, @Nullable BigDecimal costUsd) {}
