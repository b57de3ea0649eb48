package io.treeline.exporter.store;

import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.SpanExample;
import java.util.List;

/**
 * What several sessions have in common that is worth looking at.
 *
 * @param kind such as {@code LOOP}
 * @param path where
 * @param subject who
 * @param sessions how many
 * @param failedSessions how many of them ended in error
 * @param times how often
 * @param nanos time at stake
 * @param usage usage at stake
 * @param examples where most is at stake: cost, then time
 */
public record FindingRow(
    String kind,
    String path,
    String subject,
    long sessions,
    long failedSessions,
    long times,
    long nanos,
    PlaceUsage usage,
    List<SpanExample> examples) {
  public FindingRow {
    examples = List.copyOf(examples);
  }
}
