package io.treeline.exporter.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path directory;

  @Test
  void append_thenOpenedAgain_givesEveryEntryInOrderAsItWas() throws IOException {
    JournalEntry spans =
        new JournalEntry(
            "acme-é",
            JournalEntry.Signal.SPANS,
            JournalEntry.Encoding.PROTOBUF,
            1_790_000_000_123_456_789L,
            new byte[] {0, 1, -1});
    JournalEntry logs =
        new JournalEntry(
            "default", JournalEntry.Signal.LOGS, JournalEntry.Encoding.JSON, -5, new byte[0]);
    JournalEntry corrections =
        new JournalEntry(
            "",
            JournalEntry.Signal.CORRECTIONS,
            JournalEntry.Encoding.JSON,
            0,
            "x".repeat(3_000_000).getBytes(UTF_8));
    List<Long> ends = new ArrayList<>();
    try (Journal journal = open()) {
      for (JournalEntry entry : List.of(spans, logs, corrections)) {
        ends.add(journal.append(entry, (start, end) -> {}));
      }
    }

    try (Journal journal = open();
        JournalCursor cursor = journal.cursor()) {
      for (JournalEntry expected : List.of(spans, logs, corrections)) {
        JournalRecord record = cursor.next();
        JournalEntry entry = record.entry();
        assertThat(Arrays.equals(entry.body(), expected.body())).isTrue();
        assertThat(entry.project()).isEqualTo(expected.project());
        assertThat(entry.signal()).isEqualTo(expected.signal());
        assertThat(entry.encoding()).isEqualTo(expected.encoding());
        assertThat(entry.receivedEpochNanos()).isEqualTo(expected.receivedEpochNanos());
        assertThat(record.end()).isEqualTo(ends.remove(0));
      }
      assertThat(cursor.next()).isNull();
      assertThat(cursor.position()).isEqualTo(journal.end());
      assertThat(journal.status().corrupt()).isZero();
    }
  }

  @Test
  void append_manyAtOnce_shareTheirForcesToDiskAndArePlacedInOrder() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(16);
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    try (Journal journal = open()) {
      List<Future<Long>> appended =
          IntStream.range(0, 400)
              .mapToObj(
                  i ->
                      pool.submit(
                          () ->
                              journal.append(
                                  entry("entry " + i),
                                  (start, end) -> {
                                    starts.add(start);
                                    ends.add(end);
                                  })))
              .toList();
      for (Future<Long> one : appended) {
        assertThat(one.get()).isPositive();
      }

      assertThat(starts.subList(1, 400)).isEqualTo(ends.subList(0, 399));
      assertThat(journal.status().entries()).isEqualTo(400);
      assertThat(journal.status().syncs()).isLessThan(400);
      assertThat(bodies(journal)).hasSize(400).doesNotHaveDuplicates();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void segments_areDroppedOnceTheyAreLoadedAndPositionsGrowOn() throws IOException {
    JournalSettings small = new JournalSettings(directory, 100_000, 2_000);
    long end;
    try (Journal journal = Journal.open(small)) {
      for (int i = 0; i < 20; i++) {
        journal.append(entry("x".repeat(500)), (start, after) -> {});
      }
      assertThat(segments()).hasSizeGreaterThan(5);
      end = journal.end();

      journal.loaded(end);

      assertThat(segments()).hasSize(1);
      assertThat(journal.status().waitingBytes()).isZero();
    }
    try (Journal journal = Journal.open(small)) {
      assertThat(journal.end()).isEqualTo(end);
      assertThat(bodies(journal)).isEmpty();
      assertThat(journal.append(entry("next"), (start, after) -> {})).isGreaterThan(end);
      assertThat(bodies(journal)).containsExactly("next");
    }
  }

  @Test
  void append_full_isRefusedUntilThereIsRoom() {
    JournalSettings small = new JournalSettings(directory, 10_000, 2_000);
    try (Journal journal = Journal.open(small)) {
      int kept = 0;
      try {
        for (; kept < 100; kept++) {
          journal.append(entry("x".repeat(500)), (start, after) -> {});
        }
      } catch (JournalFullException e) {
        assertThat(e)
            .hasMessageContaining("is full:")
            .hasMessageContaining("at most 10000 may (journal-max-bytes). Send it again later");
      }
      assertThat(kept).isBetween(10, 19);
      assertThat(journal.status().bytes()).isLessThanOrEqualTo(10_000);
      assertThat(bodies(journal)).hasSize(kept);

      journal.loaded(journal.end());

      journal.append(entry("fits again"), (start, after) -> {});
      assertThat(bodies(journal)).containsExactly("fits again");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void open_tornTail_isCutOffAndWhatIsBeforeIsThere() throws IOException {
    try (Journal journal = open()) {
      journal.append(entry("one"), (start, end) -> {});
      journal.append(entry("two"), (start, end) -> {});
    }
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    for (int cut = 1; cut <= RecordFormat.HEADER_BYTES + "two".length(); cut += 7) {
      Files.write(segment, Arrays.copyOf(bytes, bytes.length - cut));

      try (Journal journal = open()) {
        assertThat(bodies(journal)).as("%d bytes cut", cut).containsExactly("one");
        assertThat(journal.status().corrupt()).isZero();
        journal.append(entry("after"), (start, end) -> {});
        assertThat(bodies(journal)).containsExactly("one", "after");
      }
      for (Path later : segments()) {
        Files.delete(later);
      }
    }
  }

  @Test
  void open_zerosBehindTheEnd_areCutOff() throws IOException {
    try (Journal journal = open()) {
      journal.append(entry("one"), (start, end) -> {});
    }
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, bytes.length + 4096));

    try (Journal journal = open()) {
      assertThat(bodies(journal)).containsExactly("one");
      assertThat(Files.size(segment)).isEqualTo(bytes.length);
    }
  }

  @Test
  void read_anyFlippedBit_losesThatRecordOnlyAndSetsItAside() throws IOException {
    try (Journal journal = open()) {
      journal.append(entry("one"), (start, end) -> {});
      journal.append(entry("two"), (start, end) -> {});
      journal.append(entry("three"), (start, end) -> {});
    }
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    int record = RecordFormat.HEADER_BYTES + "default".length() + "one".length();
    int second = SegmentHeader.BYTES + record;
    for (int at = second; at < second + record; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      Files.write(segment, damaged);

      try (Journal journal = open()) {
        assertThat(bodies(journal)).as("byte %d", at).containsExactly("one", "three");
        assertThat(journal.status().corrupt()).isEqualTo(1);
      }
      Path aside = directory.resolve("corrupt").resolve(second + ".record");
      assertThat(aside).hasBinaryContent(Arrays.copyOfRange(damaged, second, second + record));
      Files.delete(aside);
    }
  }

  @Test
  void read_recordInTheBodyOfADamagedOne_isNotTakenForOne() throws IOException {
    byte[] body;
    Path segment;
    try (Journal journal = open()) {
      journal.append(entry("secret of another project"), (start, end) -> {});
      segment = segments().get(0);
      byte[] bytes = Files.readAllBytes(segment);
      body = Arrays.copyOfRange(bytes, SegmentHeader.BYTES, bytes.length);
      journal.append(entry(body), (start, end) -> {});
      journal.append(entry("last"), (start, end) -> {});
    }
    byte[] bytes = Files.readAllBytes(segment);
    // The length of the second record, which holds the first one's bytes.
    bytes[SegmentHeader.BYTES + body.length + 11] ^= 1;
    Files.write(segment, bytes);

    try (Journal journal = open()) {
      assertThat(bodies(journal)).containsExactly("secret of another project", "last");
    }
  }

  @Test
  void open_damagedState_loadsEverythingLeftAgain() throws IOException {
    String name;
    try (Journal journal = open()) {
      journal.append(entry("one"), (start, end) -> {});
      journal.loaded(journal.end());
      name = journal.name(journal.end());
    }
    Files.write(directory.resolve("state"), new byte[] {1, 2, 3});

    try (Journal journal = open()) {
      assertThat(bodies(journal)).containsExactly("one");
      assertThatThrownBy(() -> journal.position(name))
          .hasMessageContaining("is of another exporter's journal");
    }
  }

  @Test
  void open_newerVersion_saysSoAndTouchesNothing() throws IOException {
    try (Journal journal = open()) {
      journal.append(entry("one"), (start, end) -> {});
    }
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[11] = SegmentHeader.VERSION + 1;
    Files.write(segment, bytes);

    assertThatThrownBy(this::open)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(segment.getFileName().toString())
        .hasMessageContaining("was written by a newer Treeline (journal version 2, this one reads");
    assertThat(segment).hasBinaryContent(bytes);
  }

  @Test
  void open_segmentWithDamagedHeader_isKeptAsideAndTheRestIsRead() throws IOException {
    JournalSettings small = new JournalSettings(directory, 100_000, 1_024);
    try (Journal journal = Journal.open(small)) {
      for (int i = 0; i < 3; i++) {
        journal.append(entry(i + "x".repeat(900)), (start, end) -> {});
      }
    }
    Path first = segments().get(0);
    byte[] bytes = Files.readAllBytes(first);
    bytes[3] ^= 4;
    Files.write(first, bytes);

    try (Journal journal = Journal.open(small)) {
      assertThat(bodies(journal)).extracting(body -> body.charAt(0)).containsExactly('1', '2');
      assertThat(journal.status().corrupt()).isEqualTo(1);
    }
  }

  @Test
  void append_directoryRemovedMeanwhile_isRefusedAndWorksAgainWithTheNext() throws IOException {
    try (Journal journal = open()) {
      journal.append(entry("one"), (start, end) -> {});
      for (Path segment : segments()) {
        Files.delete(segment);
      }

      assertThatThrownBy(() -> journal.append(entry("two"), (start, end) -> {}))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("cannot be written")
          .hasMessageContaining("was removed while it was written")
          .hasMessageContaining("Nothing of this request was kept");
      assertThat(journal.status().problem()).contains("cannot be written");
      journal.append(entry("three"), (start, end) -> {});

      assertThat(journal.status().problem()).isNull();
      assertThat(bodies(journal)).containsExactly("three");
    }
  }

  @Test
  void open_twice_saysWhoHasIt() {
    try (Journal journal = open()) {
      assertThat(journal.end()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(
              "is in use by this process: one data directory serves one exporter");
    }
    open().close();
  }

  @Test
  void open_directoryCannotBeMade_saysWhichAndWhatToDo() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThatThrownBy(() -> Journal.open(new JournalSettings(file.resolve("journal"), 1 << 20)))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.resolve("journal").toString())
        .hasMessageContaining("give this user the right to write there");
  }

  @Test
  void whenLoaded_isDoneOnceThePositionIs() {
    try (Journal journal = open()) {
      long one = journal.append(entry("one"), (start, end) -> {});
      long two = journal.append(entry("two"), (start, end) -> {});
      CompletableFuture<Void> first = journal.whenLoaded(one);
      CompletableFuture<Void> both = journal.whenLoaded(two);
      assertThat(journal.isAwaited()).isTrue();

      journal.loaded(one);

      assertThat(first).isCompleted();
      assertThat(both).isNotDone();
      both.cancel(false);
      assertThat(journal.isAwaited()).isFalse();
      assertThat(journal.whenLoaded(one)).succeedsWithin(Duration.ZERO);
    }
  }

  @Test
  void position_ofAName_isThatPositionAndOnlyOfThisJournal() {
    try (Journal journal = open()) {
      long end = journal.append(entry("one"), (start, after) -> {});

      assertThat(journal.position(journal.name(end))).isEqualTo(end);
      assertThatThrownBy(() -> journal.position("here")).hasMessageContaining("was \"here\"");
      assertThatThrownBy(() -> journal.position(journal.name(end + 1)))
          .hasMessageContaining("lies ahead");
      assertThatThrownBy(() -> journal.position("0" + journal.name(end).substring(1) + "0"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private Journal open() {
    return Journal.open(new JournalSettings(directory, 64 << 20));
  }

  private static JournalEntry entry(String body) {
    return entry(body.getBytes(UTF_8));
  }

  private static JournalEntry entry(byte[] body) {
    return new JournalEntry(
        "default", JournalEntry.Signal.SPANS, JournalEntry.Encoding.PROTOBUF, 1, body);
  }

  private static List<String> bodies(Journal journal) throws IOException {
    List<String> bodies = new ArrayList<>();
    try (JournalCursor cursor = journal.cursor()) {
      for (JournalRecord next = cursor.next(); next != null; next = cursor.next()) {
        bodies.add(new String(next.entry().body(), UTF_8));
      }
    }
    return bodies;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".segment")).sorted().toList();
    }
  }
}
