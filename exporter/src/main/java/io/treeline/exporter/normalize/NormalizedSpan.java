package io.treeline.exporter.normalize;

import io.treeline.exporter.model.Span;
import java.util.List;

/**
 * A span and what had to be cut or left out to keep it.
 *
 * @param warnings one sentence each; empty when the span was kept whole
 */
public record NormalizedSpan(Span span, List<String> warnings) {
  public NormalizedSpan {
    warnings = List.copyOf(warnings);
  }
}
