package io.treeline.javaagent.instrumentation.langchain4j.mcp;

import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of the client's: of its own type, whose params are a map at first and have types of
 * their own later.
 *
 * @param method as the protocol spells it
 * @param id of the JSON-RPC request
 * @param params what the core reads of them
 */
record ClientMessage(
    Object message, String method, @Nullable Object id, Map<String, Object> params) {

  private static final String META = "_meta";

  private static final OptionalMethod MESSAGE = OptionalMethod.named("message");
  private static final OptionalField METHOD = OptionalField.named("method");
  private static final OptionalMethod ID = OptionalMethod.named("getId");
  private static final OptionalMethod PARAMS = OptionalMethod.named("getParams");
  private static final OptionalMethod META_GETTER = OptionalMethod.named("getMeta");

  private static final ClassValue<Method[]> META_SETTERS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          try {
            return new Method[] {type.getMethod("setMeta", Map.class)};
          } catch (NoSuchMethodException older) {
            return new Method[0];
          }
        }
      };

  /**
   * Reads what the transport was given.
   *
   * @param given the message, or the later versions' context of a call around it
   * @return null when it is no request
   */
  static @Nullable ClientMessage of(@Nullable Object given) {
    Object inner = MESSAGE.call(given);
    Object message = inner == null ? given : inner;
    if (!(METHOD.get(message) instanceof Enum<?> method) || message == null) {
      return null;
    }
    String name = method.name().toLowerCase(Locale.ROOT).replace('_', '/');
    return new ClientMessage(message, name, ID.call(message), read(PARAMS.call(message)));
  }

  /** Puts what is to go along with the request into it. */
  void putMeta(@Nullable Object sentParams) throws ReflectiveOperationException {
    Object meta = sentParams instanceof Map<?, ?> sent ? sent.get(META) : null;
    Object target = PARAMS.call(message);
    if (meta == null || target == null) {
      return;
    }
    if (target instanceof Map<?, ?>) {
      putInto(target, meta);
      return;
    }
    for (Method setter : META_SETTERS.get(target.getClass())) {
      setter.invoke(target, meta);
    }
  }

  @SuppressWarnings("unchecked") // declared so by the older versions
  private static void putInto(Object params, Object meta) {
    ((Map<String, Object>) params).put(META, meta);
  }

  private static Map<String, Object> read(@Nullable Object params) {
    Map<String, Object> read = new LinkedHashMap<>();
    if (params instanceof Map<?, ?> map) {
      map.forEach((name, value) -> put(read, String.valueOf(name), value));
      return read;
    }
    put(read, "name", OptionalNames.NAME.call(params));
    put(read, "uri", OptionalNames.URI.call(params));
    put(read, "arguments", OptionalNames.ARGUMENTS.call(params));
    put(read, META, META_GETTER.call(params));
    return read;
  }

  private static void put(Map<String, Object> read, String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (!name.equals("arguments")) {
      read.put(name, value);
    } else if (GenAiConfig.get().captureContent()) {
      // A tree of Jackson's, whose text is JSON.
      read.put(name, value.toString());
    }
  }

  /** Getters of the params that matter. */
  private static final class OptionalNames {
    static final OptionalMethod NAME = OptionalMethod.named("getName");
    static final OptionalMethod URI = OptionalMethod.named("getUri");
    static final OptionalMethod ARGUMENTS = OptionalMethod.named("getArguments");
  }
}
