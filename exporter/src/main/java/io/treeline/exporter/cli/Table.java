package io.treeline.exporter.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns; the first columns to the left, the rest to the right. */
final class Table {

  private static final String GAP = "  ";

  /**
   * One cell.
   *
   * @param plain what counts for the width
   * @param styled what is printed: the same with colours
   */
  record Cell(String plain, String styled) {
    static Cell of(String text) {
      return new Cell(text, text);
    }
  }

  private final int leftColumns;
  private final List<List<Cell>> rows = new ArrayList<>();

  Table(int leftColumns) {
    this.leftColumns = leftColumns;
  }

  void add(List<Cell> row) {
    rows.add(List.copyOf(row));
  }

  void print(PrintWriter out) {
    List<Integer> widths = new ArrayList<>();
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = Texts.width(row.get(i).plain());
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private String line(List<Cell> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      if (widths.get(i) == 0) {
        continue;
      }
      String padding = " ".repeat(widths.get(i) - Texts.width(cell.plain()));
      line.append(line.isEmpty() ? "" : GAP);
      line.append(i < leftColumns ? cell.styled() + padding : padding + cell.styled());
    }
    return line.toString().stripTrailing();
  }
}
