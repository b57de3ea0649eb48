package io.treeline.exporter.store.duckdb;

/**
 * What the writing thread remembers, so that it need not ask. Only the writing thread uses it.
 *
 * @param traces written to last
 * @param stale sessions whose numbers are to be worked out
 * @param contents pieces that are stored
 */
record WriterMemory(TraceCache traces, StaleSessions stale, ContentIds contents) {}
