package io.treeline.javaagent.instrumentation.springai;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Calls builders by name: those of Spring AI's models are different classes from version to version
 * where an application's source is the same.
 */
final class Fluent {

  private final Object target;

  private Fluent(Object target) {
    this.target = target;
  }

  /** The result of a static method without arguments, usually {@code builder}. */
  static Fluent of(String className, String method) {
    Class<?> type = type(className);
    return new Fluent(invoke(type, null, method));
  }

  static Fluent create(String className, Object... arguments) {
    try {
      for (var constructor : type(className).getConstructors()) {
        if (fits(constructor.getParameterTypes(), arguments)) {
          return new Fluent(constructor.newInstance(arguments));
        }
      }
      throw new IllegalStateException(
          className + " has no constructor for " + Arrays.toString(arguments));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static Object constant(String className, String field) {
    try {
      return type(className).getField(field).get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean exists(String className) {
    try {
      Class.forName(className);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** An implementation of an interface that does what {@code method} does with the arguments. */
  static Object implement(String interfaceName, UnaryOperator<Object[]> method) {
    Class<?> type = type(interfaceName);
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, called, arguments) ->
            method.apply(new Object[] {called, arguments == null ? new Object[0] : arguments})[0]);
  }

  static Class<?> type(String className) {
    try {
      return Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  Fluent with(String method, Object... arguments) {
    Object result = invoke(target.getClass(), target, method, arguments);
    return result == null ? this : new Fluent(result);
  }

  /** Changes the target by a method whose result does not matter. */
  Fluent set(String method, Object... arguments) {
    invoke(target.getClass(), target, method, arguments);
    return this;
  }

  boolean has(String method) {
    return Arrays.stream(target.getClass().getMethods()).anyMatch(m -> m.getName().equals(method));
  }

  Object get() {
    return target;
  }

  Object build() {
    return invoke(target.getClass(), target, "build");
  }

  static Object invoke(Class<?> type, Object target, String name, Object... arguments) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && fits(method.getParameterTypes(), arguments)) {
        try {
          method.setAccessible(true);
          return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
          throw sneaky(e.getCause());
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    throw new IllegalStateException(type + " has no " + name + Arrays.toString(arguments));
  }

  private static boolean fits(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (!boxed(types[i]).isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> boxed(Class<?> type) {
    return type == boolean.class
        ? Boolean.class
        : type == int.class ? Integer.class : type == long.class ? Long.class : type;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
