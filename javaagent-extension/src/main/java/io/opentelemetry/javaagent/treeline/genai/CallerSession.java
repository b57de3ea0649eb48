package io.opentelemetry.javaagent.treeline.genai;

import io.treeline.semconv.HeliconeHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the headers a caller already sets on an LLM call say of its session.
 *
 * @param properties custom properties, in the order of the headers
 */
public record CallerSession(
    @Nullable String id,
    @Nullable String name,
    @Nullable String path,
    @Nullable String userId,
    Map<String, String> properties) {

  private static final String PREFIX = "helicone-";
  private static final String PROPERTY_PREFIX =
      HeliconeHeaders.PROPERTY_PREFIX.toLowerCase(Locale.ROOT);

  /** Null when none of {@code names} is a header of ours to honour. */
  public static @Nullable CallerSession fromHeaders(
      Iterable<String> names, Function<String, List<String>> values) {
    String id = null;
    String name = null;
    String path = null;
    String userId = null;
    Map<String, String> properties = null;
    for (String header : names) {
      if (!isHelicone(header)) {
        continue;
      }
      List<String> found = values.apply(header);
      if (found.isEmpty() || found.get(found.size() - 1).isBlank()) {
        continue;
      }
      String value = found.get(found.size() - 1);
      if (header.equalsIgnoreCase(HeliconeHeaders.SESSION_ID)) {
        id = value;
      } else if (header.equalsIgnoreCase(HeliconeHeaders.SESSION_NAME)) {
        name = value;
      } else if (header.equalsIgnoreCase(HeliconeHeaders.SESSION_PATH)) {
        path = value;
      } else if (header.equalsIgnoreCase(HeliconeHeaders.USER_ID)) {
        userId = value;
      } else if (isProperty(header)) {
        properties = properties == null ? new LinkedHashMap<>() : properties;
        properties.put(header.substring(PROPERTY_PREFIX.length()), value);
      }
    }
    if (id == null && name == null && path == null && userId == null && properties == null) {
      return null;
    }
    return new CallerSession(id, name, path, userId, properties == null ? Map.of() : properties);
  }

  /** What {@code this} says wins over {@code other}. */
  public CallerSession orElse(@Nullable CallerSession other) {
    if (other == null) {
      return this;
    }
    Map<String, String> both = new LinkedHashMap<>(other.properties);
    both.putAll(properties);
    return new CallerSession(
        id != null ? id : other.id,
        name != null ? name : other.name,
        path != null ? path : other.path,
        userId != null ? userId : other.userId,
        both);
  }

  /** Whether this header is one that {@code treeline.helicone.strip-headers} keeps home. */
  public static boolean isSessionHeader(String header) {
    return isHelicone(header)
        && (isProperty(header)
            || header.equalsIgnoreCase(HeliconeHeaders.SESSION_ID)
            || header.equalsIgnoreCase(HeliconeHeaders.SESSION_NAME)
            || header.equalsIgnoreCase(HeliconeHeaders.SESSION_PATH)
            || header.equalsIgnoreCase(HeliconeHeaders.USER_ID));
  }

  private static boolean isHelicone(String header) {
    return header.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  private static boolean isProperty(String header) {
    return header.length() > PROPERTY_PREFIX.length()
        && header.regionMatches(true, 0, PROPERTY_PREFIX, 0, PROPERTY_PREFIX.length());
  }
}
