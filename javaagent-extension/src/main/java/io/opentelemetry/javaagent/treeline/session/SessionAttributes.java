package io.opentelemetry.javaagent.treeline.session;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/** Writes a session onto spans. Never overwrites what a span already has. */
public final class SessionAttributes {

  /**
   * Stamps a span that began before the session was known, such as an agent's span inside which the
   * memory id is found. Does nothing for a span that is not recording.
   */
  public static void stamp(Span span, SessionContext session) {
    if (!span.isRecording() || session.isEmpty()) {
      return;
    }
    stampId(span, session);
    set(span, TreelineAttributes.SESSION_NAME, session.name());
    set(span, TreelineAttributes.SESSION_PATH, session.path());
    set(span, CommonAttributes.USER_ID, session.user());
    session
        .properties()
        .forEach(
            (key, value) ->
                set(span, AttributeKey.stringKey(TreelineAttributes.PROPERTY_PREFIX + key), value));
  }

  private static void stampId(Span span, SessionContext session) {
    if (session.id() == null || get(span, TreelineAttributes.SESSION_ID) != null) {
      return;
    }
    String present = get(span, CommonAttributes.SESSION_ID);
    if (present == null) {
      span.setAttribute(CommonAttributes.SESSION_ID, session.id());
    } else if (!present.equals(session.id())) {
      // Somebody else's notion of a session, a browser's for instance: it stays, ours wins beside
      // it.
      span.setAttribute(TreelineAttributes.SESSION_ID, session.id());
    }
    set(span, TreelineAttributes.SESSION_ID_SOURCE, session.idSource());
  }

  private static void set(Span span, AttributeKey<String> key, @Nullable String value) {
    if (value != null && get(span, key) == null) {
      span.setAttribute(key, value);
    }
  }

  private static @Nullable String get(Span span, AttributeKey<String> key) {
    return span instanceof ReadableSpan readable ? readable.getAttribute(key) : null;
  }

  private SessionAttributes() {}
}
