package io.treeline.javaagent.instrumentation.stainless.openai;

import com.openai.core.ClientOptions;
import com.openai.core.ObjectMappers;
import com.openai.core.Params;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.wire.OpenAiApi;
import io.treeline.javaagent.instrumentation.stainless.JsonBodies;
import io.treeline.javaagent.instrumentation.stainless.RequestBody;
import io.treeline.javaagent.instrumentation.stainless.SessionHeaders;
import io.treeline.javaagent.instrumentation.stainless.StainlessLibrary;
import org.jspecify.annotations.Nullable;

/** The official OpenAI library. */
public final class OpenAiLibrary
    implements StainlessLibrary<Params, ClientOptions, RequestOptions> {

  public static final OpenAiLibrary INSTANCE = new OpenAiLibrary();

  private final GenAiTelemetry telemetry = GenAiTelemetry.create("io.treeline.openai", "openai");
  private final JsonBodies json = new JsonBodies(ObjectMappers.jsonMapper());

  private OpenAiLibrary() {}

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public GenAiTelemetry telemetry() {
    return telemetry;
  }

  @Override
  public JsonBodies json() {
    return json;
  }

  @Override
  public Class<?> rawResponse() {
    return HttpResponseFor.class;
  }

  @Override
  public Class<?> streamResponse() {
    return StreamResponse.class;
  }

  @Override
  public @Nullable RequestBody body(Params params) {
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

  @Override
  public String baseUrl(ClientOptions client) {
    return client.baseUrl();
  }

  @Override
  public @Nullable CallerSession callerSession(Params params, ClientOptions client) {
    return SessionHeaders.session(session(params._headers()), session(client.headers()));
  }

  private static @Nullable CallerSession session(Headers headers) {
    return headers.isEmpty() ? null : CallerSession.fromHeaders(headers.names(), headers::values);
  }
}
