package io.treeline.exporter.ingest;

import io.treeline.exporter.decode.DecodedLogs;
import io.treeline.exporter.decode.MalformedPayloadException;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.decode.RawLog;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.normalize.InvalidLogException;
import io.treeline.exporter.normalize.LogNormalizer;
import io.treeline.exporter.normalize.NormalizedLog;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads requests of log records. Thread-safe. */
final class LogRequests {

  private static final Logger logger = LoggerFactory.getLogger(LogRequests.class);

  private final NormalizerLimits limits;
  private final ExporterTelemetry telemetry;
  private final AtomicBoolean saidWithoutSpan = new AtomicBoolean();

  LogRequests(NormalizerLimits limits, ExporterTelemetry telemetry) {
    this.limits = limits;
    this.telemetry = telemetry;
  }

  /** One request on its way. */
  private static final class Batch {
    final List<LogRecord> logs = new ArrayList<>();
    final List<Score> scores = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    int accepted;
    int unplaced;
  }

  /**
   * Reads an OTLP request.
   *
   * @param received by which the records' times are judged
   * @throws MalformedPayloadException when it cannot be decoded
   */
  ReadRequest read(byte[] body, OtlpFormat format, Instant received) {
    DecodedLogs decoded;
    try {
      decoded = format.decodeLogs(body);
    } catch (MalformedPayloadException e) {
      telemetry.rejected(RejectReason.MALFORMED_REQUEST, 1);
      throw e;
    }
    telemetry.receivedLogs(decoded.logs().size() + decoded.faults().size());
    telemetry.rejected(RejectReason.MALFORMED_LOG, decoded.faults().size());
    Batch batch = new Batch();
    batch.faults.addAll(decoded.faults());
    normalize(decoded.logs(), received, batch);
    return new ReadRequest(
        new Contribution(List.of(), List.of(), batch.logs, batch.scores),
        new ExportOutcome(
            batch.accepted, batch.faults.size() + batch.unplaced, batch.unplaced, message(batch)));
  }

  private void normalize(List<RawLog> logs, Instant received, Batch batch) {
    LogNormalizer.Request request =
        new LogNormalizer(limits, Clock.fixed(received, ZoneOffset.UTC)).request();
    for (RawLog raw : logs) {
      try {
        add(request.normalize(raw), batch);
      } catch (InvalidLogException e) {
        telemetry.rejected(e.reason(), 1);
        if (e.reason() == RejectReason.NO_TRACE_CONTEXT) {
          batch.unplaced++;
        } else {
          batch.faults.add(e.getMessage());
        }
      }
    }
  }

  private void add(NormalizedLog normalized, Batch batch) {
    batch.accepted++;
    if (normalized.log() != null) {
      batch.logs.add(normalized.log());
    }
    if (normalized.score() != null) {
      batch.scores.add(normalized.score());
    }
    if (!normalized.warnings().isEmpty()) {
      telemetry.warned(1);
      batch.warnings.addAll(normalized.warnings());
    }
  }

  private String message(Batch batch) {
    String message = SenderMessage.of("log records", batch.faults, batch.warnings);
    if (batch.unplaced == 0) {
      return message;
    }
    String withoutSpan =
        batch.unplaced
            + " log records rejected: they were written in no span (no trace and span id), so that"
            + " they could never be shown. Send only what is written in spans, or turn logs off"
            + " with OTEL_LOGS_EXPORTER=none (otel.logs.exporter=none)";
    if (saidWithoutSpan.compareAndSet(false, true)) {
      // Many senders do not look at what they are told.
      logger.warn("{}. Said once; the counter rejected_no_trace_context goes on", withoutSpan);
    }
    return message.isEmpty() ? withoutSpan : withoutSpan + ". " + message;
  }
}
