package io.treeline.exporter;

import io.treeline.exporter.journal.JournalStatus;
import io.treeline.exporter.kafka.KafkaStatus;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Stores;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.PrometheusText;
import io.treeline.exporter.telemetry.TelemetrySnapshot;
import io.treeline.exporter.telemetry.Timings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the exporter tells those who run it. docs/operations.md says what each number means. */
final class ExporterMetrics {

  /** More sessions than this are not counted: the number is asked for often. */
  private static final int MOST_WAITING = 10_000;

  private final Path dataDirectory;
  private final ExporterTelemetry telemetry;
  private final Projects projects;
  private final Stores stores;
  private final Supplier<Map<ProjectId, JournalStatus>> journals;
  private final Timings timings = new Timings();
  private volatile Supplier<KafkaStatus> kafka = () -> KafkaStatus.NONE;

  ExporterMetrics(
      Path dataDirectory,
      ExporterTelemetry telemetry,
      Projects projects,
      Stores stores,
      Supplier<Map<ProjectId, JournalStatus>> journals) {
    this.dataDirectory = dataDirectory;
    this.telemetry = telemetry;
    this.projects = projects;
    this.stores = stores;
    this.journals = journals;
  }

  /** Where to ask how receiving from Kafka does. */
  void kafka(Supplier<KafkaStatus> status) {
    kafka = status;
  }

  Timings timings() {
    return timings;
  }

  /** Parts that do not work now, each with the reason. */
  Map<String, String> unusable() {
    Map<String, String> parts = new LinkedHashMap<>();
    String store = projects.problem();
    if (store != null) {
      parts.put("store", store);
    }
    String journal = Journals.sum(journals.get()).problem();
    if (journal != null) {
      parts.put("journal", journal);
    }
    return parts;
  }

  /** All numbers as Prometheus reads them. */
  String text() {
    PrometheusText text = new PrometheusText();
    text.gauge("treeline_build_info", "Always 1; the version is a label.")
        .value(1, "version", Version.current());
    received(text, telemetry.snapshot());
    journals(text, journals.get());
    kafka(text, kafka.get());
    stores(text);
    timings.write(
        text, "treeline_http_duration_seconds", "Time of answers of the dashboard's port.");
    process(text);
    return text.toString();
  }

  private static void received(PrometheusText text, TelemetrySnapshot counts) {
    text.counter("treeline_export_requests_total", "Export requests that arrived whole.");
    counts.requests().forEach((protocol, count) -> text.value(count, "protocol", protocol));
    text.counter("treeline_export_bytes_total", "Bytes of those requests, decompressed.")
        .value(counts.bytes());
    text.counter("treeline_spans_received_total", "Spans received.").value(counts.spansReceived());
    text.counter("treeline_spans_stored_total", "Spans in the store, duplicates included.")
        .value(counts.spansStored());
    text.counter("treeline_log_records_received_total", "Log records received.")
        .value(counts.logsReceived());
    text.counter("treeline_log_records_stored_total", "Log records in the store.")
        .value(counts.logsStored());
    text.counter("treeline_changed_total", "Spans and log records that were cut or repaired.")
        .value(counts.warnings());
    text.counter("treeline_rejected_total", "Spans, log records or requests not kept, by reason.");
    counts.rejected().forEach((reason, count) -> text.value(count, "reason", reason));
  }

  private static void journals(PrometheusText text, Map<ProjectId, JournalStatus> journals) {
    JournalStatus status = Journals.sum(journals);
    text.gauge("treeline_journal_bytes", "Bytes of the journal on disk.").value(status.bytes());
    text.gauge("treeline_journal_max_bytes", "Bytes from which on senders are told to wait.")
        .value(status.maxBytes());
    text.gauge("treeline_journal_waiting_bytes", "Bytes acknowledged and not in the store yet.")
        .value(status.waitingBytes());
    text.counter("treeline_journal_entries_total", "Requests written to the journal.")
        .value(status.entries());
    text.counter("treeline_journal_syncs_total", "Times the journal was forced to disk.")
        .value(status.syncs());
    text.counter("treeline_journal_corrupt_total", "Damaged stretches that were set aside.")
        .value(status.corrupt());
    text.counter("treeline_journal_refused_total", "Entries that the store can never hold.")
        .value(status.refused());
    text.gauge("treeline_journal_usable", "1 while the journal can be written.")
        .value(status.problem() == null ? 1 : 0);
    text.gauge(
        "treeline_project_journal_waiting_bytes",
        "Bytes acknowledged and not in the project's store yet.");
    journals.forEach((id, one) -> text.value(one.waitingBytes(), project(id)));
    text.gauge("treeline_project_journal_usable", "1 while the project's journal can be written.");
    journals.forEach((id, one) -> text.value(one.problem() == null ? 1 : 0, project(id)));
  }

  private static void kafka(PrometheusText text, KafkaStatus status) {
    text.counter("treeline_kafka_records_total", "Records of Kafka kept and committed.")
        .value(status.records());
    text.counter("treeline_kafka_set_aside_total", "Records of Kafka that can never be kept.")
        .value(status.setAside());
    text.gauge("treeline_kafka_lag_records", "Records of Kafka not read yet.").value(status.lag());
  }

  private void stores(PrometheusText text) {
    text.gauge("treeline_store_usable", "1 while the project's store works.");
    projects.open((id, store) -> text.value(store.check().isHealthy() ? 1 : 0, project(id)));
    text.gauge("treeline_store_bytes", "Bytes of the project's database on disk.");
    projects.open(
        (id, store) -> stores.bytes(id).ifPresent(bytes -> text.value(bytes, project(id))));
    text.gauge(
        "treeline_sessions_unanalyzed",
        "Sessions that changed since they were analysed, counted up to " + MOST_WAITING + ".");
    projects.open((id, store) -> unanalyzed(text, id, store));
    text.gauge("treeline_data_directory_free_bytes", "Bytes free where the data directory is.");
    try {
      text.value(Files.getFileStore(dataDirectory).getUsableSpace());
    } catch (IOException e) {
      // Unknown: no value is better than a wrong one.
    }
  }

  private static void unanalyzed(PrometheusText text, ProjectId id, SpanStore store) {
    try {
      text.value(store.outcomes().pending(MOST_WAITING).size(), project(id));
    } catch (StoreException e) {
      // treeline_store_usable says so.
    }
  }

  private static String[] project(ProjectId id) {
    return new String[] {"project", id.name()};
  }

  private static void process(PrometheusText text) {
    text.gauge("process_start_time_seconds", "When the process started, since 1970.")
        .value(ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean os) {
      text.counter("process_cpu_seconds_total", "Processor time of the process.")
          .value(os.getProcessCpuTime() / 1e9);
    }
    text.gauge("jvm_memory_used_bytes", "Memory in use, without what the engine takes itself.")
        .value(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), "area", "heap")
        .value(
            ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed(),
            "area",
            "nonheap");
    text.gauge("jvm_threads_current", "Threads.")
        .value(ManagementFactory.getThreadMXBean().getThreadCount());
  }
}
