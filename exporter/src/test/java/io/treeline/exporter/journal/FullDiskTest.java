package io.treeline.exporter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that fills up: a small one of memory where this user may mount one, else the limit that
 * the system puts on the size of a process's files. And one that cannot be written at all.
 */
class FullDiskTest {

  private static final int BODY = 50_000;

  @TempDir Path directory;

  @Test
  void append_diskIsFull_isRefusedWithTheReasonAndWorksWhenThereIsRoom() throws Exception {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    if (run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.toString()) != 0) {
      appendsInAProcessWithSmallFiles();
      return;
    }
    try {
      fillAndMakeRoom(mount);
    } finally {
      run("umount", mount.toString());
    }
  }

  @Test
  void open_readOnly_saysWhichAndWhatToDo() throws Exception {
    Path mount = Files.createDirectory(directory.resolve("read-only"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", mount.toString()) == 0;
    if (!mounted) {
      // Rights bind everybody but the one who may mount.
      assertThat(mount.toFile().setWritable(false)).isTrue();
    }
    try {
      assertThatThrownBy(
              () -> Journal.open(new JournalSettings(mount.resolve("journal"), 64 << 20)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("journal " + mount.resolve("journal") + " cannot be used")
          .hasMessageContaining("give this user the right to write there");
    } finally {
      if (mounted) {
        run("umount", mount.toString());
      }
    }
  }

  private static void fillAndMakeRoom(Path mount) throws IOException {
    Path ballast = Files.write(mount.resolve("ballast"), new byte[600 << 10]);
    try (Journal journal = Journal.open(new JournalSettings(mount.resolve("journal"), 64 << 20))) {
      int kept = 0;
      String message = null;
      for (; kept < 100 && message == null; kept++) {
        message = append(journal);
      }
      assertThat(message)
          .contains("cannot be written")
          .contains("No space left on device")
          .contains("Nothing of this request was kept")
          .contains("See whether the disk is full");
      assertThat(kept).isGreaterThan(1);
      assertThat(append(journal)).contains("No space left on device");

      Files.delete(ballast);

      assertThat(append(journal)).isNull();
      assertThat(journal.status().problem()).isNull();
      assertThat(count(journal)).isEqualTo(kept);
    }
    try (Journal journal = Journal.open(new JournalSettings(mount.resolve("journal"), 64 << 20))) {
      assertThat(count(journal)).isGreaterThan(1);
      assertThat(journal.status().corrupt()).isZero();
    }
  }

  private void appendsInAProcessWithSmallFiles() throws Exception {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f 400; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskTest.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("refused: journal").contains("File too large");
  }

  /** Appends until it is refused, and once more, which goes to a new file. */
  public static void main(String[] arguments) {
    try (Journal journal =
        Journal.open(new JournalSettings(Path.of(arguments[0], "journal"), 64 << 20))) {
      String message = null;
      while (message == null) {
        message = append(journal);
      }
      System.out.println("refused: " + message);
      if (append(journal) != null) {
        throw new IllegalStateException("the next file could not be written");
      }
    }
  }

  /** The message of the refusal; null when it was kept. */
  private static String append(Journal journal) {
    try {
      journal.append(
          new JournalEntry(
              "default",
              JournalEntry.Signal.SPANS,
              JournalEntry.Encoding.PROTOBUF,
              1,
              new byte[BODY]),
          (start, end) -> {});
      return null;
    } catch (JournalException e) {
      return e.getMessage();
    }
  }

  private static int count(Journal journal) throws IOException {
    int count = 0;
    try (JournalCursor cursor = journal.cursor()) {
      while (cursor.next() != null) {
        count++;
      }
    }
    return count;
  }

  private static int run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : 1;
    } catch (IOException e) {
      return 1;
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
