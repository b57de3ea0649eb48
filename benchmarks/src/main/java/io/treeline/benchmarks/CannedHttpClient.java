package io.treeline.benchmarks;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * Answers every request from memory, so that a call's cost is the client's and the agent's alone.
 */
final class CannedHttpClient implements HttpClient {

  private static final Headers HEADERS =
      Headers.builder().put("content-type", "application/json").build();

  private static final byte[] BODY =
      """
      {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion",
       "created":1741569952,"model":"gpt-4o-mini-2024-07-18",
       "choices":[{"index":0,"message":{"role":"assistant",
         "content":"Your order 4711 left the warehouse this morning and arrives tomorrow.",
         "refusal":null},"logprobs":null,"finish_reason":"stop"}],
       "usage":{"prompt_tokens":190,"completion_tokens":14,"total_tokens":204,
         "prompt_tokens_details":{"cached_tokens":128,"audio_tokens":0},
         "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}},
       "service_tier":"default","system_fingerprint":"fp_06737a9306"}
      """
          .getBytes(StandardCharsets.UTF_8);

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    return new CannedResponse();
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    return CompletableFuture.completedFuture(new CannedResponse());
  }

  @Override
  public void close() {}

  private static final class CannedResponse implements HttpResponse {

    @Override
    public int statusCode() {
      return 200;
    }

    @Override
    public Headers headers() {
      return HEADERS;
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(BODY);
    }

    @Override
    public void close() {}
  }
}
