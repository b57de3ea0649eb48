package io.treeline.exporter.store.rows;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.store.JsonText;

/** Makes scores from rows of {@code scores}. */
public final class ScoreOfRow {

  private ScoreOfRow() {}

  /** Of the current row. */
  public static <E extends Exception> Score read(StoredRow<E> row) throws E {
    return new Score(
        row.text("score_id"),
        row.text("name"),
        new ScoreValue(
            ScoreValue.Type.valueOf(row.text("value_type")),
            row.realOrNull("number"),
            row.textOrNull("label")),
        row.text("source"),
        row.textOrNull("comment"),
        row.number("epoch_nanos"),
        new ScoreTarget(
            ScoreTarget.Kind.valueOf(row.text("target")),
            row.traceIdOrNull("trace_id"),
            row.spanIdOrNull("span_id"),
            row.textOrNull("session_id"),
            row.textOrNull("session_name"),
            row.textOrNull("path"),
            row.textOrNull("response_id")),
        JsonText.attributes(row.text("metadata")));
  }
}
