package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.TRACE_ID;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.ingest.Ingest;
import io.treeline.exporter.ingest.IngestSettings;
import io.treeline.exporter.ingest.LoadTarget;
import io.treeline.exporter.journal.Journal;
import io.treeline.exporter.journal.JournalSettings;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.receive.OverloadedException;
import io.treeline.exporter.store.HealthCheck;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of acknowledged requests when the store does not take them. */
class IngestTest {

  private static final ProjectId PROJECT = new ProjectId("acme");

  @TempDir Path directory;
  private final List<String> stored = new CopyOnWriteArrayList<>();
  private final List<String> corrected = new CopyOnWriteArrayList<>();
  private final ExporterTelemetry telemetry = new ExporterTelemetry();

  @Test
  void store_unavailableForAWhile_hasEverythingOnceItIsBack() {
    AtomicInteger failures = new AtomicInteger(3);
    try (Journal journal = journal(1 << 20);
        Ingest ingest =
            ingest(
                journal,
                spans -> {
                  if (failures.getAndDecrement() > 0) {
                    throw new StoreException("connection refused");
                  }
                  add(spans);
                })) {
      for (int i = 1; i <= 5; i++) {
        assertThat(ingest.spans(PROJECT, body(i), OtlpFormat.PROTOBUF).accepted()).isEqualTo(1);
      }

      await().until(() -> journal.loadedTo() == journal.end());

      assertThat(stored).containsExactly("work 1", "work 2", "work 3", "work 4", "work 5");
      assertThat(telemetry.snapshot().spansStored()).isEqualTo(5);
      assertThat(telemetry.snapshot().rejected()).isEmpty();
    }
  }

  @Test
  void store_neverBackInThisProcess_getsItFromTheNextAndInOrder() {
    try (Journal journal = journal(1 << 20);
        Ingest ingest =
            ingest(
                journal,
                spans -> {
                  throw new StoreException("connection refused");
                })) {
      ingest.spans(PROJECT, body(1), OtlpFormat.PROTOBUF);
      ingest.replace(PROJECT, List.of(raw("first try")));
      ingest.replace(PROJECT, List.of(raw("second try")));
    }
    assertThat(stored).isEmpty();

    try (Journal journal = journal(1 << 20);
        Ingest ingest = ingest(journal, this::add)) {
      await().until(() -> journal.loadedTo() == journal.end());

      assertThat(ingest).isNotNull();
      assertThat(stored).containsExactly("work 1");
      assertThat(corrected).containsExactly("first try", "second try");
    }
  }

  @Test
  void span_theStoreCanNeverHold_isSetAsideNamedAndCountedAndItsNeighboursAreStored()
      throws IOException {
    try (Journal journal = journal(1 << 20);
        Ingest ingest =
            ingest(
                journal,
                spans -> {
                  if (spans.stream().anyMatch(span -> span.name().equals("work 3"))) {
                    throw new IllegalArgumentException("cost is finer than 18 decimals");
                  }
                  add(spans);
                })) {
      byte[] both = request(named(3), named(4)).toByteArray();
      ingest.spans(PROJECT, body(1), OtlpFormat.PROTOBUF);
      ingest.spans(PROJECT, both, OtlpFormat.PROTOBUF);
      ingest.spans(PROJECT, body(5), OtlpFormat.PROTOBUF);

      await().until(() -> journal.loadedTo() == journal.end());

      assertThat(stored).containsExactlyInAnyOrder("work 1", "work 4", "work 5");
      assertThat(journal.status().refused()).isEqualTo(1);
      assertThat(telemetry.snapshot().rejected()).isEqualTo(Map.of("refused_by_store", 1L));
      Path refused = directory.resolve("refused");
      assertThat(Files.readString(refused.resolve("reasons.txt")))
          .contains(
              "span 0000000000000003 of trace "
                  + TRACE_ID
                  + " of project acme: cost is finer than 18 decimals");
      try (Stream<Path> files = Files.list(refused)) {
        assertThat(files.filter(file -> file.toString().endsWith(".spans.pb")))
            .singleElement()
            .satisfies(file -> assertThat(file).hasBinaryContent(both));
      }
    }
  }

  @Test
  void journal_full_refusesUntilTheStoreHasCaughtUp() {
    AtomicInteger down = new AtomicInteger(1);
    try (Journal journal = Journal.open(new JournalSettings(directory, 4_096, 1_024));
        Ingest ingest =
            ingest(
                journal,
                spans -> {
                  if (down.get() == 1) {
                    throw new StoreException("connection refused");
                  }
                  add(spans);
                })) {
      int kept = 0;
      OverloadedException refusal = null;
      for (int i = 1; i < 1_000 && refusal == null; i++) {
        try {
          ingest.spans(PROJECT, body(i), OtlpFormat.PROTOBUF);
          kept++;
        } catch (OverloadedException e) {
          refusal = e;
        }
      }
      assertThat(refusal).isNotNull().hasMessageContaining("is full");
      assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(2));

      down.set(0);
      int expected = kept;
      await().until(() -> stored.size() == expected);
      await().until(() -> journal.status().waitingBytes() == 0);

      ingest.spans(PROJECT, body(9_999), OtlpFormat.PROTOBUF);
      await().until(() -> stored.contains("work 9999"));
    }
  }

  @Test
  void project_cannotBeOpened_isRefusedBeforeItIsKept() {
    try (Journal journal = journal(1 << 20);
        Ingest ingest =
            Ingest.start(
                settings(),
                journal,
                project -> {
                  throw new StoreException("there are 32 projects already");
                },
                span -> span,
                telemetry,
                Clock.systemUTC())) {
      assertThatThrownBy(() -> ingest.spans(PROJECT, body(1), OtlpFormat.PROTOBUF))
          .hasMessage("nothing can be kept now: there are 32 projects already");
      assertThat(journal.end()).isZero();
    }
  }

  private void add(List<Span> spans) {
    spans.forEach(span -> stored.add(span.name()));
  }

  private Journal journal(long maxBytes) {
    return Journal.open(new JournalSettings(directory, maxBytes));
  }

  private Ingest ingest(Journal journal, Consumer<List<Span>> writer) {
    LoadTarget target =
        new LoadTarget(
            writer,
            spans -> spans.forEach(span -> corrected.add(span.name())),
            logs -> {},
            scores -> {},
            () -> HealthCheck.OK,
            spans -> {},
            logged -> {});
    return Ingest.start(
        settings(), journal, project -> target, span -> span, telemetry, Clock.systemUTC());
  }

  private static IngestSettings settings() {
    return new IngestSettings(NormalizerLimits.DEFAULT, false, Duration.ofMillis(1));
  }

  private static io.opentelemetry.proto.trace.v1.Span.Builder named(int i) {
    return span("%016x".formatted(i)).setName("work " + i);
  }

  private static byte[] body(int i) {
    return request(named(i)).toByteArray();
  }

  private static RawSpan raw(String name) {
    return new RawSpan(
        new RawSpan.RawOrigin(Map.of(), "helicone", "", Map.of()),
        TRACE_ID,
        "00000000000000aa",
        "",
        name,
        1,
        OtlpRequests.START,
        OtlpRequests.START + 1,
        0,
        "",
        Map.of(),
        List.of(),
        List.of());
  }
}
