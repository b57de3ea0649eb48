package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.treeline.semconv.GenAiOperations;
import java.util.Map;
import java.util.Set;

/** The APIs of OpenAI's that answer with a model. */
public enum OpenAiApi implements WireApi {
  CHAT_COMPLETIONS(GenAiOperations.CHAT) {
    @Override
    void read(Map<String, ?> body, ModelRequest.Builder request, boolean content) {
      ChatRequests.read(body, request, content);
    }

    @Override
    ModelResponse read(Map<String, ?> body, boolean content) {
      return ChatResponses.read(body, content);
    }

    @Override
    public StreamedAnswer newStream() {
      return new ChatChunks(GenAiConfig.get().captureContent());
    }
  },

  RESPONSES(GenAiOperations.CHAT) {
    @Override
    void read(Map<String, ?> body, ModelRequest.Builder request, boolean content) {
      ResponsesRequests.read(body, request, content);
    }

    @Override
    ModelResponse read(Map<String, ?> body, boolean content) {
      return ResponsesResponses.read(body, content);
    }

    @Override
    public StreamedAnswer newStream() {
      return new ResponsesEvents(GenAiConfig.get().captureContent());
    }
  },

  COMPLETIONS(GenAiOperations.TEXT_COMPLETION) {
    @Override
    void read(Map<String, ?> body, ModelRequest.Builder request, boolean content) {
      Completions.readRequest(body, request, content);
    }

    @Override
    ModelResponse read(Map<String, ?> body, boolean content) {
      return Completions.readResponse(body, content);
    }

    @Override
    public StreamedAnswer newStream() {
      return new CompletionChunks(GenAiConfig.get().captureContent());
    }
  },

  EMBEDDINGS(GenAiOperations.EMBEDDINGS) {
    @Override
    void read(Map<String, ?> body, ModelRequest.Builder request, boolean content) {
      Embeddings.readRequest(body, request);
    }

    @Override
    ModelResponse read(Map<String, ?> body, boolean content) {
      return Embeddings.readResponse(body);
    }

    @Override
    public StreamedAnswer newStream() {
      throw new UnsupportedOperationException("embeddings are not streamed");
    }
  };

  /**
   * Names under which the APIs put anything but content, arrays and objects included. Whoever turns
   * a body into maps may leave all others out when content is off.
   */
  private static final Set<String> FRAME =
      Set.of(
          "model",
          "temperature",
          "top_p",
          "frequency_penalty",
          "presence_penalty",
          "max_tokens",
          "max_completion_tokens",
          "max_output_tokens",
          "seed",
          "n",
          "stop",
          "reasoning_effort",
          "reasoning",
          "effort",
          "response_format",
          "format",
          "type",
          "service_tier",
          "user",
          "safety_identifier",
          "stream",
          "encoding_format",
          "dimensions",
          "messages",
          "role",
          "tool_calls",
          "function_call",
          "id",
          "function",
          "custom",
          "name",
          "tool_call_id",
          "tools",
          "functions",
          "server_label",
          "input",
          "call_id",
          "previous_response_id",
          "conversation",
          "choices",
          "message",
          "index",
          "finish_reason",
          "usage",
          "prompt_tokens",
          "completion_tokens",
          "input_tokens",
          "output_tokens",
          "prompt_tokens_details",
          "completion_tokens_details",
          "input_tokens_details",
          "output_tokens_details",
          "cached_tokens",
          "cache_write_tokens",
          "reasoning_tokens",
          "prompt_cache_hit_tokens",
          "system_fingerprint",
          "status",
          "incomplete_details",
          "reason",
          "output");

  /** Of these only what is inside objects: a text in their place is content. */
  private static final Set<String> CONTENT_WHEN_TEXT = Set.of("input", "output", "reasoning");

  private final String operation;

  OpenAiApi(String operation) {
    this.operation = operation;
  }

  /** A value of {@link GenAiOperations}. */
  public String operation() {
    return operation;
  }

  @Override
  public ModelRequest.Builder readRequest(Map<String, ?> body) {
    ModelRequest.Builder request = ModelRequest.builder(operation);
    read(body, request, GenAiConfig.get().captureContent());
    return request;
  }

  @Override
  public ModelResponse readResponse(Map<String, ?> body) {
    return read(body, GenAiConfig.get().captureContent());
  }

  @Override
  public boolean hasContent() {
    return this != EMBEDDINGS;
  }

  @Override
  public boolean isContent(String name) {
    return !FRAME.contains(name);
  }

  @Override
  public boolean isContentWhenText(String name) {
    return CONTENT_WHEN_TEXT.contains(name);
  }

  abstract void read(Map<String, ?> body, ModelRequest.Builder request, boolean content);

  abstract ModelResponse read(Map<String, ?> body, boolean content);
}
