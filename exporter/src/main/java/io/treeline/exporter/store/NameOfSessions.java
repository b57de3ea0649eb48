package io.treeline.exporter.store;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one name.
 *
 * @param name as shown
 * @param firstStartEpochNanos the earliest start of one
 * @param lastRequestEpochNanos the latest start of a request
 * @param averageLatencyNanos of their requests that ended; null when none did
 * @param costUsd sum; null when no call is priced
 */
public record NameOfSessions(
    String name,
    long firstStartEpochNanos,
    long lastRequestEpochNanos,
    long sessions,
    @Nullable Double averageLatencyNanos,
    @Nullable BigDecimal costUsd) {}
