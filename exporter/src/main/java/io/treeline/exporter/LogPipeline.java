package io.treeline.exporter;

import io.treeline.exporter.decode.DecodedLogs;
import io.treeline.exporter.decode.MalformedPayloadException;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.decode.RawLog;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.normalize.InvalidLogException;
import io.treeline.exporter.normalize.LogNormalizer;
import io.treeline.exporter.normalize.NormalizedLog;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.receive.SinkUnavailableException;
import io.treeline.exporter.store.LogWriter;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of log records: decode, normalize, write, tell the listener. Thread-safe; blocks. */
final class LogPipeline {

  private static final Logger logger = LoggerFactory.getLogger(LogPipeline.class);

  private final LogNormalizer normalizer;
  private final LogWriter writer;
  private final Consumer<List<Score>> scores;
  private final Consumer<Set<SpanKey>> listener;
  private final ExporterTelemetry telemetry;
  private final AtomicBoolean saidWithoutSpan = new AtomicBoolean();

  /**
   * @param scores keeps scores, durably
   * @param listener told of the spans that have new records, once these are durable
   */
  LogPipeline(
      LogNormalizer normalizer,
      LogWriter writer,
      Consumer<List<Score>> scores,
      Consumer<Set<SpanKey>> listener,
      ExporterTelemetry telemetry) {
    this.normalizer = normalizer;
    this.writer = writer;
    this.scores = scores;
    this.listener = listener;
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

  /** Keeps one request; as {@link io.treeline.exporter.receive.ExportSink#accept}. */
  ExportOutcome accept(byte[] body, OtlpFormat format) {
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
    normalize(decoded.logs(), batch);
    write(batch);
    return new ExportOutcome(
        batch.accepted, batch.faults.size() + batch.unplaced, batch.unplaced, message(batch));
  }

  private void normalize(List<RawLog> logs, Batch batch) {
    LogNormalizer.Request request = normalizer.request();
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

  private void write(Batch batch) {
    try {
      int refused = write(batch.logs, batch.faults);
      batch.accepted -= refused;
      if (!batch.scores.isEmpty()) {
        scores.accept(batch.scores);
      }
    } catch (StoreException e) {
      telemetry.rejected(RejectReason.STORE_UNAVAILABLE, batch.accepted);
      throw new SinkUnavailableException("log records cannot be stored now: " + e.getMessage(), e);
    }
    telemetry.storedLogs(batch.accepted);
    if (batch.logs.isEmpty()) {
      return;
    }
    Set<SpanKey> spans = new LinkedHashSet<>();
    batch.logs.forEach(log -> spans.add(log.key()));
    try {
      listener.accept(spans);
    } catch (RuntimeException e) {
      // They are stored: the sender must not send them again because a viewer could not be told.
      logger.warn("the live feed could not be told of {} log records", batch.logs.size(), e);
    }
  }

  /** How many can never be stored; looked for by halves, as {@link SpanPipeline} does. */
  private int write(List<LogRecord> logs, List<String> faults) {
    if (logs.isEmpty()) {
      return 0;
    }
    try {
      writer.write(logs);
      return 0;
    } catch (IllegalArgumentException e) {
      if (logs.size() > 1) {
        int half = logs.size() / 2;
        return write(logs.subList(0, half), faults)
            + write(logs.subList(half, logs.size()), faults);
      }
      telemetry.rejected(RejectReason.MALFORMED_LOG, 1);
      faults.add(
          "log record of span "
              + logs.get(0).key().spanId()
              + " cannot be kept: "
              + e.getMessage());
      return 1;
    }
  }

  private String message(Batch batch) {
    String message = SpanPipeline.message("log records", batch.faults, batch.warnings);
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
