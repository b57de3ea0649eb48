package io.treeline.exporter.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an exported file of lines ends.
 *
 * @param length bytes up to the last session that is there as a whole
 * @param cursor goes on behind it; null when there is none
 * @param complete whether nothing is missing
 */
record BrokenExport(long length, @Nullable String cursor, boolean complete) {

  /** In JSON a field, in a table the last column of a session's row. */
  private static final Pattern CURSOR =
      Pattern.compile(
          "\"cursor\":\"([A-Za-z0-9_.-]*)\"}{1,2}$|^session,.*,([A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*)$");

  private static final Pattern END =
      Pattern.compile("^(\\{\"type\":\"end\"|end,)|\"type\":\"end\"");

  /** A row with a cursor is long, but its cursor stands at its end. */
  private static final int KEPT = 1 << 16;

  static BrokenExport of(Path file) throws IOException {
    long position = 0;
    long length = 0;
    String cursor = null;
    boolean complete = false;
    StringBuilder line = new StringBuilder();
    StringBuilder head = new StringBuilder();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      int b;
      while ((b = in.read()) >= 0) {
        position++;
        if (b != '\n') {
          (head.length() < 16 ? head : line).append((char) b);
          if (line.length() > 2 * KEPT) {
            line.delete(0, KEPT);
          }
          continue;
        }
        String text = head.toString() + line;
        complete = END.matcher(text).find() && text.length() < 1000;
        Matcher matcher = CURSOR.matcher(text);
        if (matcher.find()) {
          cursor = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
          length = position;
        }
        head.setLength(0);
        line.setLength(0);
      }
    }
    return new BrokenExport(length, cursor, complete);
  }

  void cutBehindLastSession(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    }
  }
}
