package io.treeline.exporter.journal;

import org.jspecify.annotations.Nullable;

/**
 * How a journal does.
 *
 * @param bytes of its segments on disk
 * @param maxBytes most of them
 * @param waitingBytes appended and not in the store yet
 * @param entries appended since it was opened
 * @param syncs times it was forced to disk since it was opened
 * @param corrupt damaged stretches that were set aside since it was opened
 * @param refused entries, or parts of them, that the store can never hold, since it was opened
 * @param problem what keeps it from being written; null when nothing does
 */
public record JournalStatus(
    long bytes,
    long maxBytes,
    long waitingBytes,
    long entries,
    long syncs,
    long corrupt,
    long refused,
    @Nullable String problem) {}
