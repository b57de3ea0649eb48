package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.GenAiAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LangChain4j's chat response in the core's terms. */
final class ChatResponses {

  private static final OptionalMethod SERVICE_TIER = OptionalMethod.named("serviceTier");
  private static final OptionalMethod SYSTEM_FINGERPRINT =
      OptionalMethod.named("systemFingerprint");

  private ChatResponses() {}

  static ModelResponse read(ChatResponse response) {
    boolean content = GenAiConfig.get().captureContent();
    ChatResponseMetadata metadata = response.metadata();
    AiMessage message = response.aiMessage();
    String finishReason = finishReason(metadata.finishReason());
    return ModelResponse.builder()
        .id(metadata.id())
        .model(metadata.modelName())
        .finishReasons(finishReason == null ? List.of() : List.of(finishReason))
        .usage(TokenUsages.read(metadata.tokenUsage()))
        .messages(content ? List.of(Messages.output(message, finishReason)) : List.of())
        .toolCalls(toolCalls(message, content))
        .set(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER, SERVICE_TIER.text(metadata))
        .set(GenAiAttributes.OPENAI_RESPONSE_SYSTEM_FINGERPRINT, SYSTEM_FINGERPRINT.text(metadata))
        .build();
  }

  private static List<ToolCall> toolCalls(AiMessage message, boolean content) {
    if (!message.hasToolExecutionRequests()) {
      return List.of();
    }
    return message.toolExecutionRequests().stream()
        .map(request -> toolCall(request, content))
        .toList();
  }

  private static ToolCall toolCall(ToolExecutionRequest request, boolean content) {
    return new ToolCall(request.id(), request.name(), content ? request.arguments() : null);
  }

  /** LangChain4j keeps no provider's own word; this is the one most providers use. */
  private static @Nullable String finishReason(@Nullable FinishReason reason) {
    if (reason == null) {
      return null;
    }
    return switch (reason.name()) {
      case "STOP" -> "stop";
      case "LENGTH" -> "length";
      case "TOOL_EXECUTION" -> "tool_calls";
      case "CONTENT_FILTER" -> "content_filter";
      default -> "other";
    };
  }
}
