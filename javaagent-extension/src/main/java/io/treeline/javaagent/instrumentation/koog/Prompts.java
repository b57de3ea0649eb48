package io.treeline.javaagent.instrumentation.koog;

import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.opentelemetry.javaagent.treeline.genai.ToolResult;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.GenAiAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a model is asked. */
final class Prompts {

  private static final OptionalMethod MESSAGES = OptionalMethod.named("getMessages");
  private static final OptionalMethod PARAMS = OptionalMethod.named("getParams");
  private static final OptionalMethod TEMPERATURE = OptionalMethod.named("getTemperature");
  private static final OptionalMethod MAX_TOKENS = OptionalMethod.named("getMaxTokens");
  private static final OptionalMethod RESOLVED = OptionalMethod.named("getEffectiveModel");
  private static final OptionalMethod PROVIDER = OptionalMethod.named("getProvider");
  private static final OptionalMethod ROLE = OptionalMethod.named("getRole");
  private static final OptionalMethod PARTS = OptionalMethod.named("getParts");
  private static final OptionalMethod TEXT = OptionalMethod.named("getText");
  private static final OptionalMethod CONTENT = OptionalMethod.named("getContent");
  private static final OptionalMethod ID = OptionalMethod.named("getId");
  private static final OptionalMethod TOOL = OptionalMethod.named("getTool");
  private static final OptionalMethod ARGUMENTS = OptionalMethod.named("getArgs");
  private static final OptionalMethod OUTPUT = OptionalMethod.named("getOutput");
  private static final OptionalMethod IS_ERROR = OptionalMethod.named("isError");
  private static final OptionalMethod NAME = OptionalMethod.named("getName");
  private static final OptionalMethod DESCRIPTION = OptionalMethod.named("getDescription");
  private static final OptionalMethod REQUIRED = OptionalMethod.named("getRequiredParameters");
  private static final OptionalMethod OPTIONAL = OptionalMethod.named("getOptionalParameters");

  private Prompts() {}

  static void read(
      ModelRequest.Builder read,
      @Nullable Object prompt,
      @Nullable Object modelOrResolved,
      @Nullable Object tools) {
    Object resolved = RESOLVED.call(modelOrResolved);
    Object model = resolved == null ? modelOrResolved : resolved;
    boolean content = GenAiConfig.get().captureContent();
    Object params = PARAMS.call(prompt);
    read.model(ID.text(model))
        .provider(provider(ID.text(PROVIDER.call(model))))
        .set(
            GenAiAttributes.REQUEST_TEMPERATURE,
            TEMPERATURE.call(params) instanceof Number number ? number.doubleValue() : null)
        .set(GenAiAttributes.REQUEST_MAX_TOKENS, MAX_TOKENS.number(params))
        .tools(tools(tools, content));
    List<Message> messages = new ArrayList<>();
    List<ToolResult> results = new ArrayList<>();
    for (Object message : list(MESSAGES.call(prompt))) {
      List<Part> parts = new ArrayList<>();
      for (Object part : list(PARTS.call(message))) {
        if (isResult(part)) {
          results.add(
              new ToolResult(
                  String.valueOf(ID.text(part)),
                  content ? OUTPUT.text(part) : null,
                  Boolean.TRUE.equals(IS_ERROR.call(part))));
        }
        if (content) {
          parts.add(part(part));
        }
      }
      if (content) {
        messages.add(
            Message.of(String.valueOf(ROLE.text(message)).toLowerCase(Locale.ROOT), parts));
      }
    }
    read.messages(messages).toolResults(results);
  }

  /** One part of a message, asked or answered. */
  static Part part(Object part) {
    String kind = part.getClass().getSimpleName();
    return switch (kind) {
      case "Text" -> Part.text(String.valueOf(TEXT.text(part)));
      case "Reasoning" -> Part.reasoning(joined(CONTENT.call(part)));
      case "Call" ->
          Part.toolCall(ID.text(part), String.valueOf(TOOL.text(part)), ARGUMENTS.text(part));
      case "Result" -> Part.toolCallResponse(ID.text(part), OUTPUT.text(part));
      default -> Part.of(kind.toLowerCase(Locale.ROOT));
    };
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static boolean isResult(Object part) {
    return part.getClass().getSimpleName().equals("Result");
  }

  private static String joined(@Nullable Object lines) {
    StringBuilder text = new StringBuilder();
    list(lines).forEach(text::append);
    return text.toString();
  }

  private static List<ToolDefinition> tools(@Nullable Object tools, boolean content) {
    List<ToolDefinition> read = new ArrayList<>();
    for (Object tool : list(tools)) {
      read.add(
          ToolDefinition.function(
              String.valueOf(NAME.text(tool)),
              content ? DESCRIPTION.text(tool) : null,
              content ? schema(tool) : null));
    }
    return read;
  }

  /** Names and descriptions; the types are the client's to write. */
  private static Map<String, Object> schema(Object tool) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<Object> required = new ArrayList<>();
    for (Object parameter : list(REQUIRED.call(tool))) {
      required.add(String.valueOf(NAME.text(parameter)));
      addTo(properties, parameter);
    }
    list(OPTIONAL.call(tool)).forEach(parameter -> addTo(properties, parameter));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    return schema;
  }

  private static void addTo(Map<String, Object> properties, Object parameter) {
    String description = DESCRIPTION.text(parameter);
    properties.put(
        String.valueOf(NAME.text(parameter)),
        description == null ? Map.of() : Map.of("description", description));
  }

  private static @Nullable String provider(@Nullable String id) {
    if (id == null) {
      return null;
    }
    return switch (id) {
      case "google" -> "gcp.gemini";
      case "vertex" -> "gcp.vertex_ai";
      case "bedrock" -> "aws.bedrock";
      case "azure" -> "azure.ai.openai";
      case "mistralai" -> "mistral_ai";
      default -> id;
    };
  }
}
