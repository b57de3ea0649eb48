package io.treeline.exporter.decode;

import java.util.List;

/**
 * One export request.
 *
 * @param spans the spans that could be read, in the order sent
 * @param faults one message for each span that could not be read although its neighbours could
 */
public record DecodedBatch(List<RawSpan> spans, List<String> faults) {
  public DecodedBatch {
    spans = List.copyOf(spans);
    faults = List.copyOf(faults);
  }
}
