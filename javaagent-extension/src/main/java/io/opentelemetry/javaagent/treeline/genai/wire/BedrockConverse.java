package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.CapturedContent;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.opentelemetry.javaagent.treeline.genai.ToolResult;
import io.treeline.semconv.AwsAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Converse API of Amazon Bedrock, which Amazon's own models also speak when they are invoked
 * with a body of their own.
 */
public final class BedrockConverse {

  /** A request with everything its body says; the model stands in the URL. */
  public static ModelRequest.Builder readRequest(Map<String, ?> body) {
    boolean content = GenAiConfig.get().captureContent();
    ModelRequest.Builder request = ModelRequest.builder(GenAiOperations.CHAT);
    Map<String, ?> parameters = Wire.object(body, "inferenceConfig");
    Map<String, ?> more = Wire.object(body, "additionalModelRequestFields");
    Long topK = Wire.integer(more, "top_k");
    Long maxTokens = Wire.integer(parameters, "maxTokens");
    request
        .set(
            GenAiAttributes.REQUEST_MAX_TOKENS,
            maxTokens != null ? maxTokens : Wire.integer(parameters, "max_new_tokens"))
        .set(GenAiAttributes.REQUEST_TEMPERATURE, Wire.decimal(parameters, "temperature"))
        .set(GenAiAttributes.REQUEST_TOP_P, Wire.decimal(parameters, "topP"))
        .set(GenAiAttributes.REQUEST_TOP_K, topK != null ? topK : Wire.integer(parameters, "topK"))
        .set(GenAiAttributes.REQUEST_STOP_SEQUENCES, strings(parameters, "stopSequences"))
        .tools(tools(Wire.array(Wire.object(body, "toolConfig"), "tools"), content));
    List<Message> messages = new ArrayList<>();
    List<ToolResult> results = new ArrayList<>();
    for (Object element : Wire.array(body, "messages")) {
      Map<String, ?> message = Wire.asObject(element);
      List<?> blocks = Wire.array(message, "content");
      results.addAll(ConverseBlocks.toolResults(blocks, content));
      if (content) {
        String role = Wire.string(message, "role");
        messages.add(Message.of(role == null ? "user" : role, ConverseBlocks.parts(blocks)));
      }
    }
    List<Part> system = content ? ConverseBlocks.parts(Wire.array(body, "system")) : List.of();
    return request.systemInstructions(system).messages(messages).toolResults(results);
  }

  public static ModelResponse readResponse(Map<String, ?> body) {
    boolean content = GenAiConfig.get().captureContent();
    List<?> blocks = Wire.array(Wire.object(Wire.object(body, "output"), "message"), "content");
    String reason = Wire.string(body, "stopReason");
    return ModelResponse.builder()
        .model(routedModel(body))
        .finishReasons(reason == null ? List.of() : List.of(reason))
        .usage(usage(Wire.object(body, "usage")))
        .messages(content ? List.of(output(ConverseBlocks.parts(blocks), reason)) : List.of())
        .toolCalls(ConverseBlocks.toolCalls(blocks, content))
        .set(AwsAttributes.BEDROCK_GUARDRAIL_TRACE, guardrailTrace(body))
        .build();
  }

  /** Reads the events of a streamed answer. */
  public static StreamedAnswer newStream() {
    return new ConverseEvents(GenAiConfig.get().captureContent());
  }

  /** The model a router chose; null when the one asked for was no router. */
  static @Nullable String routedModel(Map<String, ?> body) {
    return Wire.string(Wire.object(Wire.object(body, "trace"), "promptRouter"), "invokedModelId");
  }

  /** What a guardrail found, as JSON; null when it was not asked to tell, or content is off. */
  static @Nullable String guardrailTrace(Map<String, ?> body) {
    return CapturedContent.json(Wire.object(body, "trace").get("guardrail"));
  }

  /** Bedrock counts tokens read from and written to the cache apart from the other input. */
  static TokenUsage usage(Map<String, ?> usage) {
    Long input = Wire.integer(usage, "inputTokens");
    Long read = either(usage, "cacheReadInputTokens", "cacheReadInputTokenCount");
    Long written = either(usage, "cacheWriteInputTokens", "cacheWriteInputTokenCount");
    Long output = Wire.integer(usage, "outputTokens");
    Long total = Wire.integer(usage, "totalTokens");
    Long all = input == null ? null : (Long) (input + orZero(read) + orZero(written));
    if (all != null && read == null && written == null && total != null && output != null) {
      // Versions of the SDK that do not know of caches still tell the total, which includes them.
      all = Math.max(all, total - output);
    }
    return new TokenUsage(all, output, read, written, null);
  }

  static Message output(List<Part> parts, @Nullable String reason) {
    String word =
        switch (reason == null ? "" : reason) {
          case "end_turn", "stop_sequence" -> "stop";
          case "tool_use" -> "tool_call";
          case "max_tokens", "model_context_window_exceeded" -> "length";
          case "guardrail_intervened", "content_filtered" -> "content_filter";
          default -> reason;
        };
    return Message.output(parts, word);
  }

  private static List<ToolDefinition> tools(List<?> array, boolean content) {
    List<ToolDefinition> tools = new ArrayList<>();
    for (Object element : array) {
      Map<String, ?> tool = Wire.asObject(element);
      Map<String, ?> spec = Wire.object(tool, "toolSpec");
      String name = Wire.string(spec, "name");
      String system = Wire.string(Wire.object(tool, "systemTool"), "name");
      if (name != null) {
        tools.add(
            ToolDefinition.function(
                name,
                content ? Wire.string(spec, "description") : null,
                content ? Wire.object(spec, "inputSchema").get("json") : null));
      } else if (system != null) {
        tools.add(new ToolDefinition("system", system, null, null));
      }
    }
    return tools;
  }

  /** Null when there are none. */
  static @Nullable List<String> strings(Map<String, ?> object, String name) {
    List<String> strings =
        Wire.array(object, name).stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .toList();
    return strings.isEmpty() ? null : strings;
  }

  static @Nullable Long either(Map<String, ?> object, String first, String second) {
    Long value = Wire.integer(object, first);
    return value != null ? value : Wire.integer(object, second);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private BedrockConverse() {}
}
