package io.treeline.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A table of measurements, printed as Markdown so that it can be pasted into the documents. */
final class Table {

  private final String title;
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String title, String... header) {
    this.title = title;
    this.header = List.of(header);
  }

  void row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "a row of \"" + title + "\" has " + header.size() + " cells: was " + cells.length);
    }
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("\n### ").append(title).append("\n\n");
    line(text, header);
    text.append('|').append(" --- |".repeat(header.size())).append('\n');
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
