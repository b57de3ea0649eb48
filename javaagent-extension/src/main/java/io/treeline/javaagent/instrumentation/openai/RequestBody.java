package io.treeline.javaagent.instrumentation.openai;

import com.openai.core.Params;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import io.opentelemetry.javaagent.treeline.genai.wire.OpenAiApi;
import org.jspecify.annotations.Nullable;

/** Body of a request and the API it is for. */
record RequestBody(OpenAiApi api, Object value) {

  /** Null for parameters of an API that is not traced. */
  static @Nullable RequestBody of(Params params) {
    if (params instanceof ChatCompletionCreateParams chat) {
      return new RequestBody(OpenAiApi.CHAT_COMPLETIONS, chat._body());
    }
    if (params instanceof ResponseCreateParams response) {
      return new RequestBody(OpenAiApi.RESPONSES, response._body());
    }
    if (params instanceof EmbeddingCreateParams embedding) {
      return new RequestBody(OpenAiApi.EMBEDDINGS, embedding._body());
    }
    if (params instanceof CompletionCreateParams completion) {
      return new RequestBody(OpenAiApi.COMPLETIONS, completion._body());
    }
    return null;
  }
}
