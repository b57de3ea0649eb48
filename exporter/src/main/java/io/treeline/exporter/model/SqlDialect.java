package io.treeline.exporter.model;

import java.util.List;

/**
 * The language that an engine is asked questions in.
 *
 * @param name whose dialect of SQL it is, such as {@code DuckDB}
 * @param examples the first of them a good start; all can be asked of any store
 */
public record SqlDialect(String name, List<Example> examples) {

  /** Copies the list. */
  public SqlDialect {
    examples = List.copyOf(examples);
  }

  /**
   * A question as somebody may ask it.
   *
   * @param title what it answers, in words
   * @param sql one statement, over the views of docs/sql.md
   */
  public record Example(String title, String sql) {}
}
