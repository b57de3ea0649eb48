package io.treeline.javaagent.instrumentation.treelineapi;

import io.opentelemetry.javaagent.treeline.genai.ManualOperations;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.api.internal.AgentBridge;
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
    return ManualOperations.captured(text);
  }

  public static void toolStarted(@Nullable String callId, String name) {
    ManualOperations.toolStarted(callId, name);
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

  /**
   * Never called. Advice names the methods of the bridge in text only; these calls are what the
   * build finds and the agent compares with the application's jar.
   */
  @SuppressWarnings("unused")
  static void bridgeAsWeKnowIt() throws Exception {
    AgentBridge.openSession(null, null, null, null, Map.of()).close();
    AgentBridge.enterPath(null, Map.of()).close();
    AgentBridge.sessionId();
    AgentBridge.content("");
    AgentBridge.toolStarted(null, "");
  }

  private SessionScopes() {}
}
