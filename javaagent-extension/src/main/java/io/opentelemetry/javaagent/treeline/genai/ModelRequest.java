package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.treeline.semconv.GenAiAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a model: one chat, completion or embeddings call.
 *
 * @param operation a value of {@link io.treeline.semconv.GenAiOperations}
 * @param provider value of {@code gen_ai.provider.name}; null when this layer cannot tell
 * @param model requested model; null when this layer cannot tell
 * @param attributes request parameters and anything else that belongs on the span from its start
 * @param systemInstructions content; empty when there are none or content is off
 * @param messages content, oldest first; empty when content is off
 * @param tools what the model may choose from; names only when content is off
 * @param toolResults results this request carries back, with or without content
 * @param callerSession what the caller's own headers say of the session; null when they say nothing
 */
public record ModelRequest(
    String operation,
    @Nullable String provider,
    @Nullable String model,
    boolean streaming,
    Attributes attributes,
    List<Part> systemInstructions,
    List<Message> messages,
    List<ToolDefinition> tools,
    List<ToolResult> toolResults,
    @Nullable CallerSession callerSession) {

  public ModelRequest {
    systemInstructions = List.copyOf(systemInstructions);
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    toolResults = List.copyOf(toolResults);
  }

  public static Builder builder(String operation) {
    return new Builder(operation);
  }

  /** Collects a request; everything but the operation may stay unset. Not thread-safe. */
  public static final class Builder {
    private final String operation;
    private final AttributesBuilder attributes = Attributes.builder();
    private @Nullable String provider;
    private @Nullable String model;
    private boolean streaming;
    private List<Part> systemInstructions = List.of();
    private List<Message> messages = List.of();
    private List<ToolDefinition> tools = List.of();
    private List<ToolResult> toolResults = List.of();
    private @Nullable CallerSession callerSession;

    private Builder(String operation) {
      this.operation = operation;
    }

    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    public Builder model(@Nullable String value) {
      model = value;
      return this;
    }

    public Builder streaming(boolean value) {
      streaming = value;
      return this;
    }

    /** Sets one span attribute; null is left out. */
    public <T> Builder set(AttributeKey<T> key, @Nullable T value) {
      if (value != null) {
        attributes.put(key, value);
      }
      return this;
    }

    /** Host and port of the endpoint; nothing is set when it is null or not a URL. */
    public Builder endpoint(@Nullable Endpoint endpoint) {
      if (endpoint != null) {
        endpoint.putTo(attributes);
      }
      return this;
    }

    public Builder conversationId(@Nullable String value) {
      return set(GenAiAttributes.CONVERSATION_ID, value);
    }

    public Builder systemInstructions(List<Part> value) {
      systemInstructions = value;
      return this;
    }

    public Builder messages(List<Message> value) {
      messages = value;
      return this;
    }

    public Builder tools(List<ToolDefinition> value) {
      tools = value;
      return this;
    }

    public Builder toolResults(List<ToolResult> value) {
      toolResults = value;
      return this;
    }

    public Builder callerSession(@Nullable CallerSession value) {
      callerSession = value;
      return this;
    }

    public ModelRequest build() {
      return new ModelRequest(
          operation,
          provider,
          model,
          streaming,
          attributes.build(),
          systemInstructions,
          messages,
          tools,
          toolResults,
          callerSession);
    }
  }
}
