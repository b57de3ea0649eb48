package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.opentelemetry.javaagent.treeline.genai.ToolResult;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;

/** Spring AI's prompt in the core's terms. */
final class ChatRequests {

  // Only the providers' own options have these, and only Spring AI 1 names tools.
  private static final OptionalMethod TOOL_NAMES = OptionalMethod.named("getToolNames");
  private static final OptionalMethod MAX_COMPLETION_TOKENS =
      OptionalMethod.named("getMaxCompletionTokens");
  private static final OptionalMethod SEED = OptionalMethod.named("getSeed");
  private static final OptionalMethod USER = OptionalMethod.named("getUser");
  private static final OptionalMethod REASONING_EFFORT = OptionalMethod.named("getReasoningEffort");
  private static final OptionalMethod SERVICE_TIER = OptionalMethod.named("getServiceTier");
  private static final OptionalMethod DEPLOYMENT = OptionalMethod.named("getDeploymentName");

  private ChatRequests() {}

  static ModelRequest.Builder read(Prompt prompt, @Nullable String provider, boolean streaming) {
    boolean content = GenAiConfig.get().captureContent();
    ChatOptions options = prompt.getOptions();
    List<Message> messages = prompt.getInstructions();
    ModelRequest.Builder read =
        ModelRequest.builder(GenAiOperations.CHAT)
            .provider(provider)
            .streaming(streaming)
            .tools(tools(options, content))
            .toolResults(toolResults(messages, content));
    if (content) {
      read.systemInstructions(Messages.systemParts(messages)).messages(Messages.input(messages));
    }
    if (options != null) {
      setOptions(read, options);
    }
    return read;
  }

  private static void setOptions(ModelRequest.Builder read, ChatOptions options) {
    List<String> stopSequences = options.getStopSequences();
    boolean stops = stopSequences != null && !stopSequences.isEmpty();
    Long maxTokens = MAX_COMPLETION_TOKENS.number(options);
    String effort = REASONING_EFFORT.text(options);
    String tier = SERVICE_TIER.text(options);
    String model = options.getModel();
    read.model(model != null ? model : DEPLOYMENT.text(options))
        .set(GenAiAttributes.REQUEST_TEMPERATURE, options.getTemperature())
        .set(GenAiAttributes.REQUEST_TOP_P, options.getTopP())
        .set(GenAiAttributes.REQUEST_TOP_K, toLong(options.getTopK()))
        .set(GenAiAttributes.REQUEST_FREQUENCY_PENALTY, options.getFrequencyPenalty())
        .set(GenAiAttributes.REQUEST_PRESENCE_PENALTY, options.getPresencePenalty())
        .set(
            GenAiAttributes.REQUEST_MAX_TOKENS,
            maxTokens == null ? toLong(options.getMaxTokens()) : maxTokens)
        .set(GenAiAttributes.REQUEST_STOP_SEQUENCES, stops ? List.copyOf(stopSequences) : null)
        .set(GenAiAttributes.REQUEST_SEED, SEED.number(options))
        .set(
            GenAiAttributes.REQUEST_REASONING_LEVEL,
            effort == null ? null : effort.toLowerCase(Locale.ROOT))
        .set(
            GenAiAttributes.OPENAI_REQUEST_SERVICE_TIER,
            tier == null || tier.equalsIgnoreCase("auto") ? null : tier.toLowerCase(Locale.ROOT))
        .set(CommonAttributes.USER_ID, USER.text(options));
  }

  private static List<ToolDefinition> tools(@Nullable ChatOptions options, boolean content) {
    if (!(options instanceof ToolCallingChatOptions calling)) {
      return List.of();
    }
    List<ToolDefinition> tools = new ArrayList<>();
    List<ToolCallback> callbacks = calling.getToolCallbacks();
    if (callbacks != null) {
      for (ToolCallback callback : callbacks) {
        var definition = callback.getToolDefinition();
        tools.add(
            ToolDefinition.function(
                definition.name(),
                content ? definition.description() : null,
                content ? definition.inputSchema() : null));
      }
    }
    if (TOOL_NAMES.call(options) instanceof Collection<?> names) {
      for (Object name : names) {
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
          tools.add(ToolDefinition.function(name.toString(), null, null));
        }
      }
    }
    return tools;
  }

  private static List<ToolResult> toolResults(List<Message> messages, boolean content) {
    List<ToolResult> results = new ArrayList<>();
    for (Message message : messages) {
      if (message instanceof ToolResponseMessage responses) {
        for (ToolResponseMessage.ToolResponse response : responses.getResponses()) {
          if (response.id() != null) {
            results.add(new ToolResult(response.id(), content ? response.responseData() : null));
          }
        }
      }
    }
    return results;
  }

  private static @Nullable Long toLong(@Nullable Integer number) {
    return number == null ? null : (Long) number.longValue();
  }
}
