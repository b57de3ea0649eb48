package io.treeline.javaagent.instrumentation.ollama4j;

import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.generate.OllamaGenerateRequest;
import io.github.ollama4j.models.request.OllamaCommonRequest;
import io.github.ollama4j.utils.Utils;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.JsonReader;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ollama4j's requests in the core's terms. Content is read from the JSON that the library sends,
 * which has been the same in all versions while its classes have not.
 */
final class Requests {

  private static final OptionalMethod TOOLS = OptionalMethod.named("getTools");
  private static final OptionalMethod TOOL_SPEC = OptionalMethod.named("getToolSpec");
  private static final OptionalMethod FUNCTION = OptionalMethod.named("getFunction");
  private static final OptionalMethod NAME = OptionalMethod.named("getName");
  private static final OptionalMethod FORMAT = OptionalMethod.named("getFormat");
  private static final OptionalMethod FORMAT_JSON = OptionalMethod.named("getReturnFormatJson");
  private static final OptionalMethod THINK = OptionalMethod.named("getThink");

  private static final List<String> LEVELS = List.of("LOW", "MEDIUM", "HIGH");

  private Requests() {}

  /**
   * Without details when the request cannot be read: the call has a span in any case.
   *
   * @param iteration number of the call within a loop over tools, 1 is the first; null outside
   */
  static ModelRequest read(
      OllamaCommonRequest request, @Nullable String host, @Nullable Long iteration) {
    String operation =
        request instanceof OllamaGenerateRequest
            ? GenAiOperations.TEXT_COMPLETION
            : GenAiOperations.CHAT;
    ModelRequest.Builder read =
        ModelRequest.builder(operation)
            .model(request.getModel())
            .streaming(request.isStream())
            .endpoint(Endpoint.of(host))
            .set(TreelineAttributes.AGENT_ITERATION, iteration);
    try {
      setOptions(read, request);
      List<String> names = toolNames(request);
      read.tools(names.stream().map(name -> ToolDefinition.function(name, null, null)).toList());
      if (GenAiConfig.get().captureContent()) {
        setContent(read, request);
      }
    } catch (Throwable e) {
      Failures.record("ollama4j request", e);
    }
    return read.build();
  }

  private static void setOptions(ModelRequest.Builder read, OllamaCommonRequest request) {
    boolean json = FORMAT.call(request) != null || Boolean.TRUE.equals(FORMAT_JSON.call(request));
    String think = THINK.text(request);
    read.set(GenAiAttributes.OUTPUT_TYPE, json ? "json" : null)
        .set(
            GenAiAttributes.REQUEST_REASONING_LEVEL,
            think != null && LEVELS.contains(think) ? think.toLowerCase(Locale.ROOT) : null);
    Map<String, Object> options = request.getOptions();
    if (options == null) {
      return;
    }
    read.set(GenAiAttributes.REQUEST_TEMPERATURE, decimal(options.get("temperature")))
        .set(GenAiAttributes.REQUEST_TOP_P, decimal(options.get("top_p")))
        .set(GenAiAttributes.REQUEST_TOP_K, integer(options.get("top_k")))
        .set(GenAiAttributes.REQUEST_SEED, integer(options.get("seed")))
        .set(GenAiAttributes.REQUEST_MAX_TOKENS, integer(options.get("num_predict")))
        .set(GenAiAttributes.REQUEST_FREQUENCY_PENALTY, decimal(options.get("frequency_penalty")))
        .set(GenAiAttributes.REQUEST_PRESENCE_PENALTY, decimal(options.get("presence_penalty")))
        .set(GenAiAttributes.REQUEST_STOP_SEQUENCES, texts(options.get("stop")));
  }

  private static List<String> toolNames(OllamaCommonRequest request) {
    List<String> names = new ArrayList<>();
    if (request instanceof OllamaChatRequest && TOOLS.call(request) instanceof List<?> tools) {
      for (Object tool : tools) {
        Object spec = TOOL_SPEC.call(tool);
        String name = NAME.text(spec == null ? FUNCTION.call(tool) : spec);
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static void setContent(ModelRequest.Builder read, OllamaCommonRequest request)
      throws Exception {
    String body = Utils.getObjectMapper().writeValueAsString(request);
    if (!(JsonReader.readStructure(body) instanceof Map<?, ?> fields)) {
      return;
    }
    if (fields.get("system") instanceof String system) {
      read.systemInstructions(List.of(Part.text(system)));
    }
    List<Message> messages = new ArrayList<>();
    if (fields.get("prompt") instanceof String prompt) {
      messages.add(message("user", prompt, fields));
    }
    if (fields.get("messages") instanceof List<?> sent) {
      for (Object one : sent) {
        if (one instanceof Map<?, ?> message) {
          messages.add(
              message(
                  String.valueOf(message.get("role")).toLowerCase(Locale.ROOT),
                  message.get("content"),
                  message));
        }
      }
    }
    read.messages(messages);
    // Those of a generation are for the library alone: it makes a chat of it.
    if (request instanceof OllamaChatRequest && fields.get("tools") instanceof List<?> tools) {
      read.tools(definitions(tools));
    }
  }

  private static Message message(String role, @Nullable Object text, Map<?, ?> fields) {
    List<Part> parts = new ArrayList<>();
    if (fields.get("thinking") instanceof String thinking && !thinking.isEmpty()) {
      parts.add(Part.reasoning(thinking));
    }
    if (text instanceof String said && !said.isEmpty()) {
      parts.add(Part.text(said));
    }
    if (fields.get("images") instanceof List<?> images) {
      for (Object image : images) {
        parts.add(Part.blob("image", null, String.valueOf(image)));
      }
    }
    if (fields.get("tool_calls") instanceof List<?> calls) {
      for (Object call : calls) {
        if (call instanceof Map<?, ?> chosen
            && chosen.get("function") instanceof Map<?, ?> function) {
          String id = chosen.get("id") instanceof String given ? given : null;
          parts.add(
              Part.toolCall(id, String.valueOf(function.get("name")), function.get("arguments")));
        }
      }
    }
    return Message.of(role, parts);
  }

  private static List<ToolDefinition> definitions(List<?> tools) {
    List<ToolDefinition> definitions = new ArrayList<>();
    for (Object tool : tools) {
      if (tool instanceof Map<?, ?> fields
          && fields.get("function") instanceof Map<?, ?> function
          && function.get("name") instanceof String name) {
        definitions.add(
            ToolDefinition.function(
                name,
                function.get("description") instanceof String description ? description : null,
                function.get("parameters")));
      }
    }
    return definitions;
  }

  private static @Nullable Double decimal(@Nullable Object value) {
    // By way of text: a float's own digits, not those of its double.
    return value instanceof Number number ? Double.valueOf(number.toString()) : null;
  }

  private static @Nullable Long integer(@Nullable Object value) {
    return value instanceof Number number ? (Long) number.longValue() : null;
  }

  private static @Nullable List<String> texts(@Nullable Object value) {
    if (value instanceof String one) {
      return List.of(one);
    }
    return value instanceof List<?> many ? many.stream().map(String::valueOf).toList() : null;
  }
}
