package io.treeline.exporter.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.api.Encoding;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Counts a conversation as OpenAI's models read it.
 *
 * <p>What OpenAI publishes: 3 tokens around each message, its role, its texts, 1 and the name where
 * it has one, and 3 for the start of the answer. Tools: 7 (o200k_base) or 10 (cl100k_base) for
 * each, {@code name:description}, 3 when it has parameters, for each of them 3 and {@code
 * name:type:description}, for each value of an enumeration 3 and the value, less 3 for the
 * enumeration, and 12 after all tools. What it does not publish: tool calls, counted here as their
 * name and arguments.
 */
final class ChatTokens {

  private static final int PER_MESSAGE = 3;
  private static final int PER_NAME = 1;
  private static final int ANSWER = 3;
  private static final int PER_PARAMETERS = 3;
  private static final int PER_PARAMETER = 3;
  private static final int PER_ENUMERATION = -3;
  private static final int PER_VALUE = 3;
  private static final int AFTER_TOOLS = 12;

  /** How the agent, the exporter and others say that a text goes on. */
  private static final Pattern CUT =
      Pattern.compile("… ?\\[(truncated \\d+ characters|cut: \\d+ bytes, limit \\d+)\\]");

  /** What is there cannot be counted. */
  static final class NotCountable extends Exception {
    NotCountable(String why) {
      super(why, null, false, false);
    }
  }

  private final Encoding encoding;
  private final int perTool;
  private long charactersLeft;

  /**
   * Creates a counter for one call.
   *
   * @param maxCharacters most text to read, in all
   */
  ChatTokens(Encoding encoding, int perTool, long maxCharacters) {
    this.encoding = encoding;
    this.perTool = perTool;
    this.charactersLeft = maxCharacters;
  }

  /**
   * Tokens of what the model was given.
   *
   * @param messages array of {@code {role, parts}}
   * @param instructions array of parts; missing for none
   * @param tools array of definitions; missing for none
   * @throws NotCountable when something in it is no text, was cut, or is too long
   */
  long input(JsonNode messages, JsonNode instructions, JsonNode tools) throws NotCountable {
    long total = ANSWER;
    if (!instructions.isMissingNode() && !instructions.isEmpty()) {
      total += PER_MESSAGE + text("system") + parts(instructions, false);
    }
    if (!messages.isArray() || messages.isEmpty()) {
      throw new NotCountable("there are no messages");
    }
    for (JsonNode message : messages) {
      total +=
          PER_MESSAGE + text(message.path("role").asText()) + parts(message.path("parts"), false);
      if (message.path("name").isTextual()) {
        total += PER_NAME + text(message.path("name").textValue());
      }
    }
    return total + (tools.isEmpty() ? 0 : tools(tools));
  }

  /**
   * Tokens of what the model answered.
   *
   * @param messages array of {@code {role, parts}}, one for each choice
   * @throws NotCountable when something in it is no text, was cut, or is too long, or when there is
   *     nothing
   */
  long output(JsonNode messages) throws NotCountable {
    long total = 0;
    if (!messages.isArray() || messages.isEmpty()) {
      throw new NotCountable("there is no answer");
    }
    for (JsonNode message : messages) {
      total += parts(message.path("parts"), true);
    }
    return total;
  }

  private long parts(JsonNode parts, boolean isAnswer) throws NotCountable {
    if (!parts.isArray()) {
      throw new NotCountable("a message has no list of parts");
    }
    long total = 0;
    for (JsonNode part : parts) {
      total +=
          switch (part.path("type").asText()) {
            case "text" -> textOf(part.path("content"));
            case "tool_call" -> text(part.path("name").asText()) + textOf(part.path("arguments"));
            case "tool_call_response" ->
                textOf(part.has("response") ? part.get("response") : part.path("result"));
            // What a model thought is not given to it again.
            case "reasoning" -> isAnswer ? textOf(part.path("content")) : 0;
            default -> throw new NotCountable("a part is no text: " + part.path("type"));
          };
    }
    return total;
  }

  private long tools(JsonNode tools) throws NotCountable {
    long total = AFTER_TOOLS;
    for (JsonNode tool : tools) {
      JsonNode function = tool.path("function").isObject() ? tool.get("function") : tool;
      total += perTool + text(function.path("name").asText() + ":" + sentence(function));
      JsonNode parameters =
          function.has("parameters") ? function.get("parameters") : function.path("input_schema");
      JsonNode properties = parameters.path("properties");
      total += properties.isEmpty() ? 0 : PER_PARAMETERS;
      for (Map.Entry<String, JsonNode> property : properties.properties()) {
        total += parameter(property.getKey(), property.getValue());
      }
    }
    return total;
  }

  private long parameter(String name, JsonNode schema) throws NotCountable {
    long total =
        PER_PARAMETER + text(name + ":" + schema.path("type").asText() + ":" + sentence(schema));
    JsonNode values = schema.path("enum");
    if (values.isArray()) {
      total += PER_ENUMERATION;
      for (JsonNode value : values) {
        total += PER_VALUE + text(value.asText());
      }
    }
    return total;
  }

  private static String sentence(JsonNode described) {
    String text = described.path("description").asText();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private long textOf(JsonNode value) throws NotCountable {
    if (value.isMissingNode() || value.isNull()) {
      return 0;
    }
    return text(value.isTextual() ? value.textValue() : value.toString());
  }

  private long text(String text) throws NotCountable {
    charactersLeft -= text.length();
    if (charactersLeft < 0) {
      throw new NotCountable("there is more text than is counted");
    }
    if (CUT.matcher(text).find()) {
      throw new NotCountable("a text was cut");
    }
    return encoding.countTokensOrdinary(text);
  }
}
