package io.treeline.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the exporter's REST interface. */
final class QueryClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();
  private final String baseUrl;

  /**
   * For one exporter.
   *
   * @param baseUrl such as {@code http://127.0.0.1:4319}
   */
  QueryClient(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Summaries of all sessions, oldest first, in one page. */
  JsonNode sessions() throws IOException, InterruptedException {
    return get("/api/v1/sessions?limit=1000&sort=startTime").path("sessions");
  }

  /** The session's tree, by {@code span} or {@code path}. */
  JsonNode tree(String sessionId, String by) throws IOException, InterruptedException {
    return get("/api/v1/sessions/" + encode(sessionId) + "/tree?by=" + by);
  }

  /** Whether the exporter answers and its store is healthy. */
  boolean ready() throws InterruptedException {
    try {
      return get("/api/v1/status").path("store").path("healthy").asBoolean();
    } catch (IOException e) {
      // Not listening yet; the caller knows how long to go on asking.
      return false;
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(TIMEOUT).build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(
          "GET "
              + request.uri()
              + " answered "
              + response.statusCode()
              + ", expected 200: "
              + new String(response.body(), StandardCharsets.UTF_8));
    }
    return json.readTree(response.body());
  }

  private static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
