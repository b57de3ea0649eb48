package io.treeline.api;

import io.treeline.api.internal.AgentBridge;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session is to be. Every setting may be left out. Not thread-safe. */
public final class SessionBuilder {

  private final String name;
  private final Map<String, String> properties = new LinkedHashMap<>();
  private @Nullable String id;
  private @Nullable String path;
  private @Nullable String user;

  SessionBuilder(String name) {
    this.name = name;
  }

  /** Continues the session of that id, or begins it. Null or blank: a new id is made. */
  public SessionBuilder id(@Nullable String newId) {
    id = newId;
    return this;
  }

  /** Where in the path tree the session begins, such as {@code /support}. */
  public SessionBuilder path(@Nullable String newPath) {
    path = newPath;
    return this;
  }

  /** The application's id of its user. */
  public SessionBuilder user(@Nullable String newUser) {
    user = newUser;
    return this;
  }

  /** A custom property; left out when key or value is null. */
  public SessionBuilder property(@Nullable String key, @Nullable Object value) {
    if (key == null || value == null) {
      Quiet.misuse("a session property needs a key and a value: key was " + key);
    } else {
      Quiet.run("session property " + key, () -> properties.put(key, String.valueOf(value)));
    }
    return this;
  }

  /** Makes the session current on this thread until the scope is closed. */
  public SessionScope open() {
    return new SessionScope(AgentBridge.openSession(id, name, path, user, properties));
  }
}
