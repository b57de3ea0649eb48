package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a tool's answer says of how it went.
 *
 * <p>Many tools report a failure in their answer and throw nothing. An answer is a failure when its
 * {@code status} is error, failed or failure, its {@code error} says something, its {@code success}
 * is false or its {@code isError} is true. It is empty when it worked and found nothing: an empty
 * list, a 404, or words that say "not found", even where they stand in the {@code error}. An answer
 * without content is neither: a tool that only does something has nothing to say.
 *
 * @param verdict how it went
 * @param errorType what the answer calls its error, a short name or code; null when it does not
 */
record ToolResult(Verdict verdict, @Nullable String errorType) {

  enum Verdict {
    FINE,
    EMPTY,
    FAILED,
    /** Failed in the words of the Model Context Protocol. */
    FAILED_BY_FLAG
  }

  private static final ToolResult FINE = new ToolResult(Verdict.FINE, null);
  private static final ToolResult EMPTY = new ToolResult(Verdict.EMPTY, null);

  private static final Set<String> FAILED_STATUS = Set.of("error", "failed", "failure");
  private static final Set<String> NOT_FOUND_STATUS =
      Set.of("not_found", "notfound", "not found", "no_results", "no results", "404");

  /** Fields that hold what was found. */
  private static final List<String> FOUND =
      List.of(
          "results", "items", "documents", "matches", "hits", "records", "rows", "data", "entries");

  /** Fields that wrap the answer of the tool proper. */
  private static final List<String> WRAPPERS =
      List.of("result", "output", "response", "structuredContent");

  /** Words that say that nothing was found, at the start of a short text or all of it. */
  private static final Pattern NOTHING_FOUND =
      Pattern.compile(
          "^\\W*(not found|404\\b|no (\\w+ ){0,4}(found|matched|available|exists?)\\b"
              + "|no (results?|matches|documents?|records?|items?|data|hits)\\b"
              + "|no such\\b|nothing (was )?found\\b|(\\S+ ){1,8}(was |were |could )?not (be )?found(?=\\W*$|[.:!]| (for|in|with|by|on)\\b)"
              + "|(\\S+ ){1,8}does not exist\\b)",
          Pattern.CASE_INSENSITIVE);

