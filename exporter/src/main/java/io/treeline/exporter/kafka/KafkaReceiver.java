package io.treeline.exporter.kafka;

import io.treeline.exporter.decode.MalformedPayloadException;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.receive.ExportSink;
import io.treeline.exporter.receive.OverloadedException;
import io.treeline.exporter.receive.SinkUnavailableException;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives what the OpenTelemetry Collector's Kafka exporter writes: one OTLP request a record, in
 * protobuf or JSON. Offsets are committed once the sink has all of what was read before them, so
 * that a crash makes records come again, which changes nothing, and never go missing.
 */
public final class KafkaReceiver implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(KafkaReceiver.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final long STOP_MILLIS = 10_000;

  /** The sink groups what comes at once; one after the other would wait for the disk each time. */
  private static final int AT_ONCE = 16;

  private final KafkaSettings settings;
  private final ProjectId project;
  private final ExportSink traces;
  private final ExportSink logs;
  private final ExporterTelemetry telemetry;
  private final Consumer<byte[], byte[]> consumer;
  private final SetAsideRecords setAside;
  private final ExecutorService workers;
  private final Thread thread;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong setAsideCount = new AtomicLong();
  private volatile long lag;

  private KafkaReceiver(
      KafkaSettings settings,
      ExportSink traces,
      ExportSink logs,
      ExporterTelemetry telemetry,
      Consumer<byte[], byte[]> consumer) {
    this.settings = settings;
    this.project = settings.projectId();
    this.traces = traces;
    this.logs = logs;
    this.telemetry = telemetry;
    this.consumer = consumer;
    this.setAside = new SetAsideRecords(settings.setAside());
    this.workers =
        Executors.newFixedThreadPool(
            AT_ONCE,
            task -> {
              Thread worker = new Thread(task, "kafka-record");
              worker.setDaemon(true);
              return worker;
            });
    this.thread = new Thread(this::run, "kafka-receiver");
    thread.setDaemon(true);
  }

  /**
   * Starts to receive. Brokers that cannot be reached are tried again for ever, as the log says.
   *
   * @throws KafkaSettingsException when the settings cannot be used; the message says which
   */
  public static KafkaReceiver start(
      KafkaSettings settings, ExportSink traces, ExportSink logs, ExporterTelemetry telemetry) {
    Consumer<byte[], byte[]> consumer = Consumers.open(settings);
    consumer.subscribe(List.of(settings.tracesTopic(), settings.logsTopic()));
    KafkaReceiver receiver = new KafkaReceiver(settings, traces, logs, telemetry, consumer);
    receiver.thread.start();
    return receiver;
  }

  public KafkaStatus status() {
    return new KafkaStatus(kept.get(), setAsideCount.get(), lag);
  }

  /** Finishes what was read, commits it and leaves the group. */
  @Override
  public void close() {
    stopping.set(true);
    consumer.wakeup();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }

  private void run() {
    try (consumer) {
      while (!stopping.get()) {
        try {
          receive();
        } catch (WakeupException e) {
          // Stopping, or once more.
        } catch (CommitFailedException e) {
          logger.info("other exporters took partitions over; what was read comes to them again");
        } catch (KafkaException e) {
          logger.warn("Kafka cannot be read now, it is tried again: {}", e.toString());
          pause();
        }
      }
    } catch (RuntimeException e) {
      logger.error("receiving from Kafka ended; restart the exporter", e);
    }
  }

  private void receive() {
    List<ConsumerRecord<byte[], byte[]>> left = new ArrayList<>();
    consumer.poll(POLL).forEach(left::add);
    if (left.isEmpty()) {
      look();
      return;
    }
    long count = left.size();
    left = keep(left);
    while (!left.isEmpty() && !stopping.get()) {
      // Without polling the group would take this member for dead.
      consumer.pause(consumer.assignment());
      pause();
      for (ConsumerRecord<byte[], byte[]> more : consumer.poll(Duration.ZERO)) {
        left.add(more);
        count++;
      }
      left = keep(left);
    }
    if (left.isEmpty()) {
      consumer.commitSync();
      kept.addAndGet(count);
      consumer.resume(consumer.paused());
      look();
    }
  }

  /** Those that could not be kept now. */
  private List<ConsumerRecord<byte[], byte[]>> keep(List<ConsumerRecord<byte[], byte[]>> records) {
    List<CompletableFuture<Boolean>> done = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      done.add(CompletableFuture.supplyAsync(() -> isDone(record), workers));
    }
    List<ConsumerRecord<byte[], byte[]>> left = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (!done.get(i).join()) {
        left.add(records.get(i));
      }
    }
    return left;
  }

  /** Whether a record needs not be tried again. */
  private boolean isDone(ConsumerRecord<byte[], byte[]> record) {
    byte[] body = record.value();
    if (body == null || body.length > settings.maxBytes()) {
      setAside(record, body == null ? "it is empty" : "it is larger than max-request-bytes");
      telemetry.rejected(RejectReason.REQUEST_TOO_LARGE, 1);
      return true;
    }
    telemetry.request("kafka", body.length);
    ExportSink sink = record.topic().equals(settings.tracesTopic()) ? traces : logs;
    try {
      ExportOutcome outcome = sink.accept(project, body, format(body));
      if (outcome.isTotalLoss()) {
        setAside(record, outcome.message());
      }
      return true;
    } catch (OverloadedException | SinkUnavailableException e) {
      return false;
    } catch (MalformedPayloadException e) {
      setAside(record, String.valueOf(e.getMessage()));
      return true;
    } catch (RuntimeException e) {
      telemetry.rejected(RejectReason.INTERNAL, 1);
      logger.error("a Kafka record of {} bytes failed", body.length, e);
      setAside(record, "the exporter failed: " + e);
      return true;
    }
  }

  private void setAside(ConsumerRecord<byte[], byte[]> record, String why) {
    setAsideCount.incrementAndGet();
    setAside.keep(record, why);
  }

  /** No protobuf of OTLP begins with this byte: it would be a group, which proto3 does not have. */
  private static OtlpFormat format(byte[] body) {
    return body.length > 0 && body[0] == '{' ? OtlpFormat.JSON : OtlpFormat.PROTOBUF;
  }

  private void look() {
    long behind = 0;
    for (TopicPartition partition : consumer.assignment()) {
      behind += consumer.currentLag(partition).orElse(0);
    }
    lag = behind;
  }

  private void pause() {
    try {
      Thread.sleep(AGAIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.set(true);
    }
  }
}
