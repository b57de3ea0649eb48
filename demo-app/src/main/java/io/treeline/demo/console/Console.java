package io.treeline.demo.console;

import java.io.PrintStream;
import java.util.Locale;

/** Prints a conversation in a few readable lines. Thread-safe: a line is never torn. */
public final class Console {

  private static final int LINE = 96;

  private final PrintStream out;

  public Console(PrintStream out) {
    this.out = out;
  }

  /** Begins a conversation. */
  public void title(String title) {
    out.println();
    out.println("== " + title);
  }

  /** One step: who does it, and what. Cut at the end of the line. */
  public void step(String who, String what) {
    String line = String.format(Locale.ROOT, "   %-9s %s", who, what.replace('\n', ' '));
    out.println(line.length() <= LINE ? line : line.substring(0, LINE - 1) + "…");
  }
}
