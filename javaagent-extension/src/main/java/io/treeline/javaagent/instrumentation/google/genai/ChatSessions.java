package io.treeline.javaagent.instrumentation.google.genai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.SessionIdSources;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The library gives a chat no id: ours lives as long as the object. */
public final class ChatSessions {

  /** Weak and by identity. */
  private static final Cache<Object, String> IDS = Cache.weak();

  /** Null when the session is known from elsewhere. */
  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  public static @Nullable Scope enter(Object chat) {
    SessionContext around = SessionContext.current();
    if (around.id() != null) {
      return null;
    }
    String id = IDS.computeIfAbsent(chat, unused -> UUID.randomUUID().toString());
    return around
        .offerId(id, SessionIdSources.FRAMEWORK)
        .storeInContext(Context.current())
        .makeCurrent();
  }

  private ChatSessions() {}
}
