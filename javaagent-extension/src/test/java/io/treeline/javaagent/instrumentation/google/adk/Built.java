package io.treeline.javaagent.instrumentation.google.adk;

import com.google.adk.agents.BaseAgent;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.List;

/** Agents built by name: the types that their builders' methods return differ between versions. */
final class Built {

  /** Calls a setter with each value; a list is given as an array where the setter wants one. */
  static BaseAgent agent(Object builder, Object... namesAndValues) {
    try {
      for (int i = 0; i < namesAndValues.length; i += 2) {
        set(builder, (String) namesAndValues[i], namesAndValues[i + 1]);
      }
      return (BaseAgent) builder.getClass().getMethod("build").invoke(builder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build an agent of this version", e);
    }
  }

  private static void set(Object builder, String name, Object value)
      throws ReflectiveOperationException {
    for (Method method : builder.getClass().getMethods()) {
      if (!method.getName().equals(name) || method.getParameterCount() != 1) {
        continue;
      }
      Class<?> type = method.getParameterTypes()[0];
      if (type.isInstance(value) || (type == int.class && value instanceof Integer)) {
        method.invoke(builder, value);
        return;
      }
      if (type.isArray() && value instanceof List<?> list) {
        Object array = Array.newInstance(type.getComponentType(), list.size());
        for (int i = 0; i < list.size(); i++) {
          Array.set(array, i, list.get(i));
        }
        method.invoke(builder, array);
        return;
      }
    }
    throw new NoSuchMethodException(name + " for " + value);
  }

  private Built() {}
}
