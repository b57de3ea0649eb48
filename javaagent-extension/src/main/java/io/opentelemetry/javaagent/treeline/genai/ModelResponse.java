package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered, or the part of it that arrived.
 *
 * @param finishReasons the provider's words, one per choice; empty when unknown
 * @param messages content, one per choice; empty when content is off
 * @param toolCalls tools the model chose, in order; without arguments when content is off
 * @param attributes anything else that belongs on the span
 */
public record ModelResponse(
    @Nullable String id,
    @Nullable String model,
    List<String> finishReasons,
    TokenUsage usage,
    List<Message> messages,
    List<ToolCall> toolCalls,
    Attributes attributes) {

  public static final ModelResponse EMPTY = builder().build();

  public ModelResponse {
    finishReasons = List.copyOf(finishReasons);
    messages = List.copyOf(messages);
    toolCalls = List.copyOf(toolCalls);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Takes from {@code other} what is unknown here. */
  public ModelResponse orElse(ModelResponse other) {
    return new ModelResponse(
        id != null ? id : other.id,
        model != null ? model : other.model,
        finishReasons.isEmpty() ? other.finishReasons : finishReasons,
        usage.orElse(other.usage),
        messages.isEmpty() ? other.messages : messages,
        toolCalls.isEmpty() ? other.toolCalls : toolCalls,
        other.attributes.toBuilder().putAll(attributes).build());
  }

  /** Collects a response; everything may stay unset. Not thread-safe. */
  public static final class Builder {
    private final AttributesBuilder attributes = Attributes.builder();
    private @Nullable String id;
    private @Nullable String model;
    private List<String> finishReasons = List.of();
    private TokenUsage usage = TokenUsage.UNKNOWN;
    private List<Message> messages = List.of();
    private List<ToolCall> toolCalls = List.of();

    private Builder() {}

    public Builder id(@Nullable String value) {
      id = value;
      return this;
    }

    public Builder model(@Nullable String value) {
      model = value;
      return this;
    }

    public Builder finishReasons(List<String> value) {
      finishReasons = value;
      return this;
    }

    public Builder usage(TokenUsage value) {
      usage = value;
      return this;
    }

    public Builder messages(List<Message> value) {
      messages = value;
      return this;
    }

    public Builder toolCalls(List<ToolCall> value) {
      toolCalls = value;
      return this;
    }

    /** Sets one span attribute; null is left out. */
    public <T> Builder set(AttributeKey<T> key, @Nullable T value) {
      if (value != null) {
        attributes.put(key, value);
      }
      return this;
    }

    public ModelResponse build() {
      return new ModelResponse(
          id, model, finishReasons, usage, messages, toolCalls, attributes.build());
    }
  }
}
