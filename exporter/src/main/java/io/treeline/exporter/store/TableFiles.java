package io.treeline.exporter.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Files of rows in the Parquet format. Thread-safe; memory is bounded, whatever their size. */
public interface TableFiles {

  /** What a column holds: text, 64-bit numbers, decimals with 18 digits of fraction, truth. */
  enum Type {
    TEXT,
    LONG,
    DECIMAL,
    BOOLEAN
  }

  /** A column; every value may be absent. */
  record Column(String name, Type type) {}

  /** Takes rows, in order. */
  interface RowSink {

    /**
     * Adds a row.
     *
     * @param values one per column: String, Long, BigDecimal, Boolean or null
     */
    void add(List<@Nullable Object> values) throws IOException;
  }

  /** Writes rows. */
  interface RowSource {

    /** Gives all rows, one after the other. */
    void writeTo(RowSink rows) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param file in a directory of its own; must not exist
   * @throws IOException when it cannot be written, and what the source throws
   */
  void write(Path file, List<Column> columns, RowSource rows) throws IOException;

  /**
   * Reads the rows of a file in order.
   *
   * @param file in a directory of its own
   * @param columns those to read; one that the file does not have is absent in every row
   * @throws IOException when it is no such file
   */
  void read(Path file, List<Column> columns, Consumer<List<@Nullable Object>> rows)
      throws IOException;
}
