package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.opentelemetry.javaagent.treeline.genai.ToolResult;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LangChain4j's chat request in the core's terms. */
final class ChatRequests {

  private static final OptionalMethod MAX_COMPLETION_TOKENS =
      OptionalMethod.named("maxCompletionTokens");
  private static final OptionalMethod USER = OptionalMethod.named("user");
  private static final OptionalMethod SEED = OptionalMethod.named("seed");
  private static final OptionalMethod REASONING_EFFORT = OptionalMethod.named("reasoningEffort");
  private static final OptionalMethod SERVICE_TIER = OptionalMethod.named("serviceTier");

  private ChatRequests() {}

  static ModelRequest read(Object model, ChatRequest request, boolean streaming) {
    boolean content = GenAiConfig.get().captureContent();
    List<ChatMessage> messages = request.messages();
    ChatRequestParameters parameters = request.parameters();
    ModelRequest.Builder read =
        ModelRequest.builder(GenAiOperations.CHAT)
            .provider(Providers.of(model))
            .model(parameters.modelName())
            .streaming(streaming)
            .tools(tools(parameters.toolSpecifications(), content))
            .toolResults(toolResults(messages, content));
    if (content) {
      read.systemInstructions(Messages.systemParts(messages)).messages(Messages.input(messages));
    }
    setParameters(read, parameters);
    return read.build();
  }

  private static void setParameters(ModelRequest.Builder read, ChatRequestParameters parameters) {
    List<String> stopSequences = parameters.stopSequences();
    boolean stops = stopSequences != null && !stopSequences.isEmpty();
    Long maxTokens = MAX_COMPLETION_TOKENS.number(parameters);
    String tier = SERVICE_TIER.text(parameters);
    read.set(GenAiAttributes.REQUEST_TEMPERATURE, parameters.temperature())
        .set(GenAiAttributes.REQUEST_TOP_P, parameters.topP())
        .set(GenAiAttributes.REQUEST_TOP_K, toLong(parameters.topK()))
        .set(GenAiAttributes.REQUEST_FREQUENCY_PENALTY, parameters.frequencyPenalty())
        .set(GenAiAttributes.REQUEST_PRESENCE_PENALTY, parameters.presencePenalty())
        .set(
            GenAiAttributes.REQUEST_MAX_TOKENS,
            maxTokens == null ? toLong(parameters.maxOutputTokens()) : maxTokens)
        .set(GenAiAttributes.REQUEST_STOP_SEQUENCES, stops ? List.copyOf(stopSequences) : null)
        .set(GenAiAttributes.OUTPUT_TYPE, outputType(parameters.responseFormat()))
        // Only the providers' own parameter classes have these.
        .set(GenAiAttributes.REQUEST_SEED, SEED.number(parameters))
        .set(GenAiAttributes.REQUEST_REASONING_LEVEL, REASONING_EFFORT.text(parameters))
        .set(GenAiAttributes.OPENAI_REQUEST_SERVICE_TIER, "auto".equals(tier) ? null : tier)
        .set(CommonAttributes.USER_ID, USER.text(parameters));
  }

  private static List<ToolDefinition> tools(
      @Nullable List<ToolSpecification> specifications, boolean content) {
    if (specifications == null) {
      return List.of();
    }
    List<ToolDefinition> tools = new ArrayList<>(specifications.size());
    for (ToolSpecification tool : specifications) {
      Object parameters =
          content && tool.parameters() != null
              ? JsonSchemaElementUtils.toMap(tool.parameters())
              : null;
      tools.add(
          ToolDefinition.function(tool.name(), content ? tool.description() : null, parameters));
    }
    return tools;
  }

  private static List<ToolResult> toolResults(List<ChatMessage> messages, boolean content) {
    List<ToolResult> results = new ArrayList<>();
    for (ChatMessage message : messages) {
      if (message instanceof ToolExecutionResultMessage result && result.id() != null) {
        results.add(new ToolResult(result.id(), content ? Messages.resultText(result) : null));
      }
    }
    return results;
  }

  private static @Nullable String outputType(@Nullable ResponseFormat format) {
    if (format == null) {
      return null;
    }
    return format.type() == ResponseFormatType.JSON ? "json" : "text";
  }

  private static @Nullable Long toLong(@Nullable Integer number) {
    return number == null ? null : (Long) number.longValue();
  }
}
