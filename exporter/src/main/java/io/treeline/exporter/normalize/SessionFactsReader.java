package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.SessionFacts;
import io.treeline.exporter.model.SessionIdSource;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a span says of its session, in any dialect. Our own keys win, because {@code
 * session.id} may be a browser's application session.
 */
final class SessionFactsReader {

  private static final String[] SESSION_IDS = {
    CommonAttributes.SESSION_ID.getKey(),
    "langfuse.session.id",
    "gen_ai.session.id",
    "helicone.session.id",
    "http.request.header.helicone-session-id",
    "lmnr.association.properties.session_id",
    "traceloop.association.properties.session_id",
    "gcp.vertex.agent.session_id",
    "mlflow.trace.session",
    "ai.telemetry.metadata.sessionId",
    "ai.telemetry.metadata.session_id",
    "langfuse.observation.metadata.langfuse_session_id",
    "langfuse.trace.metadata.langfuse_session_id",
    // Datadog's, as its SDKs set it on spans. Last, because an application may mean its own by it.
    "session_id",
  };
  private static final String[] CONVERSATION_IDS = {
    GenAiAttributes.CONVERSATION_ID.getKey(),
    "spring.ai.chat.client.conversation.id",
    "gen_ai.openai.conversation.id",
  };
  private static final String[] SESSION_NAMES = {
    TreelineAttributes.SESSION_NAME.getKey(),
    "helicone.session.name",
    "http.request.header.helicone-session-name",
    "langfuse.trace.name",
    "traceloop.workflow.name",
  };
  private static final String[] SESSION_PATHS = {
    TreelineAttributes.SESSION_PATH.getKey(),
    "helicone.session.path",
    "http.request.header.helicone-session-path",
  };
  private static final String[] USERS = {
    CommonAttributes.USER_ID.getKey(),
    "langfuse.user.id",
    "enduser.id",
    "gen_ai.user.id",
    "helicone.user.id",
    "http.request.header.helicone-user-id",
    "lmnr.association.properties.user_id",
    "traceloop.association.properties.user_id",
    "mlflow.trace.user",
    "ai.telemetry.metadata.userId",
    "ai.telemetry.metadata.user_id",
    "gen_ai.user",
    "llm.user",
    "gen_ai.request.user",
    "langfuse.observation.metadata.langfuse_user_id",
    "langfuse.trace.metadata.langfuse_user_id",
  };
  private static final String[] TAGS = {
    TreelineAttributes.TAGS.getKey(),
    "tag.tags",
    "langfuse.trace.tags",
    "langfuse.tags",
    "ai.telemetry.metadata.tags",
    "lmnr.association.properties.tags",
    "lmnr.association.properties.labels",
    "braintrust.tags",
    "langfuse.observation.metadata.langfuse_tags",
    "langfuse.trace.metadata.langfuse_tags",
  };

  /** Weakest first: a property under a later prefix replaces one of the same name. */
  private static final List<String> PROPERTY_PREFIXES =
      List.of(
          "lmnr.association.properties.metadata.",
          "ai.settings.context.",
          "ai.telemetry.metadata.",
          "langfuse.observation.metadata.",
          "langfuse.metadata.",
          "langfuse.trace.metadata.",
          "traceloop.association.properties.",
          "http.request.header.helicone-property-",
          "helicone.property.",
          TreelineAttributes.PROPERTY_PREFIX);

  private static final String PROPERTY_INITIALS =
      PROPERTY_PREFIXES.stream()
          .map(prefix -> prefix.substring(0, 1))
          .distinct()
          .collect(Collectors.joining());

  /** Association properties that are facts of their own. */
  private static final Set<String> NO_PROPERTIES =
      Set.of(
          "session_id",
          "user_id",
          "sessionId",
          "userId",
          "tags",
          "langfuse_session_id",
          "langfuse_user_id",
          "langfuse_tags",
          "langfusePrompt");

  /** Objects of properties, weakest first and weaker than any property under a key of its own. */
  private static final List<String> PROPERTY_OBJECTS =
      List.of(
          "metadata",
          "langfuse.observation.metadata",
          "langfuse.metadata",
          "langfuse.trace.metadata",
          "braintrust.metadata");

  private final NormalizerLimits limits;

  SessionFactsReader(NormalizerLimits limits) {
    this.limits = limits;
  }

