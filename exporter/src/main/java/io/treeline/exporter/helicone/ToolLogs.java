package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.treeline.exporter.helicone.LogSpans.Described;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Logs of tools, vector databases and data. */
final class ToolLogs {

  /** What the client repeats of the request in the response. */
  private static final Set<String> ECHOES = Set.of("_type", "toolName", "name");

  private ToolLogs() {}

  static Described tool(ManualLog log) {
    String name = log.request().path("toolName").asText("");
    Map<String, JsonNode> attributes = new HashMap<>();
    put(attributes, GenAiAttributes.OPERATION_NAME.getKey(), GenAiOperations.EXECUTE_TOOL);
    put(attributes, GenAiAttributes.TOOL_NAME.getKey(), name);
    if (!log.headers().omits("request")) {
      JsonNode input = log.request().path("input");
      attributes.put(
          GenAiAttributes.TOOL_CALL_ARGUMENTS.getKey(),
          input.isMissingNode() ? without(log.request(), ECHOES) : input);
    }
    JsonNode result = without(log.response(), ECHOES);
    if (!log.headers().omits("response") && !result.isMissingNode()) {
      attributes.put(GenAiAttributes.TOOL_CALL_RESULT.getKey(), result);
    }
    return new Described(named(GenAiOperations.EXECUTE_TOOL, name), false, attributes);
  }

  static Described vectorDb(ManualLog log) {
    JsonNode request = log.request();
    String operation = request.path("operation").asText("search");
    boolean search = operation.equals("search");
    String where = firstText(request, "collection", "collectionId", "namespace", "databaseName");
    Map<String, JsonNode> attributes = new HashMap<>();
    put(attributes, TreelineAttributes.SPAN_KIND.getKey(), search ? "vector_db" : "database");
    put(attributes, CommonAttributes.DB_OPERATION_NAME.getKey(), operation);
    put(attributes, "db.collection.name", firstText(request, "collection", "collectionId"));
    put(attributes, "db.namespace", firstText(request, "namespace", "databaseName"));
    if (search) {
      put(attributes, GenAiAttributes.OPERATION_NAME.getKey(), GenAiOperations.RETRIEVAL);
      Integer found = found(log.response());
      if (found != null) {
        attributes.put(
            TreelineAttributes.RETRIEVAL_DOCUMENT_COUNT.getKey(), LongNode.valueOf(found));
      }
    }
    return new Described(
        named(search ? GenAiOperations.RETRIEVAL : "vector_db " + operation, where),
        false,
        attributes);
  }

  static Described data(ManualLog log) {
    Map<String, JsonNode> attributes = new HashMap<>();
    put(attributes, TreelineAttributes.SPAN_KIND.getKey(), "data");
    return new Described(named("data", log.request().path("name").asText("")), false, attributes);
  }

  private static @Nullable Integer found(JsonNode response) {
    for (String field : new String[] {"matches", "results"}) {
      if (response.path(field).isArray()) {
        return response.get(field).size();
      }
    }
    return null;
  }

  private static JsonNode without(JsonNode body, Set<String> fields) {
    return body.isObject() ? ((ObjectNode) body).deepCopy().without(fields) : body;
  }

  static String named(String what, @Nullable String name) {
    return name == null || name.isEmpty() ? what : what + " " + name;
  }

  static @Nullable String firstText(JsonNode node, String... fields) {
    for (String field : fields) {
      JsonNode value = node.path(field);
      if (value.isTextual() && !value.textValue().isEmpty()) {
        return value.textValue();
      }
    }
    return null;
  }

  static void put(Map<String, JsonNode> attributes, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      attributes.put(key, TextNode.valueOf(value));
    }
  }
}
