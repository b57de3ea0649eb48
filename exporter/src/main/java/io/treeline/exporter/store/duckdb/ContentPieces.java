package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Content;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ids of the pieces that make up a span's or a log record's content.
 *
 * @param ids by column of {@link EncodedContent#COLUMNS}, as far as the row has them
 */
record ContentPieces(List<long @Nullable []> ids) {

  /** From a row with the first so many columns. */
  static ContentPieces read(Row row, int columns) throws SQLException {
    List<long @Nullable []> ids = new ArrayList<>(EncodedContent.COLUMNS.size());
    for (int i = 0; i < EncodedContent.COLUMNS.size(); i++) {
      ids.add(i < columns ? row.numbersOrNull(EncodedContent.COLUMNS.get(i)) : null);
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
            texts.text(ids.get(0)),
            texts.text(ids.get(1)),
            texts.text(ids.get(2)),
            texts.text(ids.get(3)),
            texts.text(ids.get(4)),
            texts.text(ids.get(5)),
            texts.text(ids.get(6)),
            texts.text(ids.get(7)));
    return content.isEmpty() ? Content.NONE : content;
  }
}
