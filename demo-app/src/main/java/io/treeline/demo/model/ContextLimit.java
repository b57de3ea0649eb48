package io.treeline.demo.model;

import java.util.Map;

/** Refuses prompts that are longer than a model's context, as the provider does. */
final class ContextLimit {

  /** Context of the models that the demo uses, in tokens. */
  private static final Map<String, Long> TOKENS = Map.of("gpt-4", 8192L);

  private static final long OTHERS = 128_000;

  private ContextLimit() {}

  static void check(ChatRequest request) throws ApiException {
    long limit = TOKENS.getOrDefault(request.model(), OTHERS);
    long tokens = 0;
    for (Message message : request.messages()) {
      tokens += Meter.tokens(message.content());
    }
    if (tokens > limit) {
      throw new ApiException(
          400,
          "invalid_request_error",
          "context_length_exceeded",
          "This model's maximum context length is "
              + limit
              + " tokens. However, your messages resulted in "
              + tokens
              + " tokens. Please reduce the length of the messages.");
    }
  }
}
