package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.treeline.semconv.HeliconeHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Helicone-*} headers of one log: those of its HTTP request, over them those under
 * {@code providerRequest.headers} and {@code providerRequest.meta}. Names compare without regard to
 * case; the name of a property is kept as it was spelt.
 */
final class LogHeaders {

  private static final String PREFIX = "helicone-";
  private static final String PROPERTY = HeliconeHeaders.PROPERTY_PREFIX.toLowerCase(Locale.ROOT);

  /** Header, and the attribute that the exporter reads it from. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          HeliconeHeaders.SESSION_ID.toLowerCase(Locale.ROOT),
          "helicone.session.id",
          HeliconeHeaders.SESSION_NAME.toLowerCase(Locale.ROOT),
          "helicone.session.name",
          HeliconeHeaders.SESSION_PATH.toLowerCase(Locale.ROOT),
          "helicone.session.path",
          HeliconeHeaders.USER_ID.toLowerCase(Locale.ROOT),
          "helicone.user.id",
          "helicone-prompt-id",
          "helicone.prompt.id",
          "helicone-prompt-version",
          "helicone.prompt.version");

  /** Said in another place. */
  private static final Set<String> LEFT_OUT =
      Set.of("helicone-request-id", "helicone-omit-request", "helicone-omit-response");

  /** What may hold a secret is kept nowhere; fallbacks are whole requests with their headers. */
  private static final Pattern SECRET = Pattern.compile("auth|key|token|jwt|secret|fallback");

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> spelling = new HashMap<>();

  /** Adds headers, over those that are there. Others than Helicone's are left alone. */
  void add(String name, @Nullable String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (value != null && !value.isEmpty() && lower.startsWith(PREFIX)) {
      values.put(lower, value);
      spelling.put(lower, name);
    }
  }

  /** Adds the fields of an object. */
  void add(JsonNode headers) {
    headers
        .properties()
        .forEach(
            header ->
                add(
                    header.getKey(),
                    header.getValue().isValueNode() && !header.getValue().isNull()
                        ? header.getValue().asText()
                        : null));
  }

  @Nullable String requestId() {
    return values.get("helicone-request-id");
  }

  /** The model that the sender says it is, whatever the bodies say. */
  @Nullable String modelOverride() {
    return values.get("helicone-model-override");
  }

  /** Whether the sender wants that the request's or the response's body is not kept. */
  boolean omits(String what) {
    return "true".equalsIgnoreCase(values.get("helicone-omit-" + what));
  }

  /** Session, user, properties and the rest, as attributes of a span. */
  Map<String, JsonNode> attributes() {
    Map<String, JsonNode> attributes = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          String key = attribute(name);
          if (key != null) {
            attributes.put(key, TextNode.valueOf(value));
          }
        });
    return attributes;
  }

  private @Nullable String attribute(String name) {
    if (name.startsWith(PROPERTY) && name.length() > PROPERTY.length()) {
      String sent = spelling.getOrDefault(name, name);
      return "helicone.property." + sent.substring(PROPERTY.length());
    }
    if (LEFT_OUT.contains(name) || SECRET.matcher(name).find()) {
      return null;
    }
    return ATTRIBUTES.getOrDefault(name, "http.request.header." + name);
  }
}