  SessionFacts read(AttributeReader sent) {
    AttributeReader attributes = withPlainHeliconeHeaders(withoutMlflowsQuotes(sent));
    String own = attributes.text(TreelineAttributes.SESSION_ID.getKey());
    String foreign = own == null ? attributes.text(SESSION_IDS) : null;
    String conversation = attributes.fact(CONVERSATION_IDS);
    String rawPath = SpanDraft.orElse(attributes.text(SESSION_PATHS), () -> laminarsPath(sent));
    SessionIdSource source =
        own != null
            ? SessionIdSource.OWN_KEY
            : foreign != null
                ? SessionIdSource.SESSION_KEY
                : conversation != null ? SessionIdSource.CONVERSATION : null;
    SessionFacts facts =
        new SessionFacts(
            own != null ? own : foreign != null ? foreign : conversation,
            source,
            conversation,
            attributes.text(SESSION_NAMES),
            rawPath,
            SessionPath.normalize(rawPath, limits.maxPathDepth(), limits.maxPathLength()),
            attributes.text(USERS),
            properties(attributes),
            attributes.list(TAGS));
    return facts.equals(SessionFacts.NONE) ? SessionFacts.NONE : facts;
  }

  /** Laminar's SDK writes the names from the root to the span; a slash in one is no level. */
  private static @Nullable String laminarsPath(AttributeReader sent) {
    JsonNode names = DraftFiller.parsed(sent.all().get("lmnr.span.path"));
    if (names == null || !names.isArray()) {
      return null;
    }
    StringBuilder path = new StringBuilder();
    names.forEach(name -> path.append('/').append(name.asText("").replace('/', ' ')));
    return path.isEmpty() ? null : path.toString();
  }

  private static SortedMap<String, String> properties(AttributeReader attributes) {
    SortedMap<String, String> properties = new TreeMap<>();
    PROPERTY_OBJECTS.forEach(key -> addFields(attributes, key, properties));
    List<String> keys = new ArrayList<>();
    for (String key : attributes.all().keySet()) {
      if (!key.isEmpty() && PROPERTY_INITIALS.indexOf(key.charAt(0)) >= 0) {
        keys.add(key);
      }
    }
    for (String prefix : PROPERTY_PREFIXES) {
      for (String key : keys) {
        if (key.length() > prefix.length() && key.startsWith(prefix)) {
          String name = key.substring(prefix.length());
          String value = attributes.text(key);
          if (value != null && !NO_PROPERTIES.contains(name)) {
            properties.put(name, value);
          }
        }
      }
    }
    return properties;
  }

  /** An object, or JSON text of one, whose fields are properties. */
  private static void addFields(
      AttributeReader attributes, String key, SortedMap<String, String> properties) {
    JsonNode object = DraftFiller.parsed(attributes.all().get(key));
    if (object == null || !object.isObject()) {
      return;
    }
    AttributeReader fields = new AttributeReader(fields(object));
    for (String name : fields.all().keySet()) {
      String value = fields.text(name);
      if (value != null && !NO_PROPERTIES.contains(name)) {
        properties.put(name, value);
      }
    }
  }

  private static Map<String, JsonNode> fields(JsonNode object) {
    Map<String, JsonNode> fields = new TreeMap<>();
    object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }

  /** MLflow writes all values as JSON, text in quotes. */
  private static AttributeReader withoutMlflowsQuotes(AttributeReader sent) {
    if (!sent.has("mlflow.trace.session") && !sent.has("mlflow.trace.user")) {
      return sent;
    }
    Map<String, JsonNode> plain = new TreeMap<>();
    for (String key : new String[] {"mlflow.trace.session", "mlflow.trace.user"}) {
      JsonNode value = DraftFiller.parsed(sent.all().get(key));
      if (value != null && value.isTextual()) {
        plain.put(key, value);
      }
    }
    if (plain.isEmpty()) {
      return sent;
    }
    Map<String, JsonNode> all = new TreeMap<>(sent.all());
    all.putAll(plain);
    return new AttributeReader(all);
  }

  /**
   * Some senders set Helicone's headers as attributes under their own names, in any case; they are
   * read as if captured from an HTTP request.
   */
  private static AttributeReader withPlainHeliconeHeaders(AttributeReader sent) {
    @Nullable Map<String, JsonNode> extended = null;
    for (Map.Entry<String, JsonNode> attribute : sent.all().entrySet()) {
      String key = attribute.getKey();
      if (key.length() > 9 && key.regionMatches(true, 0, "helicone-", 0, 9)) {
        if (extended == null) {
          extended = new TreeMap<>(sent.all());
        }
        boolean property = key.regionMatches(true, 9, "property-", 0, 9);
        // The name of a property is kept as sent, its header is not.
        String name =
            property ? "helicone-property-" + key.substring(18) : key.toLowerCase(Locale.ROOT);
        extended.putIfAbsent("http.request.header." + name, attribute.getValue());
      }
    }
    return extended == null ? sent : new AttributeReader(extended);
  }
}
