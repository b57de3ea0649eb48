package io.treeline.exporter.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.fuzz.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment that anything may have happened to. */
class JournalFuzzTest {

  @TempDir Path directory;

  @Test
  void segment_mutated_isReadAsFarAsItIsWholeAndNothingElseComesOutOfIt() throws IOException {
    Path seedDirectory = directory.resolve("seed");
    try (Journal journal = open(seedDirectory)) {
      for (int i = 0; i < 5; i++) {
        journal.append(
            new JournalEntry(
                "default",
                JournalEntry.Signal.SPANS,
                JournalEntry.Encoding.PROTOBUF,
                i,
                body(i).getBytes(UTF_8)),
            (start, end) -> {});
      }
    }
    byte[] seed = Files.readAllBytes(seedDirectory.resolve(SegmentHeader.fileName(0)));

    int tried = Fuzz.run("journal", List.of(seed), Set.of(JournalException.class), this::readAll);

    assertThat(tried).isGreaterThan(1);
  }

  /** Without what forces files to disk, so that many are tried. */
  private void readAll(byte[] segment) throws IOException {
    Path mutated = directory.resolve(SegmentHeader.fileName(0));
    Files.write(mutated, segment);
    try (SegmentReader reader = SegmentReader.open(mutated)) {
      if (reader == null) {
        return;
      }
      long limit = reader.fileEnd();
      for (long at = reader.firstPosition(); at < limit; ) {
        SegmentReader.Found found = reader.read(at, limit);
        assertThat(found.end()).isGreaterThan(at).isLessThanOrEqualTo(limit);
        if (found instanceof SegmentReader.Found.Whole whole) {
          JournalEntry entry = whole.record().entry();
          assertThat(new String(entry.body(), UTF_8))
              .isEqualTo(body((int) entry.receivedEpochNanos()));
        }
        at = found.end();
      }
    }
  }

  private static String body(int i) {
    return "entry " + i + " " + "x".repeat(i * 10);
  }

  private static Journal open(Path directory) {
    return Journal.open(new JournalSettings(directory, 1 << 20));
  }
}
