package io.opentelemetry.javaagent.treeline.reflect;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method without arguments that not every supported version, or not every subclass, has.
 *
 * <p>Looked up once per class. Missing, inaccessible and throwing methods all answer null: what
 * cannot be read is unknown.
 */
public final class OptionalMethod {

  private final ClassValue<Optional<MethodHandle>> handles;

  private OptionalMethod(String name) {
    this.handles =
        new ClassValue<>() {
          @Override
          protected Optional<MethodHandle> computeValue(Class<?> type) {
            return find(type, name);
          }
        };
  }

  public static OptionalMethod named(String name) {
    return new OptionalMethod(name);
  }

  public @Nullable Object call(@Nullable Object target) {
    if (target == null) {
      return null;
    }
    MethodHandle handle = handles.get(target.getClass()).orElse(null);
    if (handle == null) {
      return null;
    }
    try {
      return handle.invoke(target);
    } catch (Throwable unreadable) {
      return null;
    }
  }

  public @Nullable String text(@Nullable Object target) {
    Object value = call(target);
    try {
      return value == null ? null : value.toString();
    } catch (Throwable unreadable) {
      return null;
    }
  }

  public @Nullable Long number(@Nullable Object target) {
    return call(target) instanceof Number number ? number.longValue() : null;
  }

  /** Prefers a public declaration in a public type: an implementation class is often private. */
  private static Optional<MethodHandle> find(Class<?> type, String name) {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      Optional<MethodHandle> found = declared(owner, name);
      if (found.isPresent()) {
        return found;
      }
      for (Class<?> implemented : owner.getInterfaces()) {
        found = find(implemented, name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<MethodHandle> declared(Class<?> owner, String name) {
    try {
      Method method = owner.getDeclaredMethod(name);
      method.setAccessible(true);
      return Optional.of(MethodHandles.lookup().unreflect(method));
    } catch (ReflectiveOperationException | RuntimeException absent) {
      return Optional.empty();
    }
  }
}
