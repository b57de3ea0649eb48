package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Content;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Ids of the pieces that make up a span's or a log record's content.
 *
 * @param ids by column of {@link EncodedContent#COLUMNS}, as far as the row has them
 */
record ContentPieces(long @Nullable [][] ids) {

  /** From a row with the first so many columns. */
  static ContentPieces read(Row row, int columns) throws SQLException {
    long @Nullable [][] ids = new long[EncodedContent.COLUMNS.size()][];
    for (int i = 0; i < columns; i++) {
      ids[i] = row.numbersOrNull(EncodedContent.COLUMNS.get(i));
    }
    return new ContentPieces(ids);
  }

  void want(ContentTexts texts) {
    for (long @Nullable [] one : ids) {
      texts.want(one);
    }
  }

  /** The content, once the texts are read. */
  Content content(ContentTexts texts) {
    Content content =
        new Content(
            texts.text(ids[0]),
            texts.text(ids[1]),
            texts.text(ids[2]),
            texts.text(ids[3]),
            texts.text(ids[4]),
            texts.text(ids[5]),
            texts.text(ids[6]),
            texts.text(ids[7]));
    return content.isEmpty() ? Content.NONE : content;
  }
}
