package io.treeline.exporter.ingest;

import io.treeline.exporter.receive.ExportOutcome;

/**
 * A request that was decoded and normalized.
 *
 * @param contribution what can be stored of it
 * @param outcome what its sender is to be told once that is kept
 */
record ReadRequest(Contribution contribution, ExportOutcome outcome) {}
