package io.treeline.exporter.pricing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The user's own prices: read again whenever the file is another one. */
final class PriceFile {

  static final int MOST_BYTES = 16 << 20;

  private record Version(FileTime modified, long size, @Nullable Object key) {}

  private final Path path;
  private final WatchedList watched;
  private @Nullable Version seen;

  PriceFile(Path path, Clock clock) {
    this.path = path;
    this.watched = new WatchedList(PriceList.Origin.FILE, path.toAbsolutePath().toString(), clock);
  }

  WatchedList watched() {
    return watched;
  }

  /** Reads the file if it changed; whether other prices are in force now. */
  synchronized boolean poll() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Version now =
          new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
      if (now.equals(seen)) {
        return false;
      }
      // Before reading: a change while it is read is seen at the next poll.
      seen = now;
      watched.loaded(read(path));
      return true;
    } catch (NoSuchFileException e) {
      seen = null;
      watched.failed("there is no such file: create it, or take the setting prices-file away");
    } catch (IOException e) {
      seen = null;
      watched.failed("it cannot be read (%s)".formatted(e));
    } catch (PriceListException e) {
      watched.failed(String.valueOf(e.getMessage()));
    }
    return false;
  }

  /**
   * Reads a file of the user's.
   *
   * @throws PriceListException naming all that is wrong in it
   */
  static PriceList read(Path path) throws IOException, PriceListException {
    if (Files.size(path) > MOST_BYTES) {
      throw new PriceListException(
          "has %d bytes, more than %d: keep only the rows that differ from the shipped list"
              .formatted(Files.size(path), MOST_BYTES));
    }
    return PriceListReader.readStrictly(Files.readAllBytes(path), PriceList.Origin.FILE);
  }
}
