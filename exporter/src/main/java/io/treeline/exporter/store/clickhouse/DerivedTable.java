package io.treeline.exporter.store.clickhouse;

/**
 * Values of spans that were worked out here, as the table expression {@code derived} with the
 * columns {@code trace}, {@code span} and {@code value}. One literal, as the server takes long to
 * parse many.
 */
final class DerivedTable {

  // The hexadecimal ids have fixed places in a line.
  private static final String TABLE =
      """
      (
        SELECT toFixedString(unhex(substring(line, 1, 32)), 16) AS trace,
          toFixedString(unhex(substring(line, 33, 16)), 8) AS span,
          toNullable(substring(line, 49)) AS value
        FROM (SELECT arrayJoin(splitByChar('\\0',
      """;

  private final StringBuilder lines = new StringBuilder();

  void add(String traceId, String spanId, String value) {
    lines.append(lines.isEmpty() ? "" : "\0").append(traceId).append(spanId).append(value);
  }

  /** To be put before a statement. */
  String sql() {
    return "derived AS " + rows();
  }

  /** To be put into a statement in place of a table. */
  String rows() {
    return TABLE + Sql.text(lines.toString()) + ")) AS line) WHERE line <> '')";
  }

  int size() {
    return lines.length();
  }
}
