package io.treeline.api;

import io.opentelemetry.context.Context;
import io.treeline.api.internal.AgentBridge;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Groups everything that happens in the course of one piece of work.
 *
 * <pre>{@code
 * try (SessionScope session =
 *     Session.named("Customer Support - Password Reset").id(ticket).user(user).open()) {
 *   try (SessionScope path = Session.enterPath("lookup")) {
 *     agent.chat(question);          // its spans: that session, path /lookup
 *   }
 * }
 * }</pre>
 *
 * <p>The agent carries session and path to executors, {@code CompletableFuture}, Reactor and
 * virtual threads; the {@code wrap} methods are for whatever it does not know.
 */
public final class Session {

  /** Begins to describe a session. A null or blank name becomes {@code session}. */
  public static SessionBuilder named(@Nullable String name) {
    return new SessionBuilder(Quiet.orElse(name, "name of a session", "session"));
  }

  /** A new session of that name, current on this thread until the scope is closed. */
  public static SessionScope open(@Nullable String name) {
    return named(name).open();
  }

  /**
   * A place in the path tree of the present session, current until the scope is closed.
   *
   * @param path absolute when it starts with a slash, else below the present path
   */
  public static SessionScope enterPath(@Nullable String path) {
    return new SessionScope(AgentBridge.enterPath(path, Map.of()));
  }

  /** A property for everything within the scope. No effect when key or value is null. */
  public static SessionScope withProperty(@Nullable String key, @Nullable Object value) {
    Map<String, String> properties =
        key == null || value == null ? Map.of() : Map.of(key, JsonText.of(value));
    return new SessionScope(AgentBridge.enterPath(null, properties));
  }

  /** Id of the session of this thread; empty when there is none, or no agent. */
  public static Optional<String> currentId() {
    return Optional.ofNullable(AgentBridge.sessionId());
  }

  /** The task, run in the session, path and span of the thread that calls this. */
  public static Runnable wrap(Runnable task) {
    return Context.current().wrap(task);
  }

  /** The task, run in the session, path and span of the thread that calls this. */
  public static <T> Callable<T> wrapCallable(Callable<T> task) {
    return Context.current().wrap(task);
  }

  /** The supplier, run in the session, path and span of the thread that calls this. */
  public static <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> supplier) {
    return Context.current().wrapSupplier(supplier);
  }

  /** Runs each task in the session, path and span of the thread that hands it over. */
  public static Executor wrapExecutor(Executor executor) {
    return Context.taskWrapping(executor);
  }

  /** Runs each task in the session, path and span of the thread that hands it over. */
  public static ExecutorService wrapExecutorService(ExecutorService executor) {
    return Context.taskWrapping(executor);
  }

  private Session() {}
}
