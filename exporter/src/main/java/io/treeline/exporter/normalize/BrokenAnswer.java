package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the reason for which a model stopped broke the step.
 *
 * <p>A content filter always did. Running out of tokens did only where what came is of no use: a
 * tool call whose arguments are cut off, text that was to be JSON and is not, or nothing at all.
 * Without captured content, only the last can be told, and only when an empty answer was captured;
 * what is not known is not an error.
 */
final class BrokenAnswer {

  static final String CONTENT_FILTER = "content_filter";
  static final String LENGTH = "length";

  private static final Set<String> FILTERED =
      Set.of(
          "content_filter",
          "content_filtered",
          "safety",
          "refusal",
          "prohibited_content",
          "blocklist",
          "spii",
          "recitation",
          "image_safety",
          "guardrail_intervened",
          "blocked");

  private static final Set<String> CUT_OFF =
      Set.of("length", "max_tokens", "max_output_tokens", "model_context_window_exceeded");

  /**
   * The type of the error, {@link #CONTENT_FILTER} or {@link #LENGTH}; null when the step is whole.
   *
   * @param structured whether the answer was to be JSON
   */
  static @Nullable String errorType(
      List<String> finishReasons, @Nullable String outputMessages, boolean structured) {
    boolean cut = false;
    for (String sent : finishReasons) {
      String reason = sent.toLowerCase(Locale.ROOT).replace('-', '_');
      if (FILTERED.contains(reason)) {
        return CONTENT_FILTER;
      }
      cut |= CUT_OFF.contains(reason);
    }
    return cut && outputMessages != null && isUseless(outputMessages, structured) ? LENGTH : null;
  }

  private static boolean isUseless(String outputMessages, boolean structured) {
    JsonNode messages = JsonText.parse(outputMessages);
    if (messages == null || !messages.isArray()) {
      return false;
    }
    StringBuilder text = new StringBuilder();
    boolean anything = false;
    for (JsonNode message : messages) {
      for (JsonNode part : message.path("parts")) {
        String type = part.path("type").asText();
        if (type.equals("tool_call") && isCut(part.path("arguments"))) {
          return true;
        }
        if (type.equals("text")) {
          text.append(part.path("content").asText());
        }
        anything |= !type.equals("reasoning") && !type.equals("text");
      }
    }
    if (text.toString().isBlank()) {
      return !anything;
    }
    return structured && !isJson(text.toString());
  }

  /** Arguments that are JSON were parsed when the message was read; text is what was not. */
  private static boolean isCut(JsonNode arguments) {
    return arguments.isTextual() && !isJson(arguments.textValue());
  }

  private static boolean isJson(String text) {
    JsonNode parsed = JsonText.parse(text);
    return parsed != null && !parsed.isMissingNode();
  }

  private BrokenAnswer() {}
}
