package io.treeline.exporter.transfer;

import io.treeline.exporter.store.TableFiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of several types in one table: those of spans, or of sessions, in columns; the others as
 * JSON in the column {@code record}.
 */
final class TableRows {

  private static final Field TYPE = new Field(JsonRows.TYPE, Field.Type.TEXT);
  private static final Field RECORD = new Field("record", Field.Type.JSON);
  private static final Field CURSOR = new Field("cursor", Field.Type.TEXT);

  private final String inColumns;
  private final List<Field> own;
  private final List<Field> columns;

  private TableRows(String inColumns, List<Field> own) {
    this.inColumns = inColumns;
    this.own = own;
    columns = new ArrayList<>();
    columns.add(TYPE);
    columns.addAll(own.stream().filter(field -> !field.equals(CURSOR)).toList());
    columns.add(RECORD);
    columns.add(CURSOR);
  }

  static TableRows of(boolean spans) {
    return spans
        ? new TableRows(RowWriter.SPAN, SpanRows.FIELDS)
        : new TableRows(RowWriter.SESSION, OtherRows.SESSION);
  }

  List<Field> columns() {
    return columns;
  }

  List<TableFiles.Column> fileColumns() {
    return columns.stream()
        .map(
            field ->
                new TableFiles.Column(
                    field.name(),
                    switch (field.type()) {
                      case LONG -> TableFiles.Type.LONG;
                      case DECIMAL -> TableFiles.Type.DECIMAL;
                      case BOOLEAN -> TableFiles.Type.BOOLEAN;
                      case TEXT, JSON -> TableFiles.Type.TEXT;
                    }))
        .toList();
  }

  /** One value per column. */
  List<@Nullable Object> values(String type, List<Field> fields, Fields row) {
    Fields out = new Fields();
    if (type.equals(inColumns)) {
      own.forEach(field -> out.put(field.name(), row.get(field.name())));
    } else {
      out.put(RECORD.name(), JsonRows.text(null, fields, row));
    }
    out.put(TYPE.name(), type).put(CURSOR.name(), row.get(CURSOR.name()));
    return out.inOrder(columns);
  }

  /** What a row of the table says: the type, and an object or the columns. */
  static void read(Fields row, RowReader.Handler handler) {
    String type = row.required(TYPE.name());
    String record = row.text(RECORD.name());
    if (type.equals(RowWriter.SPAN)) {
      handler.row(type, row);
    } else if (record != null) {
      RowReader.object(type, record, handler);
    }
  }
}
