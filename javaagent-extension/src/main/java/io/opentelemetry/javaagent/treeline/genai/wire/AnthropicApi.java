package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.treeline.semconv.GenAiOperations;
import java.util.Map;
import java.util.Set;

/**
 * The APIs of Anthropic's that answer with a model.
 *
 * <p>Bodies of Claude models on other platforms have the same shape, less what stands in the URL
 * there: whoever reads those sets model and streaming on what {@link #readRequest} returns.
 */
public enum AnthropicApi implements WireApi {
  MESSAGES;

  /** Names under which anything but content stands, arrays and objects included. */
  private static final Set<String> FRAME =
      Set.of(
          "model",
          "max_tokens",
          "temperature",
          "top_p",
          "top_k",
          "stop_sequences",
          "metadata",
          "user_id",
          "service_tier",
          "thinking",
          "budget_tokens",
          "output_config",
          "output_format",
          "format",
          "effort",
          "type",
          "messages",
          "role",
          "content",
          "tool_use_id",
          "is_error",
          "tools",
          "name",
          "mcp_server_name",
          "id",
          "stop_reason",
          "usage",
          "input_tokens",
          "output_tokens",
          "cache_read_input_tokens",
          "cache_creation_input_tokens",
          "cache_creation",
          "ephemeral_5m_input_tokens",
          "ephemeral_1h_input_tokens",
          "output_tokens_details",
          "thinking_tokens",
          "server_tool_use",
          "web_search_requests",
          "from",
          "to");

  /** Of these only what is inside objects: a text in their place is content. */
  private static final Set<String> CONTENT_WHEN_TEXT = Set.of("content", "thinking", "from", "to");

  @Override
  public ModelRequest.Builder readRequest(Map<String, ?> body) {
    ModelRequest.Builder request = ModelRequest.builder(GenAiOperations.CHAT);
    AnthropicRequests.read(body, request, GenAiConfig.get().captureContent());
    return request;
  }

  @Override
  public ModelResponse readResponse(Map<String, ?> body) {
    return AnthropicResponses.read(body, GenAiConfig.get().captureContent());
  }

  @Override
  public StreamedAnswer newStream() {
    return new AnthropicEvents(GenAiConfig.get().captureContent());
  }

  @Override
  public boolean isContent(String name) {
    return !FRAME.contains(name);
  }

  @Override
  public boolean isContentWhenText(String name) {
    return CONTENT_WHEN_TEXT.contains(name);
  }
}
