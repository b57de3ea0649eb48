package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.SessionIdSources;
import io.treeline.semconv.TreelineAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings what a model call itself says of its session together with the session it runs in. */
final class Sessions {

  /** The context whose session the call's span gets; {@code caller} itself when nothing is new. */
  static Context enter(
      Context caller, @Nullable CallerSession headers, @Nullable ChainedResponse previous) {
    if (headers == null && previous == null) {
      return caller;
    }
    SessionContext session = SessionContext.from(caller);
    SessionContext entered = headers == null ? session : withHeaders(session, headers);
    if (previous != null && entered.id() == null) {
      entered = entered.offerId(previous.sessionId(), SessionIdSources.FRAMEWORK);
    }
    return entered.equals(session) ? caller : entered.storeInContext(caller);
  }

  /** The same for a span that has begun already. */
  static void stamp(Span span, Context context, CallerSession headers) {
    SessionContext entered = withHeaders(SessionContext.from(context), headers);
    if (entered.id() != null && entered.idSource() != null) {
      span.setAttribute(CommonAttributes.SESSION_ID, entered.id());
      span.setAttribute(TreelineAttributes.SESSION_ID_SOURCE, entered.idSource());
    }
    if (entered.name() != null) {
      span.setAttribute(TreelineAttributes.SESSION_NAME, entered.name());
    }
    if (entered.path() != null) {
      span.setAttribute(TreelineAttributes.SESSION_PATH, entered.path());
    }
    if (entered.user() != null) {
      span.setAttribute(CommonAttributes.USER_ID, entered.user());
    }
    for (Map.Entry<String, String> property : entered.properties().entrySet()) {
      span.setAttribute(
          TreelineAttributes.PROPERTY_PREFIX + property.getKey(), property.getValue());
    }
  }

  /**
   * Headers stand on the call itself, so they say more of it than its surroundings do; but what
   * they say of another session than the one the call is in only fills gaps.
   */
  private static SessionContext withHeaders(SessionContext session, CallerSession headers) {
    SessionContext entered = session.offerId(headers.id(), SessionIdSources.HEADER);
    boolean refused = headers.id() != null && !headers.id().equals(entered.id());
    if (!refused || entered.name() == null) {
      entered = entered.withName(headers.name());
    }
    if (!refused || entered.path() == null) {
      entered = entered.enterPath(headers.path());
    }
    if (!refused || entered.user() == null) {
      entered = entered.withUser(headers.userId());
    }
    for (Map.Entry<String, String> property : headers.properties().entrySet()) {
      entered = entered.withProperty(property.getKey(), property.getValue());
    }
    return entered;
  }

  private Sessions() {}
}
