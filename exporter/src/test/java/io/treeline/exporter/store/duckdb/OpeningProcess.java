package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.StoreException;
import java.nio.file.Path;

/** Opens a store in a process of its own and prints what comes of it. */
final class OpeningProcess {

  private OpeningProcess() {}

  public static void main(String[] arguments) {
    try {
      DuckDbSpanStore.open(Path.of(arguments[0])).close();
      System.out.println("opened");
    } catch (StoreException e) {
      System.out.println(e.getMessage());
    }
  }
}
