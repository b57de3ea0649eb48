package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.store.ContentQuery.Part;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of {@link Content}, in its order. Their places are stored: never change them. */
@SuppressWarnings("ImmutableEnumChecker") // the getters hold nothing
enum ContentFields {
  INPUT_MESSAGES("inputMessages", Content::inputMessages, true, Part.INPUT),
  OUTPUT_MESSAGES("outputMessages", Content::outputMessages, true, Part.OUTPUT),
  SYSTEM_INSTRUCTIONS("systemInstructions", Content::systemInstructions, true, Part.INPUT),
  TOOL_DEFINITIONS("toolDefinitions", Content::toolDefinitions, true, null),
  TOOL_ARGUMENTS("toolArguments", Content::toolArguments, false, Part.ARGUMENTS),
  TOOL_RESULT("toolResult", Content::toolResult, false, Part.RESULT),
  INPUT("input", Content::input, false, Part.INPUT),
  OUTPUT("output", Content::output, false, Part.OUTPUT);

  /** What a search looks at, in the order in which its matches are given. */
  static final List<ContentFields> SEARCHED =
      List.of(
          INPUT_MESSAGES,
          SYSTEM_INSTRUCTIONS,
          INPUT,
          OUTPUT_MESSAGES,
          OUTPUT,
          TOOL_ARGUMENTS,
          TOOL_RESULT);

  private final String id;
  private final Function<Content, @Nullable String> getter;
  private final boolean array;
  private final @Nullable Part part;

  ContentFields(
      String id, Function<Content, @Nullable String> getter, boolean array, @Nullable Part part) {
    this.id = id;
    this.getter = getter;
    this.array = array;
    this.part = part;
  }

  /** What it is called in answers. */
  String id() {
    return id;
  }

  @Nullable String of(Content content) {
    return getter.apply(content);
  }

  /** Whether it mostly is a JSON array. */
  boolean isArray() {
    return array;
  }

  /** Where a search finds it; null when none does. */
  @Nullable Part part() {
    return part;
  }

  /** Number of a part of it: an element, or all of it. */
  @SuppressWarnings("EnumOrdinal") // stored: a new one goes behind the others
  int number(boolean element) {
    return ordinal() * 2 + (element ? 1 : 0);
  }

  /**
   * The content whose parts these are.
   *
   * @param texts by hash
   */
  static Content join(List<Integer> fields, List<String> hashes, Map<String, String> texts) {
    if (fields.isEmpty()) {
      return Content.NONE;
    }
    @Nullable String[] whole = new String[values().length];
    int i = 0;
    while (i < fields.size()) {
      int number = fields.get(i);
      if (number % 2 == 0) {
        whole[number / 2] = texts.get(hashes.get(i++));
        continue;
      }
      int first = i;
      while (i < fields.size() && fields.get(i) == number) {
        i++;
      }
      List<String> parts = hashes.subList(first, i);
      // A text that has expired takes with it what it was part of.
      if (parts.stream().allMatch(texts::containsKey)) {
        whole[number / 2] =
            parts.stream().map(texts::get).collect(Collectors.joining(",", "[", "]"));
      }
    }
    return new Content(
        whole[0], whole[1], whole[2], whole[3], whole[4], whole[5], whole[6], whole[7]);
  }
}
