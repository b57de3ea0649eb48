package io.treeline.javaagent.instrumentation.azureopenai;

import com.azure.ai.openai.implementation.OpenAIClientImpl;
import com.azure.core.util.BinaryData;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.JsonReader;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.wire.OpenAiApi;
import io.treeline.semconv.TreelineAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a method of the generated client was called with.
 *
 * @param endpoint null for OpenAI itself
 * @param deployment name of the deployment or model, which the body need not repeat
 */
public record AzureRequest(
    OpenAiApi api, @Nullable String endpoint, String deployment, BinaryData body) {

  private static final GenAiTelemetry TELEMETRY =
      GenAiTelemetry.create("io.treeline.azure-openai", "azure.ai.openai");

  static AzureRequest of(Object client, String method, String deployment, BinaryData body) {
    OpenAiApi api =
        method.startsWith("getChat")
            ? OpenAiApi.CHAT_COMPLETIONS
            : method.startsWith("getEmbeddings") ? OpenAiApi.EMBEDDINGS : OpenAiApi.COMPLETIONS;
    return new AzureRequest(
        api,
        client instanceof OpenAIClientImpl azure ? azure.getEndpoint() : null,
        deployment,
        body);
  }

  /** Null when the call cannot be traced; it goes on all the same. */
  @Nullable AzureCall begin() {
    try {
      Map<String, ?> json = Json.object(body);
      boolean streaming = Boolean.TRUE.equals(json.get("stream"));
      ModelRequest.Builder request =
          api.readRequest(json)
              .streaming(streaming)
              .endpoint(Endpoint.of(endpoint))
              .provider(endpoint == null ? "openai" : "azure.ai.openai");
      if (!(json.get("model") instanceof String)) {
        request.model(deployment);
      }
      Context parent = Context.current();
      AgentRun agent = ModelCall.current(parent) == null ? AgentRun.in(parent) : null;
      if (agent != null) {
        request.set(TreelineAttributes.AGENT_ITERATION, agent.nextIteration());
      }
      ModelCall call = TELEMETRY.startModelCall(parent, request.build());
      return new AzureCall(call, api, streaming);
    } catch (Throwable e) {
      Failures.record("azure-openai request", e);
      return null;
    }
  }

  /** Bodies as JSON objects. */
  static final class Json {

    /** Empty when it is none, or when reading it would take it from who reads it next. */
    static Map<String, ?> object(BinaryData body) {
      return body.isReplayable() ? object(body.toString()) : Map.of();
    }

    @SuppressWarnings("unchecked") // JSON names are strings
    static Map<String, ?> object(String text) {
      return JsonReader.readStructure(text) instanceof Map<?, ?> map
          ? (Map<String, ?>) map
          : Map.of();
    }

    private Json() {}
  }
}
