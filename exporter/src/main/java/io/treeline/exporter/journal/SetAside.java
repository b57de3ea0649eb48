package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of what cannot go on its way, one file each, for a person to look at. Bounded: beyond
 * that only the log tells. Thread-safe.
 */
final class SetAside {

  private static final Logger logger = LoggerFactory.getLogger(SetAside.class);

  private static final long MAX_BYTES = 256L << 20;
  private static final long MAX_FILES = 10_000;

  private final Path directory;
  private long bytes;
  private long files;

  private SetAside(Path directory) {
    this.directory = directory;
  }

  static SetAside in(Path directory) throws IOException {
    SetAside result = new SetAside(directory);
    if (Files.isDirectory(directory)) {
      try (Stream<Path> listed = Files.list(directory)) {
        for (Path file : listed.toList()) {
          result.files++;
          result.bytes += Files.size(file);
        }
      }
    }
    return result;
  }

  /**
   * Keeps some bytes under a name; again under the same name changes nothing.
   *
   * @return where, or why not, for a message
   */
  synchronized String keep(String name, byte[] content) throws IOException {
    if (bytes + content.length > MAX_BYTES || files >= MAX_FILES) {
      return "not kept, because "
          + directory
          + " holds "
          + bytes
          + " bytes in "
          + files
          + " files already: look at them and remove them";
    }
    Files.createDirectories(directory);
    Path file = directory.resolve(name);
    try {
      Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      bytes += content.length;
      files++;
    } catch (FileAlreadyExistsException e) {
      logger.debug("{} was set aside before", file);
    }
    return "kept as " + file;
  }

  /** Adds a line to a text beside what is kept. */
  synchronized void note(String line) throws IOException {
    Path file = directory.resolve("reasons.txt");
    if (Files.exists(file) && Files.size(file) > MAX_BYTES / 16) {
      return;
    }
    Files.createDirectories(directory);
    Files.writeString(
        file,
        line + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
