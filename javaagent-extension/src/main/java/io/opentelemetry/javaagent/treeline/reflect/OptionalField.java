package io.opentelemetry.javaagent.treeline.reflect;

import java.lang.reflect.Field;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A private field that holds what the library shows in no other way.
 *
 * <p>Looked up once per class, superclasses included. Missing and inaccessible fields answer null.
 */
public final class OptionalField {

  private final ClassValue<Optional<Field>> fields;

  private OptionalField(String name) {
    this.fields =
        new ClassValue<>() {
          @Override
          protected Optional<Field> computeValue(Class<?> type) {
            return find(type, name);
          }
        };
  }

  public static OptionalField named(String name) {
    return new OptionalField(name);
  }

  public @Nullable Object get(@Nullable Object target) {
    if (target == null) {
      return null;
    }
    Field field = fields.get(target.getClass()).orElse(null);
    if (field == null) {
      return null;
    }
    try {
      return field.get(target);
    } catch (IllegalAccessException unreadable) {
      return null;
    }
  }

  private static Optional<Field> find(Class<?> type, String name) {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      try {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return Optional.of(field);
      } catch (ReflectiveOperationException | RuntimeException absent) {
        // Declared further up, or nowhere.
      }
    }
    return Optional.empty();
  }
}
