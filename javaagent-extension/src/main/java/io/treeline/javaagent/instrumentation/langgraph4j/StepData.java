package io.treeline.javaagent.instrumentation.langgraph4j;

import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a step of a generator answered: a class whose shape differs from version to version. */
final class StepData {

  private static final String GENERATOR = "org.bsc.async.AsyncGenerator";
  private static final String INTERRUPTION = "InterruptionMetadata";
  private static final OptionalMethod IS_DONE = OptionalMethod.named("isDone");
  private static final OptionalField RESULT = OptionalField.named("resultValue");
  private static final OptionalField FUTURE = OptionalField.named("future");
  private static final OptionalField FUTURE_UNTIL_3 = OptionalField.named("data");

  private static final ClassValue<Boolean> IS_GENERATOR =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return implementsGenerator(type);
        }
      };

  private StepData() {}

  static boolean isDone(@Nullable Object data) {
    return Boolean.TRUE.equals(IS_DONE.call(data));
  }

  /** Whether the graph says that it waits for a person; the oldest versions just end. */
  static boolean isInterrupted(@Nullable Object data) {
    Object result = RESULT.get(data);
    return result != null && result.getClass().getSimpleName().equals(INTERRUPTION);
  }

  /** Why the step failed; null when it did not, or not yet. */
  static @Nullable Throwable failure(@Nullable Object data) {
    Object future = FUTURE.get(data);
    if (future == null) {
      future = FUTURE_UNTIL_3.get(data);
    }
    if (!(future instanceof CompletableFuture<?> answer) || !answer.isCompletedExceptionally()) {
      return null;
    }
    try {
      Object unused = answer.join();
      return null;
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (CancellationException e) {
      return e;
    }
  }

  /** Whether a node's answer is, or has in it, a stream that goes on. */
  static boolean streams(@Nullable Object update) {
    if (update instanceof Map<?, ?> values) {
      for (Object value : values.values()) {
        if (isGenerator(value)) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean isGenerator(@Nullable Object value) {
    return value != null && IS_GENERATOR.get(value.getClass());
  }

  private static boolean implementsGenerator(@Nullable Class<?> type) {
    if (type == null || type.getName().equals(GENERATOR)) {
      return type != null;
    }
    for (Class<?> implemented : type.getInterfaces()) {
      if (implementsGenerator(implemented)) {
        return true;
      }
    }
    return implementsGenerator(type.getSuperclass());
  }
}
