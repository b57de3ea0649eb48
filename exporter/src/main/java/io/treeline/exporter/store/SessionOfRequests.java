package io.treeline.exporter.store;

import org.jspecify.annotations.Nullable;

/**
 * A session and its requests, all of them.
 *
 * @param requests how many
 * @param lastRequestEpochNanos the latest start of one
 * @param averageLatencyNanos of those that ended; null when none did
 * @param tag null when it has none
 */
public record SessionOfRequests(
    SessionRow session,
    long requests,
    long lastRequestEpochNanos,
    @Nullable Double averageLatencyNanos,
    @Nullable String tag) {}
