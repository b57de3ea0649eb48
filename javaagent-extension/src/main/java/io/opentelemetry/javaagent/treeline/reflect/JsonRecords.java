package io.opentelemetry.javaagent.treeline.reflect;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of a library that stand for JSON objects, read under the names they have in JSON; maps of
 * already decoded JSON are read the same way. So a room needs no type that only some of a library's
 * versions have.
 *
 * <p>Never throws: what cannot be read is null.
 */
public final class JsonRecords {

  private static final int MAX_DEPTH = 32;

  private static final OptionalMethod TYPE = OptionalMethod.named("type");

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  /** The value of one field as the library holds it; null when there is none. */
  public static @Nullable Object field(@Nullable Object object, String name) {
    if (object instanceof Map<?, ?> map) {
      return map.get(name);
    }
    return object instanceof Record ? SHAPES.get(object.getClass()).value(object, name) : null;
  }

  /** The field as text; null when it is none. */
  public static @Nullable String text(@Nullable Object object, String name) {
    Object value = json(field(object, name));
    return value instanceof String text ? text : null;
  }

  /** The value with records as maps and constants as text, all the way down. */
  public static @Nullable Object json(@Nullable Object value) {
    return json(value, 0);
  }

  /**
   * A copy of {@code object} that has {@code value} in the field {@code name}.
   *
   * <p>A record whose type has no such field becomes a map, which has the same JSON.
   *
   * @param object null stands for an object without fields
   * @return null when {@code object} is neither a record nor a map
   */
  public static @Nullable Object with(@Nullable Object object, String name, Object value) {
    if (object == null) {
      return new LinkedHashMap<>(Map.of(name, value));
    }
    if (object instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>(map);
      copy.put(name, value);
      return copy;
    }
    return object instanceof Record
        ? SHAPES.get(object.getClass()).with(object, name, value)
        : null;
  }

  private static @Nullable Object json(@Nullable Object value, int depth) {
    if (value == null || depth > MAX_DEPTH) {
      return null;
    }
    if (value instanceof Record) {
      Map<String, Object> fields = SHAPES.get(value.getClass()).fields(value);
      // Alternatives are told apart by a method that is no component.
      if (!fields.containsKey("type") && TYPE.call(value) instanceof String type) {
        fields.put("type", type);
      }
      fields.replaceAll((name, field) -> json(field, depth + 1));
      return fields;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((name, field) -> fields.put(String.valueOf(name), json(field, depth + 1)));
      return fields;
    }
    if (value instanceof Iterable<?> elements) {
      List<Object> list = new ArrayList<>();
      elements.forEach(element -> list.add(json(element, depth + 1)));
      return list;
    }
    return value instanceof Enum<?> constant ? constant(constant) : value;
  }

  private static String constant(Enum<?> constant) {
    String name = constant.name().toLowerCase(Locale.ROOT);
    try {
      String given = jsonName(constant.getDeclaringClass().getField(constant.name()));
      return given == null ? name : given;
    } catch (ReflectiveOperationException | RuntimeException unnamed) {
      return name;
    }
  }

  /** The value of Jackson's annotation, whichever copy of it the library sees. */
  private static @Nullable String jsonName(AnnotatedElement element) {
    for (Annotation annotation : element.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals("JsonProperty")
          && OptionalMethod.named("value").call(annotation) instanceof String name
          && !name.isEmpty()) {
        return name;
      }
    }
    return null;
  }

  private JsonRecords() {}

  /** The components of one record class, by their names in JSON. */
  private static final class Shape {
    private final Map<String, Method> accessors = new LinkedHashMap<>();
    private @Nullable Constructor<?> constructor;

    static Shape of(Class<?> type) {
      Shape shape = new Shape();
      RecordComponent[] components = type.getRecordComponents();
      if (components == null) {
        return shape;
      }
      try {
        for (RecordComponent component : components) {
          Method accessor = component.getAccessor();
          accessor.setAccessible(true);
          shape.accessors.put(name(type, component), accessor);
        }
        Class<?>[] types =
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        shape.constructor = type.getDeclaredConstructor(types);
        shape.constructor.setAccessible(true);
      } catch (ReflectiveOperationException | RuntimeException closed) {
        shape.constructor = null;
      }
      return shape;
    }

    private static String name(Class<?> type, RecordComponent component)
        throws ReflectiveOperationException {
      String name = jsonName(component.getAccessor());
      if (name == null) {
        name = jsonName(type.getDeclaredField(component.getName()));
      }
      if (name != null) {
        return name;
      }
      return component.getName().equals("meta") ? "_meta" : component.getName();
    }

    @Nullable Object value(Object owner, String name) {
      Method accessor = accessors.get(name);
      try {
        return accessor == null ? null : accessor.invoke(owner);
      } catch (ReflectiveOperationException | RuntimeException unreadable) {
        return null;
      }
    }

    /** Those that are not null. */
    Map<String, Object> fields(Object owner) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (String name : accessors.keySet()) {
        Object value = value(owner, name);
        if (value != null) {
          fields.put(name, value);
        }
      }
      return fields;
    }

    @Nullable Object with(Object owner, String name, Object value) {
      if (!accessors.containsKey(name)) {
        Map<String, Object> fields = fields(owner);
        fields.put(name, value);
        return fields;
      }
      if (constructor == null) {
        return null;
      }
      try {
        Object[] values = new Object[accessors.size()];
        int i = 0;
        for (Map.Entry<String, Method> accessor : accessors.entrySet()) {
          values[i++] = accessor.getKey().equals(name) ? value : accessor.getValue().invoke(owner);
        }
        return constructor.newInstance(values);
      } catch (ReflectiveOperationException | RuntimeException refused) {
        return null;
      }
    }
  }
}
