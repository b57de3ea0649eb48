package io.treeline.exporter.transfer;

/**
 * What an import kept, what was there before included.
 *
 * @param spans spans
 * @param logs log records
 * @param scores scores
 * @param complete whether the file says that nothing is missing at its end; foreign files never do
 */
public record ImportResult(long spans, long logs, long scores, boolean complete) {}
