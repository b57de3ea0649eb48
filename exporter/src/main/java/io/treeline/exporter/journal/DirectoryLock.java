package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a directory for one journal of one process. */
final class DirectoryLock implements AutoCloseable {

  // Closing any channel of a file gives up all locks this process has on it, so that trying the
  // file's lock twice in one process would lose it.
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param directory its real path
   * @throws JournalException when another has it
   */
  static DirectoryLock take(Path directory) throws IOException {
    if (!OPEN.add(directory)) {
      throw inUse(directory, "this process");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(directory, "another process");
      }
      return new DirectoryLock(directory, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      OPEN.remove(directory);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OPEN.remove(directory);
    }
  }

  private static JournalException inUse(Path directory, String by) {
    return new JournalException(
        "journal %s is in use by %s: one data directory serves one exporter. Stop the other one, or choose another data directory"
            .formatted(directory, by));
  }
}
