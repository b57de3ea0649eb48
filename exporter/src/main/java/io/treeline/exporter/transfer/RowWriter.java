package io.treeline.exporter.transfer;

import java.io.IOException;
import java.util.List;

/** Takes rows of several types, in order. */
interface RowWriter {

  String SPAN = "span";
  String LOG = "log";
  String SCORE = "score";
  String SESSION = "session";

  /** The last row of a complete export. */
  String END = "end";

  void add(String type, List<Field> fields, Fields row) throws IOException;
}
