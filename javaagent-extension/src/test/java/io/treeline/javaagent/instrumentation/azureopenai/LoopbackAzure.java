package io.treeline.javaagent.instrumentation.azureopenai;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.net.URI;
import reactor.core.publisher.Mono;

/**
 * The library's own HTTP client, made to go to the loopback server: the library accepts no key over
 * plain HTTP, and no other address for OpenAI itself.
 */
public final class LoopbackAzure implements HttpClient {

  private static final URI SERVER = URI.create(System.getProperty("server"));

  private final HttpClient client = HttpClient.createDefault();

  /** The server under a scheme it does not speak. */
  public static String endpoint() {
    return "https://127.0.0.1:" + SERVER.getPort();
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return client.send(rewritten(request));
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return client.send(rewritten(request), context);
  }

  private static HttpRequest rewritten(HttpRequest request) {
    String path = request.getUrl().getFile();
    return request.setUrl("http://127.0.0.1:" + SERVER.getPort() + path);
  }
}
