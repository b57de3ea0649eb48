package io.treeline.exporter;

import io.treeline.exporter.decode.DecodedBatch;
import io.treeline.exporter.decode.MalformedPayloadException;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.normalize.InvalidSpanException;
import io.treeline.exporter.normalize.NormalizedSpan;
import io.treeline.exporter.normalize.Origins;
import io.treeline.exporter.normalize.SpanNormalizer;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.receive.SinkUnavailableException;
import io.treeline.exporter.store.SpanCorrections;
import io.treeline.exporter.store.SpanWriter;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of spans: decode, normalize, estimate and price, write, tell the listener. Thread-safe;
 * blocks.
 */
final class SpanPipeline {

  private static final Logger logger = LoggerFactory.getLogger(SpanPipeline.class);

  /** A message names this many faults; the rest are counted. */
  private static final int MAX_NAMED_FAULTS = 5;

  private final SpanNormalizer normalizer;
  private final UnaryOperator<Span> pricing;
  private final SpanWriter writer;
  private final Consumer<List<Span>> listener;
  private final ExporterTelemetry telemetry;

  /**
   * @param pricing gives a span tokens nobody counted and its cost, or gives it back as it is
   * @param listener told of spans once they are durable
   */
  SpanPipeline(
      SpanNormalizer normalizer,
      UnaryOperator<Span> pricing,
      SpanWriter writer,
      Consumer<List<Span>> listener,
      ExporterTelemetry telemetry) {
    this.normalizer = normalizer;
    this.pricing = pricing;
    this.writer = writer;
    this.listener = listener;
    this.telemetry = telemetry;
  }

  /** Keeps one request; as {@link io.treeline.exporter.receive.ExportSink#accept}. */
  ExportOutcome accept(byte[] body, OtlpFormat format) {
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
    List<Span> spans = normalize(batch.spans(), faults, warnings);
    int stored = write(spans, writer::write, faults);
    return new ExportOutcome(stored, faults.size(), message("spans", faults, warnings));
  }

  /** Logs that take the place of what was stored under their ids. */
  ExportOutcome replace(List<RawSpan> raw, SpanCorrections corrections) {
    telemetry.received(raw.size());
    List<String> faults = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<Span> spans = normalize(raw, faults, warnings);
    int stored = write(spans, corrections::replace, faults);
    return new ExportOutcome(stored, faults.size(), message("spans", faults, warnings));
  }

  private List<Span> normalize(List<RawSpan> batch, List<String> faults, List<String> warnings) {
    List<Span> spans = new ArrayList<>(batch.size());
    Origins origins = normalizer.origins();
    for (RawSpan raw : batch) {
      try {
        NormalizedSpan normalized = normalizer.normalize(raw, origins);
        spans.add(pricing.apply(normalized.span()));
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

  /**
   * How many were stored. A span that can never be is looked for by halves and rejected: neither
   * may its neighbours be lost nor the sender try for ever.
   */
  private int write(List<Span> spans, Consumer<List<Span>> store, List<String> faults) {
    if (spans.isEmpty()) {
      return 0;
    }
    try {
      store.accept(spans);
    } catch (IllegalArgumentException e) {
      if (spans.size() > 1) {
        int half = spans.size() / 2;
        return write(spans.subList(0, half), store, faults)
            + write(spans.subList(half, spans.size()), store, faults);
      }
      telemetry.rejected(RejectReason.MALFORMED_SPAN, 1);
      faults.add("span " + spans.get(0).key().spanId() + " cannot be kept: " + e.getMessage());
      return 0;
    } catch (StoreException e) {
      telemetry.rejected(RejectReason.STORE_UNAVAILABLE, spans.size());
      throw new SinkUnavailableException("spans cannot be stored now: " + e.getMessage(), e);
    }
    telemetry.stored(spans.size());
    try {
      listener.accept(spans);
    } catch (RuntimeException e) {
      // They are stored: the sender must not send them again because a viewer could not be told.
      logger.warn("the live feed could not be told of {} spans", spans.size(), e);
    }
    return spans.size();
  }

  /** What a sender is told: what was rejected and what was changed. */
  static String message(String what, List<String> faults, List<String> warnings) {
    StringBuilder message = new StringBuilder();
    if (!faults.isEmpty()) {
      message.append(faults.size()).append(" ").append(what).append(" rejected: ");
      appendFirst(message, faults);
    }
    if (!warnings.isEmpty()) {
      message.append(message.isEmpty() ? "" : ". ").append("Kept, with changes: ");
      appendFirst(message, warnings);
    }
    return message.toString();
  }

  private static void appendFirst(StringBuilder message, List<String> sentences) {
    message.append(
        String.join("; ", sentences.subList(0, Math.min(MAX_NAMED_FAULTS, sentences.size()))));
    if (sentences.size() > MAX_NAMED_FAULTS) {
      message.append("; and ").append(sentences.size() - MAX_NAMED_FAULTS).append(" more");
    }
  }
}
