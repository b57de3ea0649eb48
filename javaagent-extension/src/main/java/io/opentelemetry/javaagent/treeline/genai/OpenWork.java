package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * Work in progress that later work finds its place by through an object of the framework's, where
 * the thread does not tell: between the steps of a reactive stream. Thread-safe.
 */
public final class OpenWork {

  private static final ContextKey<OpenWork> KEY = ContextKey.named("treeline-genai-open-work");

  private final Context parent;
  private final Context inside;
  private final @Nullable Runnable onAbandoned;
  private volatile boolean over;

  private OpenWork(Context parent, Context inside, @Nullable Runnable onAbandoned) {
    this.parent = parent;
    this.inside = inside.with(KEY, this);
    this.onAbandoned = onAbandoned;
  }

  /**
   * Work that has begun.
   *
   * @param parent what was current before
   * @param inside for what the work does
   * @param onAbandoned ends the work when the stream it is part of is abandoned; null when it need
   *     not be told
   */
  public static OpenWork begin(Context parent, Context inside, @Nullable Runnable onAbandoned) {
    return new OpenWork(parent, inside, onAbandoned);
  }

  /**
   * Where work about to begin belongs.
   *
   * @param given what the framework says the parent is; only a {@link Carrier} tells anything
   * @return {@code current} as far as it is not over, unless that is outside of the parent given
   */
  public static Context placeOf(Context current, @Nullable Object given) {
    Context place = current;
    OpenWork innermost = place.get(KEY);
    while (innermost != null && innermost.over) {
      place = innermost.parent;
      innermost = place.get(KEY);
    }
    OpenWork work = given instanceof Carrier carrier ? carrier.work() : null;
    if (work == null) {
      return place;
    }
    Context wanted = work.context();
    OpenWork target = wanted.get(KEY);
    for (OpenWork within = innermost; within != null; within = within.parent.get(KEY)) {
      if (within == target) {
        return place;
      }
    }
    return wanted;
  }

  /** For what comes inside of the work, or after it once it is over. */
  public Context context() {
    return over ? parent : inside;
  }

  /** What was current before. */
  public Context parent() {
    return parent;
  }

  /** Nothing belongs inside of it any more. */
  public void over() {
    over = true;
  }

  /** Nobody reads the stream any more that this and all around it are part of. */
  public void abandoned() {
    for (OpenWork work = this; work != null; work = work.parent.get(KEY)) {
      if (work.onAbandoned != null && !work.over) {
        work.onAbandoned.run();
      }
    }
  }

  /** An object of a framework's that knows the work it stands for. */
  public interface Carrier {

    /** Null before the work has begun. */
    @Nullable OpenWork work();
  }
}
