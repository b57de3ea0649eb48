package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.JsonReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the body of a stream of server-sent events, in whatever pieces it arrives, and gives the
 * JSON of its {@code data} lines to an answer. Not thread-safe.
 */
public final class ServerSentEvents {

  /** A line longer than this is skipped: no chunk of a model's is as long. */
  private static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

  private static final String DATA = "data:";

  private final StreamedAnswer answer;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean tooLong;
  private boolean done;
  private boolean malformed;
  private int events;

  public ServerSentEvents(StreamedAnswer answer) {
    this.answer = answer;
  }

  /**
   * Takes the next bytes; moves the position of {@code bytes}.
   *
   * @return whether they brought a part of the answer, and not only of its frame
   */
  public boolean accept(ByteBuffer bytes) {
    boolean content = false;
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        content |= tooLong ? false : endOfLine();
        line.reset();
        tooLong = false;
      } else if (line.size() < MAX_LINE_BYTES) {
        line.write(next);
      } else {
        tooLong = true;
      }
    }
    return content;
  }

  /** Whether the last event, {@code [DONE]}, has arrived. */
  public boolean done() {
    return done;
  }

  /** Whether the last event was not JSON. */
  public boolean malformed() {
    return malformed;
  }

  /** How many events have arrived; comments that keep a connection alive are none. */
  public int events() {
    return events;
  }

  private boolean endOfLine() {
    if (line.size() == 0) {
      return false;
    }
    String text = line.toString(StandardCharsets.UTF_8);
    if (!text.startsWith(DATA)) {
      return false;
    }
    String data = text.substring(DATA.length()).strip();
    events++;
    if (data.equals("[DONE]")) {
      done = true;
      return false;
    }
    Object json = JsonReader.readStructure(data);
    malformed = json == null;
    return answer.accept(Wire.asObject(json));
  }
}
