package io.treeline.javaagent.instrumentation.langgraph4j;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.javaagent.treeline.genai.HumanStep;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Interrupted runs that wait for a person, by their thread. Bounded: the one that waits longest is
 * forgotten first, its answer unknown. Guarded by the class.
 */
public final class PendingAnswers {

  private static final int MAX = 1024;
  private static final String DEFAULT_THREAD = "$default";
  private static final OptionalField COMPILE_CONFIG = OptionalField.named("compileConfig");
  private static final OptionalMethod SAVER = OptionalMethod.named("checkpointSaver");
  private static final OptionalMethod THREAD_ID = OptionalMethod.named("threadId");

  private static final Map<Key, Pending> PENDING = new LinkedHashMap<>();

  private PendingAnswers() {}

  /** A run waits from now on. */
  static void waiting(Object graph, @Nullable Object config, SpanContext run, HumanStep step) {
    Key key = Key.of(graph, config);
    if (key == null) {
      step.end(null, null);
      return;
    }
    synchronized (PendingAnswers.class) {
      end(PENDING.remove(key), null, null);
      PENDING.put(key, new Pending(step, run));
      if (PENDING.size() > MAX) {
        Iterator<Pending> oldest = PENDING.values().iterator();
        end(oldest.next(), null, null);
        oldest.remove();
      }
    }
  }

  /** Somebody changed the state of a thread by hand. */
  public static void stateChanged(Object graph, @Nullable Object config) {
    Key key = Key.of(graph, config);
    synchronized (PendingAnswers.class) {
      Pending pending = key == null ? null : PENDING.get(key);
      if (pending != null) {
        pending.modified = true;
      }
    }
  }

  /**
   * A thread is taken up again.
   *
   * @param answer what the person said, as far as it is known here; null when there is nothing
   * @return the run that was interrupted; null when it is not known
   */
  static @Nullable SpanContext resumed(
      Object graph, @Nullable Object config, @Nullable Object answer) {
    Key key = Key.of(graph, config);
    synchronized (PendingAnswers.class) {
      Pending pending = key == null ? null : PENDING.remove(key);
      if (pending == null) {
        return null;
      }
      end(pending, pending.modified || answer != null ? "modified" : "approved", answer);
      return pending.run;
    }
  }

  /** Id the application gave the conversation; null when it gave none. */
  static @Nullable String threadId(@Nullable Object config) {
    Object id = THREAD_ID.call(config);
    return id instanceof Optional<?> given && given.isPresent() ? given.get().toString() : null;
  }

  private static void end(
      @Nullable Pending pending, @Nullable String decision, @Nullable Object answer) {
    if (pending != null) {
      pending.step.end(decision, answer);
    }
  }

  private static final class Pending {
    final HumanStep step;
    final SpanContext run;
    boolean modified;

    Pending(HumanStep step, SpanContext run) {
      this.step = step;
      this.run = run;
    }
  }

  /** A thread in the saver that keeps it. */
  private record Key(int saver, String thread) {
    static @Nullable Key of(Object graph, @Nullable Object config) {
      Object saver = SAVER.call(COMPILE_CONFIG.get(graph));
      if (!(saver instanceof Optional<?> present) || present.isEmpty()) {
        return null;
      }
      String thread = threadId(config);
      return new Key(
          System.identityHashCode(present.get()), thread == null ? DEFAULT_THREAD : thread);
    }
  }
}
