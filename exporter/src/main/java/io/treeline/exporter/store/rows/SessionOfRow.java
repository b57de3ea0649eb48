package io.treeline.exporter.store.rows;

import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes session rows from rows with the columns of {@code sessions}. */
public final class SessionOfRow {

  private SessionOfRow() {}

  /** Properties come as two lists as long as each other: {@code property_names} and values. */
  public static <E extends Exception> SessionRow read(StoredRow<E> row) throws E {
    return new SessionRow(
        row.text("session_id"),
        SessionIdSource.valueOf(row.text("session_id_source")),
        row.textOrNull("name"),
        row.text("derived_name"),
        row.number("start_epoch_nanos"),
        row.numberOrNull("end_epoch_nanos"),
        row.number("active_nanos"),
        SessionStatus.valueOf(row.text("status")),
        row.number("spans"),
        row.number("llm_calls"),
        row.number("tool_calls"),
        row.number("errors"),
        row.numberOrNull("input_tokens"),
        row.numberOrNull("output_tokens"),
        row.numberOrNull("cache_read_tokens"),
        row.numberOrNull("cache_write_tokens"),
        row.numberOrNull("reasoning_tokens"),
        row.decimalOrNull("cost_usd"),
        row.number("unpriced_calls"),
        row.number("estimated_calls"),
        sorted(row.texts("models")),
        sorted(row.texts("users")),
        sorted(row.texts("services")),
        properties(row));
  }

  // Sorted here and not by engines: they compare bytes, everybody else compares as Java does.
  private static List<String> sorted(List<String> values) {
    return values.stream().sorted().toList();
  }

  private static <E extends Exception> SortedMap<String, List<String>> properties(StoredRow<E> row)
      throws E {
    List<String> names = row.texts("property_names");
    List<String> values = row.texts("property_values");
    SortedMap<String, List<String>> properties = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      properties.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(values.get(i));
    }
    properties.replaceAll((name, unsorted) -> sorted(unsorted));
    return properties;
  }
}
