package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A span's or log record's content, cut into pieces. Messages are cut, as each request of a
 * conversation repeats those before it; instructions and tools mostly stay the same as a whole.
 *
 * @param texts in the order of {@link #COLUMNS}; null for those that there are none of
 */
record EncodedContent(List<@Nullable ContentText> texts) {

  /** Columns of {@code span_content} with pieces. Those of {@code span_logs} are the first four. */
  static final List<String> COLUMNS =
      List.of(
          "input_messages",
          "output_messages",
          "system_instructions",
          "tool_definitions",
          "tool_arguments",
          "tool_result",
          "input",
          "output");

  /** How many of them log records have. */
  static final int COLUMNS_OF_LOGS = 4;

  private static final Set<String> SPLIT =
      Set.of("input_messages", "output_messages", "input", "output");

  static final EncodedContent NONE =
      new EncodedContent(Arrays.asList(new ContentText[COLUMNS.size()]));

  static EncodedContent of(Content content) {
    return of(content, NONE);
  }

  /**
   * As {@link #of(Content)}, sparing what is known of another.
   *
   * @param before whose conversation this one may go on with
   */
  static EncodedContent of(Content content, EncodedContent before) {
    if (content.isEmpty()) {
      return NONE;
    }
    List<@Nullable String> parts =
        Arrays.asList(
            content.inputMessages(),
            content.outputMessages(),
            content.systemInstructions(),
            content.toolDefinitions(),
            content.toolArguments(),
            content.toolResult(),
            content.input(),
            content.output());
    List<@Nullable ContentText> texts = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      texts.add(text(COLUMNS.get(i), parts.get(i), before.texts.get(i)));
    }
    return new EncodedContent(texts);
  }

  /** The text of one column, cut as it is to be in that column. */
  static @Nullable ContentText text(String column, @Nullable String text) {
    return text(column, text, null);
  }

  private static @Nullable ContentText text(
      String column, @Nullable String text, @Nullable ContentText before) {
    if (text == null) {
      return null;
    }
    return SPLIT.contains(column) ? ContentText.split(text, before) : ContentText.whole(text);
  }

  boolean isEmpty() {
    return texts.stream().noneMatch(Objects::nonNull);
  }
}
