package io.treeline.exporter.normalize;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one log record: at least one of the two.
 *
 * @param log the record of its span; null when it belongs to none and is only a score
 * @param score the score it is; null for all but evaluations
 * @param warnings what had to be cut or left out; one sentence each
 */
public record NormalizedLog(@Nullable LogRecord log, @Nullable Score score, List<String> warnings) {
  public NormalizedLog {
    warnings = List.copyOf(warnings);
  }
}
