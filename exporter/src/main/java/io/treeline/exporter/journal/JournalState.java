package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code state}: who the journal is and up to where it is loaded. Written after each load
 * and not forced: an older position is no fault, as loading again changes nothing.
 */
final class JournalState implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(JournalState.class);

  private static final int BYTES = 24;

  private final FileChannel channel;
  private final int id;
  private long loaded;

  private JournalState(FileChannel channel, int id, long loaded) {
    this.channel = channel;
    this.id = id;
    this.loaded = loaded;
  }

  static JournalState open(Path directory) throws IOException {
    Path file = directory.resolve("state");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      ByteBuffer buffer = ByteBuffer.allocate(BYTES);
      while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
        // Until it is full or the file ends.
      }
      if (!buffer.hasRemaining() && buffer.getInt(20) == checksum(buffer)) {
        return new JournalState(channel, buffer.getInt(0), buffer.getLong(4));
      }
      if (buffer.position() > 0) {
        logger.warn(
            "{} is damaged: what is left of the journal is loaded again, which changes nothing of"
                + " what is stored",
            file);
      }
      JournalState state = new JournalState(channel, new SecureRandom().nextInt(), 0);
      state.write();
      channel.force(true);
      return state;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Random; another journal, in the same place too, has another. */
  int id() {
    return id;
  }

  long loaded() {
    return loaded;
  }

  void loaded(long position) throws IOException {
    loaded = position;
    write();
  }

  @Override
  public void close() throws IOException {
    channel.force(true);
    channel.close();
  }

  private void write() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    buffer.putInt(id).putLong(loaded).putLong(0);
    buffer.putInt(20, checksum(buffer));
    buffer.rewind();
    while (buffer.hasRemaining()) {
      channel.write(buffer, buffer.position());
    }
  }

  private static int checksum(ByteBuffer buffer) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.duplicate().position(0).limit(20));
    return (int) crc.getValue();
  }
}
