package io.treeline.javaagent.instrumentation.google.genai;

import com.google.genai.types.HttpOptions;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the client says of every call: where it goes, whose it is, its headers. */
final class GenAiClient {

  static final GenAiTelemetry TELEMETRY =
      GenAiTelemetry.create("io.treeline.google-genai", "gcp.gemini");

  private static final OptionalField API_CLIENT = OptionalField.named("apiClient");
  private static final OptionalField MODELS = OptionalField.named("models");
  private static final OptionalField HTTP_OPTIONS = OptionalField.named("httpOptions");
  private static final OptionalMethod VERTEX_AI = OptionalMethod.named("vertexAI");

  /**
   * Puts it onto {@code request}.
   *
   * @param models {@code Models} or {@code AsyncModels}
   * @param perCall the call's own options, which win over the client's
   */
  static void readTo(ModelRequest.Builder request, Object models, Optional<HttpOptions> perCall) {
    Object client = API_CLIENT.get(models);
    if (client == null) {
      client = API_CLIENT.get(MODELS.get(models));
    }
    HttpOptions common = HTTP_OPTIONS.get(client) instanceof HttpOptions options ? options : null;
    String url =
        perCall
            .flatMap(HttpOptions::baseUrl)
            .orElse(common == null ? null : common.baseUrl().orElse(null));
    CallerSession own = perCall.map(GenAiClient::session).orElse(null);
    CallerSession clients = common == null ? null : session(common);
    boolean vertex = Boolean.TRUE.equals(VERTEX_AI.call(client));
    request
        .provider(vertex ? "gcp.vertex_ai" : "gcp.gemini")
        .endpoint(Endpoint.of(url))
        .callerSession(own == null ? clients : own.orElse(clients));
  }

  private static @Nullable CallerSession session(HttpOptions options) {
    Map<String, String> headers = options.headers().orElse(Map.of());
    return headers.isEmpty()
        ? null
        : CallerSession.fromHeaders(
            headers.keySet(),
            name -> {
              String value = headers.get(name);
              return value == null ? List.of() : List.of(value);
            });
  }

  private GenAiClient() {}
}
