package io.treeline.exporter.helicone;

import static io.treeline.exporter.helicone.ToolLogs.firstText;
import static io.treeline.exporter.helicone.ToolLogs.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.treeline.exporter.helicone.LogSpans.Described;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Logs of model calls, with bodies of whichever provider. */
final class ModelLogs {

  private static final Pattern MODEL_IN_URL =
      Pattern.compile("/(?:models?|engines|deployments)/([^/:?]+)");

  /** Helicone's names of its own routes. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "openai", "openai",
          "anthropic", "anthropic",
          "google", "gcp.gemini",
          "azure", "azure.ai.openai",
          "aws", "aws.bedrock",
          "bedrock", "aws.bedrock");

  private ModelLogs() {}

  static Described describe(ManualLog log) {
    JsonNode request = log.request();
    JsonNode response = log.response();
    Map<String, JsonNode> attributes = new HashMap<>(Usage.attributes(response));
    String operation = operation(log);
    String asked = requestModel(log);
    String override = log.headers().modelOverride();
    put(attributes, GenAiAttributes.OPERATION_NAME.getKey(), operation);
    put(attributes, GenAiAttributes.PROVIDER_NAME.getKey(), provider(log));
    put(attributes, CommonAttributes.SERVER_ADDRESS.getKey(), host(log.url()));
    put(attributes, GenAiAttributes.REQUEST_MODEL.getKey(), asked);
    put(
        attributes,
        GenAiAttributes.RESPONSE_MODEL.getKey(),
        override != null ? override : firstText(response, "model", "modelVersion"));
    put(attributes, GenAiAttributes.RESPONSE_ID.getKey(), firstText(response, "id", "responseId"));
    ArrayNode reasons = ModelBodies.finishReasons(response);
    if (!reasons.isEmpty()) {
      attributes.put(GenAiAttributes.RESPONSE_FINISH_REASONS.getKey(), reasons);
    }
    if (!log.headers().omits("request")) {
      putRequest(attributes, request);
    }
    // A failed call's text is what was thrown, and no answer of the model.
    boolean answered = !(log.failed() && response.isTextual());
    if (answered && !log.headers().omits("response")) {
      put(attributes, "helicone.response.messages", ModelBodies.output(response));
    }
    String model = override != null ? override : asked;
    return new Described(ToolLogs.named(operation, model), true, attributes);
  }

  private static void putRequest(Map<String, JsonNode> attributes, JsonNode request) {
    put(attributes, "helicone.request.messages", ModelBodies.input(request));
    JsonNode system = ModelBodies.system(request);
    if (system != null) {
      attributes.put(GenAiAttributes.SYSTEM_INSTRUCTIONS.getKey(), system);
    }
    JsonNode tools = request.path("tools");
    if (tools.isArray() && !tools.isEmpty()) {
      attributes.put(GenAiAttributes.TOOL_DEFINITIONS.getKey(), tools);
    }
  }

  private static String operation(ManualLog log) {
    JsonNode request = log.request();
    boolean embedding =
        log.url().contains("/embeddings")
            || log.url().contains(":embedContent")
            || log.response().path("data").path(0).has("embedding")
            || log.response().has("embeddings");
    if (embedding) {
      return GenAiOperations.EMBEDDINGS;
    }
    if (request.has("prompt") && !request.has("messages")) {
      return GenAiOperations.TEXT_COMPLETION;
    }
    return request.has("contents") && !request.has("messages")
        ? GenAiOperations.GENERATE_CONTENT
        : GenAiOperations.CHAT;
  }

  private static @Nullable String requestModel(ManualLog log) {
    String named = firstText(log.request(), "model", "modelId", "modelName");
    if (named != null) {
      return named.startsWith("models/") ? named.substring("models/".length()) : named;
    }
    Matcher inUrl = MODEL_IN_URL.matcher(log.url());
    return inUrl.find() ? inUrl.group(1) : null;
  }

  /** By the route, the host or a shape that only one provider has; null when none tells. */
  private static @Nullable String provider(ManualLog log) {
    String route = log.route();
    if (route != null && !route.isBlank()) {
      String lower = route.strip().toLowerCase(Locale.ROOT);
      return lower.equals("custom") ? null : PROVIDERS.getOrDefault(lower, lower);
    }
    String host = host(log.url());
    if (host != null) {
      if (host.endsWith("api.openai.com")) {
        return "openai";
      }
      if (host.endsWith("api.anthropic.com")) {
        return "anthropic";
      }
      if (host.endsWith("generativelanguage.googleapis.com")) {
        return "gcp.gemini";
      }
      if (host.startsWith("bedrock-runtime")) {
        return "aws.bedrock";
      }
    }
    return log.response().path("type").asText("").equals("message")
            && log.response().has("stop_reason")
        ? "anthropic"
        : null;
  }

  private static @Nullable String host(String url) {
    if (!url.startsWith("http")) {
      return null;
    }
    try {
      return URI.create(url).getHost();
    } catch (IllegalArgumentException notAUrl) {
      return null;
    }
  }
}
