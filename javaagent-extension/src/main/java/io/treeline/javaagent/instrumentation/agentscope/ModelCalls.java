package io.treeline.javaagent.instrumentation.agentscope;

import io.agentscope.core.message.Msg;
import io.agentscope.core.model.ChatModelBase;
import io.agentscope.core.model.ChatResponse;
import io.agentscope.core.model.GenerateOptions;
import io.agentscope.core.model.ToolSchema;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.javaagent.reactive.Observed;
import io.treeline.javaagent.reactive.WatchedFlux;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** What {@link ChatModelInstrumentation}'s advice does. */
public final class ModelCalls {

  private static final OptionalField BASE_URL = OptionalField.named("baseUrl");
  private static final OptionalField STREAM = OptionalField.named("stream");
  private static final OptionalMethod TOP_K = OptionalMethod.named("getTopK");
  private static final OptionalMethod SEED = OptionalMethod.named("getSeed");
  private static final OptionalMethod REASONING_EFFORT = OptionalMethod.named("getReasoningEffort");

  private ModelCalls() {}

  /** The model's answer, with a span for each time it is asked for. */
  public static @Nullable Flux<ChatResponse> watched(
      ChatModelBase model,
      @Nullable List<Msg> messages,
      @Nullable List<ToolSchema> tools,
      @Nullable GenerateOptions options,
      @Nullable Flux<ChatResponse> answer) {
    return answer == null
        ? null
        : new WatchedFlux<>(answer, parent -> start(parent, model, messages, tools, options));
  }

  private static Observed<ChatResponse> start(
      Context parent,
      ChatModelBase model,
      @Nullable List<Msg> messages,
      @Nullable List<ToolSchema> tools,
      @Nullable GenerateOptions options) {
    ModelRequest.Builder read =
        ModelRequest.builder(GenAiOperations.CHAT)
            .provider(provider(model))
            .set(TreelineAttributes.AGENT_ITERATION, RunningAgent.nextModelCall(parent));
    try {
      boolean content = GenAiConfig.get().captureContent();
      read.model(model.getModelName())
          .streaming(Boolean.TRUE.equals(STREAM.get(model)))
          .tools(tools(tools, content));
      if (BASE_URL.get(model) instanceof String url) {
        read.endpoint(Endpoint.of(url));
      }
      if (options != null) {
        setOptions(read, options);
      }
      if (content && messages != null) {
        read.messages(Messages.read(messages));
      }
    } catch (Throwable e) {
      Failures.record("agentscope request", e);
    }
    ModelCall call = AgentScopeTelemetry.get().startModelCall(parent, read.build());
    Answer answer = new Answer();
    return new Running(call, answer, call.stream(answer::response));
  }

  private static void setOptions(ModelRequest.Builder read, GenerateOptions options) {
    Integer maxTokens = options.getMaxTokens();
    read.set(GenAiAttributes.REQUEST_TEMPERATURE, options.getTemperature())
        .set(GenAiAttributes.REQUEST_TOP_P, options.getTopP())
        .set(GenAiAttributes.REQUEST_TOP_K, TOP_K.number(options))
        .set(GenAiAttributes.REQUEST_SEED, SEED.number(options))
        .set(
            GenAiAttributes.REQUEST_MAX_TOKENS,
            maxTokens == null ? null : (Long) maxTokens.longValue())
        .set(GenAiAttributes.REQUEST_FREQUENCY_PENALTY, options.getFrequencyPenalty())
        .set(GenAiAttributes.REQUEST_PRESENCE_PENALTY, options.getPresencePenalty())
        .set(GenAiAttributes.REQUEST_REASONING_LEVEL, REASONING_EFFORT.text(options));
  }

  private static List<ToolDefinition> tools(@Nullable List<ToolSchema> schemas, boolean content) {
    List<ToolDefinition> tools = new ArrayList<>();
    if (schemas != null) {
      for (ToolSchema schema : schemas) {
        tools.add(
            ToolDefinition.function(
                schema.getName(),
                content ? schema.getDescription() : null,
                content ? schema.getParameters() : null));
      }
    }
    return tools;
  }

  /** By the name of the library's own models; null for models of others. */
  private static @Nullable String provider(ChatModelBase model) {
    return switch (model.getClass().getSimpleName()) {
      case "OpenAIChatModel" -> "openai";
      case "AnthropicChatModel" -> "anthropic";
      case "DashScopeChatModel" -> "dashscope";
      case "GeminiChatModel" -> "gcp.gemini";
      case "OllamaChatModel" -> "ollama";
      default -> null;
    };
  }

  private record Running(ModelCall call, Answer answer, ModelStream stream)
      implements Observed<ChatResponse> {

    @Override
    public Context context() {
      return call.context();
    }

    @Override
    public Context callerContext() {
      return call.parentContext();
    }

    @Override
    public void next(ChatResponse response) {
      stream.received(answer.add(response));
    }

    @Override
    public void completed() {
      stream.drained();
    }

    @Override
    public void failed(Throwable failure) {
      stream.failed(failure);
    }

    @Override
    public void cancelled() {
      stream.cancelled();
    }
  }
}
