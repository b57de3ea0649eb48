package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.access.Scope;
import io.treeline.exporter.journal.Journal;
import io.treeline.exporter.journal.JournalEntry;
import io.treeline.exporter.journal.JournalSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project whose database cannot be opened, with spans in its journal. */
class ProjectDownTest {

  @TempDir Path data;

  @Test
  void project_itsStoreFails_othersAreStoredAndItsOwnOnceItWorks() throws Exception {
    Path damaged = breakDatabase();
    keep(data.resolve("projects/broken/journal"), "broken", "waiting");
    keep(data.resolve("journal"), "early", "of-the-shared-journal");
    String broken = KeyedExporter.key(data, "broken", Scope.READ, Scope.INGEST);
    String early = KeyedExporter.key(data, "early", Scope.READ);
    String well = KeyedExporter.key(data, "well", Scope.READ, Scope.INGEST);
    try (KeyedExporter exporter = new KeyedExporter(data, Map.of("acknowledge", "journaled"))) {
      HttpResponse<byte[]> kept = exporter.export(body("fine"), "x-api-key", well);

      assertThat(kept.statusCode()).isEqualTo(200);
      String position = kept.headers().firstValue("treeline-journal-position").orElseThrow();
      assertThat(sessions(exporter, "x-api-key", well, "treeline-journal-position", position))
          .contains("\"fine\"");
      assertThat(sessions(exporter, "x-api-key", well, "treeline-consistency", "read-your-writes"))
          .contains("\"fine\"");
      await().until(() -> sessions(exporter, "x-api-key", early).contains("of-the-shared-journal"));
      assertThat(exporter.export(body("late"), "x-api-key", broken).statusCode()).isEqualTo(503);
      assertThat(Files.size(damaged)).isPositive();

      Files.delete(damaged);

      await().until(() -> sessions(exporter, "x-api-key", broken).contains("\"waiting\""));
      assertThat(exporter.export(body("late"), "x-api-key", broken).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void delete_projectWithSpansInTheJournal_forgetsThemToo() throws Exception {
    breakDatabase();
    keep(data.resolve("projects/broken/journal"), "broken", "waiting");
    String admin = KeyedExporter.key(data, "default", Scope.ADMIN);
    try (KeyedExporter exporter = new KeyedExporter(data)) {
      HttpResponse<byte[]> deleted =
          exporter.send("DELETE", "/api/v1/projects/broken", "", "x-api-key", admin);

      assertThat(deleted.statusCode()).isEqualTo(200);
      assertThat(text(exporter.get("/api/v1/projects", "x-api-key", admin)))
          .doesNotContain("broken");
    }
    assertThat(data.resolve("projects/broken")).doesNotExist();
  }

  private Path breakDatabase() throws IOException {
    Path file = data.resolve("projects/broken/treeline.duckdb");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "this is no database ".repeat(1_000));
  }

  /** As a process before left it. */
  private static void keep(Path directory, String project, String session) {
    try (Journal journal = Journal.open(new JournalSettings(directory, 1 << 20))) {
      journal.append(
          new JournalEntry(
              project,
              JournalEntry.Signal.SPANS,
              JournalEntry.Encoding.PROTOBUF,
              TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()),
              body(session)),
          (start, end) -> {});
    }
  }

  private static byte[] body(String session) {
    return request(span("00f067aa0ba902b7").addAttributes(attribute("session.id", session)))
        .toByteArray();
  }

  private static String sessions(KeyedExporter exporter, String... headers) throws Exception {
    return text(exporter.get("/api/v1/sessions", headers));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
