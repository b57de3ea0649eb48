package io.treeline.javaagent.instrumentation.mcp;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Calls of the SDK by name, for where the oldest and the newest version differ in types that one
 * program can not be compiled against.
 */
public final class Sdk {

  private static final String PACKAGE = "io.modelcontextprotocol.";

  /** Whether the SDK is one of those with a JSON mapper of its own. */
  public static boolean isNewest() {
    try {
      Class.forName(PACKAGE + "json.McpJsonDefaults");
      return true;
    } catch (ClassNotFoundException oldest) {
      return false;
    }
  }

  /** The library's mapper in the newest version, Jackson's in the oldest. */
  public static Object mapper() {
    return isNewest()
        ? invokeStatic("json.McpJsonDefaults", "getMapper")
        : create("com.fasterxml.jackson.databind.ObjectMapper");
  }

  public static Object create(String name, Object... arguments) {
    Class<?> type = type(name);
    Constructor<?> constructor =
        Arrays.stream(type.getConstructors())
            .filter(one -> accepts(one.getParameterTypes(), arguments))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no fitting constructor of " + name));
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Object invokeStatic(String name, String method, Object... arguments) {
    return invoke(type(name), null, method, arguments);
  }

  public static Object invoke(Object target, String method, Object... arguments) {
    return invoke(target.getClass(), target, method, arguments);
  }

  private static Object invoke(Class<?> type, Object target, String name, Object... arguments) {
    Method method =
        Arrays.stream(type.getMethods())
            .filter(one -> one.getName().equals(name) && !one.isBridge())
            .filter(one -> accepts(one.getParameterTypes(), arguments))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no fitting " + type + "." + name));
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean accepts(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      boolean wrapped =
          (types[i] == boolean.class && arguments[i] instanceof Boolean)
              || (types[i] == int.class && arguments[i] instanceof Integer);
      if (!wrapped && !types[i].isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name.matches("(org|com|dev)[.].*") ? name : PACKAGE + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private Sdk() {}
}
