package io.treeline.exporter.journal;

/**
 * An entry and where it stands.
 *
 * @param start its position
 * @param end the position after it
 */
public record JournalRecord(long start, long end, JournalEntry entry) {}