  /** What should be there always: to find none of it is a failure. */
  private static final Pattern OF_THE_MACHINE =
      Pattern.compile(
          "\\b(tool|function|method|command|module|class|endpoint|route|host|driver|model"
              + "|credentials?|api key|token|table|column|permissions?)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final int SHORT_TEXT = 200;
  private static final int SHORT_NAME = 64;
  private static final int DEEPEST = 4;

  /**
   * Judges an answer.
   *
   * @param json the answer as JSON text; null when none was captured, which says nothing
   */
  static ToolResult of(@Nullable String json) {
    return json == null ? FINE : judge(DraftFiller.parsed(JsonText.parse(json)), 0);
  }

  private static ToolResult judge(@Nullable JsonNode answer, int depth) {
    if (answer == null || depth > DEEPEST) {
      return FINE;
    }
    if (answer.isTextual()) {
      return saysNothingFound(answer) ? EMPTY : FINE;
    }
    if (answer.isArray()) {
      return ofArray(answer, depth);
    }
    return answer.isObject() ? ofObject(answer, depth) : FINE;
  }

  private static ToolResult ofArray(JsonNode answer, int depth) {
    if (answer.isEmpty()) {
      return EMPTY;
    }
    // The parts of one message; a list of things found is not searched for errors.
    return answer.size() == 1 && isText(answer.get(0))
        ? judge(DraftFiller.parsed(answer.get(0).get("text")), depth + 1)
        : FINE;
  }

  private static boolean isText(JsonNode part) {
    return part.path("type").asText().equals("text") && part.path("text").isTextual();
  }

  private static ToolResult ofObject(JsonNode answer, int depth) {
    if (isTrue(answer.path("isError")) || isTrue(answer.path("is_error"))) {
      return new ToolResult(Verdict.FAILED_BY_FLAG, errorType(answer));
    }
    if (isNotFound(answer)) {
      return EMPTY;
    }
    if (isFailure(answer)) {
      return new ToolResult(Verdict.FAILED, errorType(answer));
    }
    if (answer.path("content").isArray() || answer.path("content").isTextual()) {
      return judge(DraftFiller.parsed(answer.get("content")), depth + 1);
    }
    for (String wrapper : WRAPPERS) {
      if (answer.has(wrapper)) {
        return judge(DraftFiller.parsed(answer.get(wrapper)), depth + 1);
      }
    }
    return foundNothing(answer) ? EMPTY : FINE;
  }

  private static boolean isFailure(JsonNode answer) {
    return FAILED_STATUS.contains(lower(answer.path("status")))
        || saysSomething(answer.path("error"))
        || isFalse(answer.path("success"));
  }

  /** 404 in any of the places where APIs put it, or a failure that is told in such words. */
  private static boolean isNotFound(JsonNode answer) {
    for (String field : List.of("status", "statusCode", "status_code", "code")) {
      JsonNode value = answer.path(field);
      boolean number = value.isInt() && value.intValue() == 404;
      if (number || NOT_FOUND_STATUS.contains(lower(value))) {
        return true;
      }
    }
    if (isFalse(answer.path("found"))) {
      return true;
    }
    JsonNode error = answer.path("error");
    if (error.isObject() && isNotFound(error)) {
      return true;
    }
    if (!isFailure(answer)) {
      return false;
    }
    for (String field : List.of("error", "message", "error_message", "reason", "detail")) {
      if (saysNothingFound(answer.path(field))) {
        return true;
      }
    }
    return error.isObject() && saysNothingFound(error.path("message"));
  }

  /** The one list there is has nothing in it. */
  private static boolean foundNothing(JsonNode answer) {
    boolean any = false;
    for (String field : FOUND) {
      JsonNode value = answer.path(field);
      if (value.isArray()) {
        any = true;
        if (!value.isEmpty()) {
          return false;
        }
      }
    }
    return any;
  }

  private static boolean saysNothingFound(JsonNode text) {
    return text.isTextual()
        && text.textValue().length() <= SHORT_TEXT
        && !OF_THE_MACHINE.matcher(text.textValue()).find()
        && (NOTHING_FOUND.matcher(text.textValue()).find()
            || NOT_FOUND_STATUS.contains(lower(text)));
  }

  private static boolean saysSomething(JsonNode error) {
    if (error.isTextual()) {
      return !error.textValue().isBlank();
    }
    return error.isBoolean()
        ? error.booleanValue()
        : error.isNumber()
            ? error.decimalValue().signum() != 0
            : error.isContainerNode() && !error.isEmpty();
  }

  private static boolean isFalse(JsonNode value) {
    return value.isBoolean() && !value.booleanValue();
  }

  private static boolean isTrue(JsonNode value) {
    return value.isBoolean() ? value.booleanValue() : "true".equals(lower(value));
  }

  private static String lower(JsonNode value) {
    return value.isTextual() ? value.textValue().strip().toLowerCase(Locale.ROOT) : "";
  }

  private static @Nullable String errorType(JsonNode answer) {
    JsonNode error = answer.path("error");
    String name = shortName(error, "type", "error_type", "errorType", "code", "error_code");
    if (name == null) {
      // Its own "type" would be what kind of answer it is.
      name = shortName(answer, "error_type", "errorType", "code", "error_code");
    }
    return name != null ? name : shortName(error);
  }

  private static @Nullable String shortName(JsonNode object, String... fields) {
    for (String field : fields) {
      String name = shortName(object.path(field));
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  /** A name or a code; a sentence is none. */
  private static @Nullable String shortName(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.asText();
    }
    boolean name =
        value.isTextual()
            && !value.textValue().isBlank()
            && value.textValue().length() <= SHORT_NAME
            && value.textValue().strip().indexOf(' ') < 0;
    return name ? value.textValue().strip() : null;
  }
}
