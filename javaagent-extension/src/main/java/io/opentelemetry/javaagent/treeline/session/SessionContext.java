package io.opentelemetry.javaagent.treeline.session;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The session code runs in. Immutable; lives in the OpenTelemetry {@code Context}, which the agent
 * carries across threads.
 *
 * <p>To make what a library told us known to everything below a call:
 *
 * <pre>{@code
 * SessionContext session = SessionContext.current().offerId(memoryId, SessionIdSources.FRAMEWORK);
 * try (Scope scope = session.makeCurrent()) { ... }
 * }</pre>
 *
 * @param id session id; null when none is known, then the exporter derives one
 * @param idSource one of {@link io.treeline.semconv.SessionIdSources}; null exactly when {@code id}
 *     is null
 * @param name what kind of work the session is; null when not given
 * @param path normalized place in the path tree, such as {@code /support/lookup}; null when not
 *     given
 * @param user the application's id of its user; null when not given
 * @param properties custom properties in the order given; never null
 */
public record SessionContext(
    @Nullable String id,
    @Nullable String idSource,
    @Nullable String name,
    @Nullable String path,
    @Nullable String user,
    Map<String, String> properties)
    implements ImplicitContextKeyed {

  /** Nothing known. */
  public static final SessionContext EMPTY =
      new SessionContext(null, null, null, null, null, Map.of());

  private static final ContextKey<SessionContext> KEY = ContextKey.named("treeline-session");

  public SessionContext {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** The session of the calling thread; {@link #EMPTY} when there is none. */
  public static SessionContext current() {
    return from(Context.current());
  }

  /** The session in a context; {@link #EMPTY} when there is none. */
  public static SessionContext from(Context context) {
    SessionContext session = context.get(KEY);
    return session == null ? EMPTY : session;
  }

  @Override
  public Context storeInContext(Context context) {
    return context.with(KEY, this);
  }

  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /**
   * Sets the id whatever was known before: for what the application says itself. No change when the
   * id is null or blank.
   *
   * @param source one of {@link io.treeline.semconv.SessionIdSources}
   */
  public SessionContext withId(@Nullable String newId, String source) {
    return isBlank(newId) ? this : new SessionContext(newId, source, name, path, user, properties);
  }

  /**
   * Sets the id unless one from an equally strong or stronger source is known, in the order of
   * {@link io.treeline.semconv.SessionIdSources}: the outermost of equals is the session, so that a
   * sub-agent with a memory of its own stays in the session of its caller.
   */
  public SessionContext offerId(@Nullable String newId, String source) {
    return id != null && IdSourceRank.of(source) >= IdSourceRank.of(idSource)
        ? this
        : withId(newId, source);
  }

  /** No change when the name is null or blank. */
  public SessionContext withName(@Nullable String newName) {
    return isBlank(newName)
        ? this
        : new SessionContext(id, idSource, newName, path, user, properties);
  }

  /**
   * Enters a path: one that starts with a slash replaces the present one, any other goes below it.
   * No change when it is null or has no parts.
   */
  public SessionContext enterPath(@Nullable String newPath) {
    String entered = SessionPath.enter(path, newPath);
    return new SessionContext(id, idSource, name, entered, user, properties);
  }

  /** No change when the user is null or blank. */
  public SessionContext withUser(@Nullable String newUser) {
    return isBlank(newUser)
        ? this
        : new SessionContext(id, idSource, name, path, newUser, properties);
  }

  /** Adds or replaces a property. No change when key or value is null, or the key is blank. */
  public SessionContext withProperty(@Nullable String key, @Nullable String value) {
    if (key == null || key.isBlank() || value == null) {
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.put(key, value);
    return new SessionContext(id, idSource, name, path, user, all);
  }

  private static boolean isBlank(@Nullable String value) {
    return value == null || value.isBlank();
  }
}
