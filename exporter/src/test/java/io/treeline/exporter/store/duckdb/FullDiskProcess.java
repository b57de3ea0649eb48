package io.treeline.exporter.store.duckdb;

import static org.awaitility.Awaitility.await;

import io.treeline.exporter.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The process of {@link FullDiskIT}: fills the files it may write and says what happened. */
final class FullDiskProcess {

  private static final int MOST_BATCHES = 2_000;

  private FullDiskProcess() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]);
    try (DuckDbSpanStore store = DuckDbSpanStore.open(directory)) {
      store.writer().write(LoadingProcess.batch(0, 0));
      say("healthy before: " + store.check().isHealthy());
      long grown = Files.size(directory.resolve("treeline.duckdb.wal")) + (2 << 20);
      limitFiles(Long.toString(grown));

      int refused = 1;
      while (refused < MOST_BATCHES && write(store, refused).equals("stored")) {
        refused++;
      }
      say("write: " + write(store, refused));
      say(
          "cannot be written: "
              + String.valueOf(store.check().problem()).contains("cannot be written"));
      say("write again at once: " + write(store, refused));

      limitFiles("unlimited");
      await().atMost(Duration.ofSeconds(20)).until(() -> store.check().isHealthy());
      say("healthy again: " + store.check().isHealthy());
      int lost = 0;
      for (int number = 0; number < refused; number++) {
        lost += isStored(store, number) ? 0 : 1;
      }
      say("lost: " + lost);
      store.writer().write(LoadingProcess.batch(0, refused));
      say("new and refused ones stored: " + isStored(store, refused));
    }
  }

  private static String write(DuckDbSpanStore store, int number) {
    try {
      store.writer().write(LoadingProcess.batch(0, number));
      return "stored";
    } catch (StoreException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static boolean isStored(DuckDbSpanStore store, int number) {
    return store
        .reader()
        .spansOf(LoadingProcess.session(0, number), true)
        .equals(LoadingProcess.batch(0, number));
  }

  private static void limitFiles(String bytes) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(
                "prlimit",
                "--pid",
                Long.toString(ProcessHandle.current().pid()),
                "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException("prlimit failed with " + code);
    }
  }

  private static void say(String what) {
    System.out.println("> " + what);
    System.out.flush();
  }
}
