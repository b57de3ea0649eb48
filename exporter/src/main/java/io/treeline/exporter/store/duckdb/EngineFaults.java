package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.util.List;

/** Tells the engine's failures apart, by the kind that its messages begin with. */
final class EngineFaults {

  private static final List<String> OF_DATA =
      List.of("Conversion Error", "Invalid Input Error", "Out of Range Error");

  private EngineFaults() {}

  /** Whether the same data would fail again, however often it is written. */
  static boolean areOfData(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return failure instanceof SQLException && OF_DATA.stream().anyMatch(message::startsWith);
  }
}
