package io.treeline.api.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only the agent can do. As written here every method does nothing; the agent's advice runs
 * after each and replaces what it returns.
 *
 * <p>Signatures use types of the JDK alone, because the agent has OpenTelemetry classes of its own.
 * Renaming a method or changing its parameters makes the agent leave this API alone.
 */
public final class AgentBridge {

  /**
   * Makes a session current on the calling thread.
   *
   * @param id null lets the agent make one
   * @param name what kind of work the session is
   * @param path null keeps none: a new session starts at the root
   * @param user null when not known
   * @return closes the scope; to be called on the same thread, innermost scope first
   */
  public static AutoCloseable openSession(
      @Nullable String id,
      @Nullable String name,
      @Nullable String path,
      @Nullable String user,
      Map<String, String> properties) {
    return AgentBridge::nothingToClose;
  }

  /**
   * Makes a path, and properties if any, current on the calling thread within the present session.
   *
   * @param path absolute when it starts with a slash, else below the present one; null keeps it
   * @return closes the scope
   */
  public static AutoCloseable enterPath(@Nullable String path, Map<String, String> properties) {
    return AgentBridge::nothingToClose;
  }

  /** Id of the session of the calling thread; null when there is none, or no agent. */
  public static @Nullable String sessionId() {
    return null;
  }

  /**
   * What of a content may be put on a span: masked and cut to length as the agent is configured.
   *
   * @return null when content is not to be kept
   */
  public static @Nullable String content(String text) {
    return text;
  }

  /**
   * The present span is that of a tool, so none need be inferred from its result.
   *
   * @param callId the id the model gave to the call; null when not known
   */
  public static void toolStarted(@Nullable String callId, String name) {}

  private static void nothingToClose() {}

  private AgentBridge() {}
}
