package io.treeline.exporter.ingest;

import io.treeline.exporter.decode.DecodedBatch;
import io.treeline.exporter.decode.MalformedPayloadException;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.normalize.InvalidSpanException;
import io.treeline.exporter.normalize.NormalizedSpan;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.normalize.Origins;
import io.treeline.exporter.normalize.SpanNormalizer;
import io.treeline.exporter.normalize.SpanScores;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reads requests of spans. Thread-safe. */
final class SpanRequests {

  private final NormalizerLimits limits;
  private final ExporterTelemetry telemetry;

  SpanRequests(NormalizerLimits limits, ExporterTelemetry telemetry) {
    this.limits = limits;
    this.telemetry = telemetry;
  }

  /**
   * Reads an OTLP request.
   *
   * @param received by which the spans' times are judged
   * @throws MalformedPayloadException when it cannot be decoded
   */
  ReadRequest read(byte[] body, OtlpFormat format, Instant received) {
    DecodedBatch batch;
    try {
      batch = format.decode(body);
    } catch (MalformedPayloadException e) {
      telemetry.rejected(RejectReason.MALFORMED_REQUEST, 1);
      throw e;
    }
    telemetry.received(batch.spans().size() + batch.faults().size());
    telemetry.rejected(RejectReason.MALFORMED_SPAN, batch.faults().size());
    List<String> faults = new ArrayList<>(batch.faults());
    List<String> warnings = new ArrayList<>();
    List<Span> spans = normalize(batch.spans(), received, faults, warnings);
    List<Score> scores = spans.stream().flatMap(span -> SpanScores.of(span).stream()).toList();
    return new ReadRequest(
        new Contribution(spans, List.of(), List.of(), scores),
        outcome(spans.size(), faults, warnings));
  }

  /** Reads spans that take the place of what was stored under their ids. */
  ReadRequest corrections(List<RawSpan> raw, Instant received) {
    telemetry.received(raw.size());
    List<String> faults = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<Span> spans = normalize(raw, received, faults, warnings);
    return new ReadRequest(
        new Contribution(List.of(), spans, List.of(), List.of()),
        outcome(spans.size(), faults, warnings));
  }

  private static ExportOutcome outcome(int accepted, List<String> faults, List<String> warnings) {
    return new ExportOutcome(accepted, faults.size(), SenderMessage.of("spans", faults, warnings));
  }

  private List<Span> normalize(
      List<RawSpan> batch, Instant received, List<String> faults, List<String> warnings) {
    SpanNormalizer normalizer = new SpanNormalizer(limits, Clock.fixed(received, ZoneOffset.UTC));
    List<Span> spans = new ArrayList<>(batch.size());
    Origins origins = normalizer.origins();
    for (RawSpan raw : batch) {
      try {
        NormalizedSpan normalized = normalizer.normalize(raw, origins);
        spans.add(normalized.span());
        if (!normalized.warnings().isEmpty()) {
          telemetry.warned(1);
          for (String warning : normalized.warnings()) {
            warnings.add("span " + normalized.span().key().spanId() + ": " + warning);
          }
        }
      } catch (InvalidSpanException e) {
        telemetry.rejected(e.reason(), 1);
        faults.add(e.getMessage());
      }
    }
    return spans;
  }
}
