package io.opentelemetry.javaagent.treeline.session;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntry;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.SessionIdSources;
import io.treeline.semconv.TreelineAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session as entries of W3C baggage: the keys are those of the attributes. */
final class SessionBaggage {

  private static final String SESSION_ID = CommonAttributes.SESSION_ID.getKey();
  private static final String OWN_SESSION_ID = TreelineAttributes.SESSION_ID.getKey();
  private static final String NAME = TreelineAttributes.SESSION_NAME.getKey();
  private static final String PATH = TreelineAttributes.SESSION_PATH.getKey();
  private static final String USER = CommonAttributes.USER_ID.getKey();

  /** Whether a key of baggage speaks of a session. */
  static boolean isOurs(String key) {
    return key.equals(SESSION_ID)
        || key.equals(USER)
        || key.startsWith("treeline.session.")
        || key.startsWith(TreelineAttributes.PROPERTY_PREFIX);
  }

  /** The entries of a baggage that speak of a session: values by key. */
  static Map<String, String> entriesOf(Baggage baggage) {
    Map<String, String> entries = new LinkedHashMap<>();
    baggage.forEach(
        (key, entry) -> {
          if (isOurs(key)) {
            entries.put(key, entry.getValue());
          }
        });
    return entries;
  }

  /** Adds what came in to what is known; an id the application set itself stays. */
  static SessionContext read(Map<String, String> entries, SessionContext known) {
    String own = entries.get(OWN_SESSION_ID);
    SessionContext session =
        known
            .offerId(own == null ? entries.get(SESSION_ID) : own, SessionIdSources.BAGGAGE)
            .withName(entries.get(NAME))
            .enterPath(absolute(entries.get(PATH)))
            .withUser(entries.get(USER));
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      if (entry.getKey().startsWith(TreelineAttributes.PROPERTY_PREFIX)) {
        String name = entry.getKey().substring(TreelineAttributes.PROPERTY_PREFIX.length());
        session = session.withProperty(name, entry.getValue());
      }
    }
    return session;
  }

  /** The baggage with the session's entries in place of those it has. */
  static Baggage write(SessionContext session, Baggage baggage) {
    BaggageBuilder builder = baggage.toBuilder();
    put(builder, SESSION_ID, session.id());
    put(builder, NAME, session.name());
    put(builder, PATH, session.path());
    put(builder, USER, session.user());
    session
        .properties()
        .forEach((key, value) -> put(builder, TreelineAttributes.PROPERTY_PREFIX + key, value));
    return builder.build();
  }

  /** The baggage without those of its entries that came in from elsewhere unchanged. */
  static Baggage without(Map<String, String> inbound, Baggage baggage) {
    BaggageBuilder builder = baggage.toBuilder();
    inbound.forEach(
        (key, value) -> {
          BaggageEntry present = baggage.getEntry(key);
          if (present != null && present.getValue().equals(value)) {
            builder.remove(key);
          }
        });
    return builder.build();
  }

  private static void put(BaggageBuilder builder, String key, @Nullable String value) {
    if (value != null) {
      builder.put(key, value);
    }
  }

  private static @Nullable String absolute(@Nullable String path) {
    return path == null || path.startsWith("/") ? path : "/" + path;
  }

  private SessionBaggage() {}
}
