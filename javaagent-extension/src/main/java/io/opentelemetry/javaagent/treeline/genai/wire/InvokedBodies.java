package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.List;
import java.util.Map;

/**
 * The bodies that models take and give when a platform passes them on as they are, as Amazon
 * Bedrock does. Told apart by what the body says, for a name of the platform's own need not name
 * the model.
 */
public enum InvokedBodies {
  /** Anthropic's shapes, less model and streaming, which stand in the URL. */
  CLAUDE {
    @Override
    public ModelRequest.Builder readRequest(Map<String, ?> body) {
      return AnthropicApi.MESSAGES.readRequest(body);
    }

    @Override
    public ModelResponse readResponse(Map<String, ?> body) {
      return AnthropicApi.MESSAGES.readResponse(body);
    }

    @Override
    public StreamedAnswer newStream() {
      return AnthropicApi.MESSAGES.newStream();
    }
  },

  CONVERSE {
    @Override
    public ModelRequest.Builder readRequest(Map<String, ?> body) {
      return BedrockConverse.readRequest(body);
    }

    @Override
    public ModelResponse readResponse(Map<String, ?> body) {
      return BedrockConverse.readResponse(body);
    }

    @Override
    public StreamedAnswer newStream() {
      return BedrockConverse.newStream();
    }
  },

  COHERE_CHAT {
    @Override
    public ModelRequest.Builder readRequest(Map<String, ?> body) {
      return CohereChat.readRequest(body);
    }

    @Override
    public ModelResponse readResponse(Map<String, ?> body) {
      return CohereChat.readResponse(body);
    }

    @Override
    public StreamedAnswer newStream() {
      return new CohereChat.Events();
    }
  },

  /** Mistral's larger models and others that took OpenAI's shapes over. */
  OPENAI_CHAT {
    @Override
    public ModelRequest.Builder readRequest(Map<String, ?> body) {
      return OpenAiApi.CHAT_COMPLETIONS
          .readRequest(body)
          .set(GenAiAttributes.OPENAI_API_TYPE, null);
    }

    @Override
    public ModelResponse readResponse(Map<String, ?> body) {
      return OpenAiApi.CHAT_COMPLETIONS.readResponse(body);
    }

    @Override
    public StreamedAnswer newStream() {
      return OpenAiApi.CHAT_COMPLETIONS.newStream();
    }
  },

  EMBEDDINGS {
    @Override
    public ModelRequest.Builder readRequest(Map<String, ?> body) {
      return ModelRequest.builder(GenAiOperations.EMBEDDINGS)
          .set(GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT, Wire.integer(body, "dimensions"));
    }

    @Override
    public ModelResponse readResponse(Map<String, ?> body) {
      return ModelResponse.builder()
          .id(Wire.string(body, "id"))
          .usage(TokenUsage.of(Wire.integer(body, "inputTextTokenCount"), null))
          .build();
    }

    @Override
    public StreamedAnswer newStream() {
      return new NoAnswer();
    }
  },

  TITAN_TEXT {
    @Override
    PromptBodies shape() {
      return PromptBodies.TITAN;
    }
  },

  LLAMA {
    @Override
    PromptBodies shape() {
      return PromptBodies.LLAMA;
    }
  },

  MISTRAL_TEXT {
    @Override
    PromptBodies shape() {
      return PromptBodies.MISTRAL;
    }
  },

  COHERE_TEXT {
    @Override
    PromptBodies shape() {
      return PromptBodies.COHERE;
    }
  },

  /** Bodies of no known shape: nothing of them is read. */
  UNKNOWN {
    @Override
    public ModelRequest.Builder readRequest(Map<String, ?> body) {
      return ModelRequest.builder(GenAiOperations.GENERATE_CONTENT);
    }

    @Override
    public ModelResponse readResponse(Map<String, ?> body) {
      return ModelResponse.EMPTY;
    }

    @Override
    public StreamedAnswer newStream() {
      return new NoAnswer();
    }
  };

  /**
   * Tells bodies apart.
   *
   * @param model name of the model on the platform
   * @param body of the request
   */
  public static InvokedBodies of(String model, Map<String, ?> body) {
    if (body.containsKey("anthropic_version")) {
      return CLAUDE;
    }
    if (body.containsKey("texts") || model.contains("embed")) {
      return EMBEDDINGS;
    }
    if (body.get("messages") instanceof List<?> messages) {
      return isConverse(body, messages) ? CONVERSE : OPENAI_CHAT;
    }
    if (body.containsKey("inputText")) {
      return TITAN_TEXT;
    }
    if (body.get("message") instanceof String) {
      return COHERE_CHAT;
    }
    if (!body.containsKey("prompt")) {
      return UNKNOWN;
    }
    if (body.containsKey("max_gen_len") || model.contains("llama")) {
      return LLAMA;
    }
    return model.contains("cohere") ? COHERE_TEXT : MISTRAL_TEXT;
  }

  private static boolean isConverse(Map<String, ?> body, List<?> messages) {
    if (body.containsKey("schemaVersion") || body.containsKey("inferenceConfig")) {
      return true;
    }
    // A text that is an object of its own, without a type.
    return !messages.isEmpty()
        && Wire.array(Wire.asObject(messages.get(0)), "content").stream()
            .map(Wire::asObject)
            .anyMatch(block -> block.containsKey("text") && !block.containsKey("type"));
  }

  public ModelRequest.Builder readRequest(Map<String, ?> body) {
    return shape().readRequest(body);
  }

  public ModelResponse readResponse(Map<String, ?> body) {
    return shape().readResponse(body);
  }

  /** Reads a streamed answer. */
  public StreamedAnswer newStream() {
    return shape().newStream();
  }

  /** Of bodies that hold one prompt and one text. */
  PromptBodies shape() {
    throw new IllegalStateException(this + " must read its bodies itself: it has no prompt");
  }

  /** Of what is not read. */
  private static final class NoAnswer implements StreamedAnswer {
    @Override
    public boolean accept(Map<String, ?> chunk) {
      return true;
    }

    @Override
    public ModelResponse response() {
      return ModelResponse.EMPTY;
    }
  }
}
