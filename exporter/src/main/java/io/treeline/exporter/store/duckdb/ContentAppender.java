package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Adds the pieces of content that are not stored, to {@code contents}, and says which pieces make
 * up a text. To be closed before the transaction ends.
 */
final class ContentAppender implements AutoCloseable {

  private final ContentIds ids;
  private final DuckDBAppender contents;

  ContentAppender(DuckDBConnection connection, ContentIds ids) throws SQLException {
    this.ids = ids;
    this.contents = connection.createAppender("contents");
  }

  /** The window that the pieces belong to. */
  int window() {
    return ids.window();
  }

  /**
   * Appends the ids of a text's pieces, in order, to a row; of a text that is one piece its id with
   * a minus, so that it is told from an array of one.
   */
  void append(DuckDBAppender row, @Nullable ContentText text) throws SQLException {
    if (text == null) {
      row.appendNull();
      return;
    }
    long[] pieces = new long[text.pieces()];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = id(text, i);
    }
    if (text.isWhole()) {
      pieces[0] = -pieces[0];
    }
    row.append(pieces);
  }

  private long id(ContentText text, int i) throws SQLException {
    long hash1 = text.hash1(i);
    long hash2 = text.hash2(i);
    long known = ids.find(hash1, hash2);
    if (known != 0) {
      return known;
    }
    long id = ids.add(hash1, hash2);
    contents.beginRow();
    contents.append(id);
    contents.append(ids.window());
    contents.append(text.piece(i));
    contents.endRow();
    return id;
  }

  @Override
  public void close() throws SQLException {
    contents.close();
  }
}
