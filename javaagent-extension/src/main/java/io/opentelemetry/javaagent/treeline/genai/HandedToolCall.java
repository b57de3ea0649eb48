package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A tool that one framework has another one execute, which is not told the id of the model's call.
 * Thread-safe.
 */
public final class HandedToolCall {

  private static final ContextKey<HandedToolCall> KEY = ContextKey.named("treeline-genai-handed");

  private final String name;
  private final @Nullable String id;
  private final AtomicBoolean taken = new AtomicBoolean();

  private HandedToolCall(String name, @Nullable String id) {
    this.name = name;
    this.id = id;
  }

  /**
   * Where the tool is executed.
   *
   * @param id the provider's id of the call; null when it gave none
   */
  public static Context handOver(Context context, String name, @Nullable String id) {
    return context.with(KEY, new HandedToolCall(name, id));
  }

  /** The id for the first execution of that tool; null when there is none. */
  public static @Nullable String take(Context context, String name) {
    HandedToolCall call = context.get(KEY);
    return call != null && call.name.equals(name) && call.taken.compareAndSet(false, true)
        ? call.id
        : null;
  }
}
