package io.treeline.api;

/**
 * A session or path that is current on this thread until closed. Close it on the same thread,
 * innermost first: use try-with-resources.
 */
public final class SessionScope implements AutoCloseable {

  private final AutoCloseable inAgent;

  SessionScope(AutoCloseable inAgent) {
    this.inAgent = inAgent;
  }

  @Override
  public void close() {
    Quiet.run("closing a session scope", inAgent::close);
  }
}
