package io.treeline.demo.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Map;

/** The models of one provider. */
public final class Models {

  private final String baseUrl;
  private final String apiKey;

  /**
   * Of a provider that speaks OpenAI's API.
   *
   * @param baseUrl such as {@code http://127.0.0.1:8080/v1}
   */
  public Models(String baseUrl, String apiKey) {
    this.baseUrl = baseUrl;
    this.apiKey = apiKey;
  }

  ChatModel chat(String name) {
    return chat(name, Map.of());
  }

  /** As {@link #chat(String)}; every call carries these headers. */
  ChatModel chat(String name, Map<String, String> headers) {
    return OpenAiChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey(apiKey)
        .modelName(name)
        .customHeaders(headers)
        .build();
  }

  StreamingChatModel streaming(String name) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey(apiKey)
        .modelName(name)
        .build();
  }
}
