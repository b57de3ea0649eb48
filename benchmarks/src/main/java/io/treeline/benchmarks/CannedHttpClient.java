package io.treeline.benchmarks;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/**
 * Answers every request from memory, so that a call's cost is the client's and the agent's alone.
 */
final class CannedHttpClient implements HttpClient {

  private static final Headers HEADERS =
      Headers.builder().put("content-type", "application/json").build();

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
      return new ByteArrayInputStream(CannedAnswers.CHAT);
    }

    @Override
    public void close() {}
  }
}
