package io.treeline.javaagent.instrumentation.treelineapi;

import io.opentelemetry.javaagent.treeline.config.AgentConfig;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.SessionIdSources;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API's calls do under the agent. */
public final class SessionScopes {

  /** A session of its own: nothing of the one around it is kept. */
  public static AutoCloseable openSession(
      @Nullable String id,
      @Nullable String name,
      @Nullable String path,
      @Nullable String user,
      Map<String, String> properties) {
    String known = id == null || id.isBlank() ? UUID.randomUUID().toString() : id;
    SessionContext session =
        SessionContext.EMPTY
            .withId(known, SessionIdSources.API)
            .withName(name)
            .enterPath(path)
            .withUser(user);
    return enter(session, properties);
  }

  public static AutoCloseable enterPath(@Nullable String path, Map<String, String> properties) {
    return enter(SessionContext.current().enterPath(path), properties);
  }

  public static @Nullable String sessionId() {
    return SessionContext.current().id();
  }

  public static @Nullable String content(String text) {
    return AgentConfig.current().captureContent() ? text : null;
  }

  // The application closes it.
  @SuppressWarnings("MustBeClosedChecker")
  private static AutoCloseable enter(SessionContext session, Map<String, String> properties) {
    SessionContext all = session;
    for (Map.Entry<String, String> property : properties.entrySet()) {
      all = all.withProperty(property.getKey(), property.getValue());
    }
    return all.makeCurrent();
  }

  private SessionScopes() {}
}
