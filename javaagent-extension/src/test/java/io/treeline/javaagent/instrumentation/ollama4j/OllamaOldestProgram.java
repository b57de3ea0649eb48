package io.treeline.javaagent.instrumentation.ollama4j;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/**
 * What applications do with Ollama4j 1.0, as {@link OllamaNewestProgram}: by reflection, for its
 * client class has another name than that of the version the tests are compiled against.
 */
public final class OllamaOldestProgram {

  private static final String ROOT = "io.github.ollama4j.";

  private OllamaOldestProgram() {}

  public static void main(String[] arguments) throws Exception {
    Object plain = create("OllamaAPI", arguments[0]);
    Object withTools = create("OllamaAPI", arguments[0]);
    registerLookup(withTools);
    call(withTools, "setMaxChatToolCallRetries", 2);

    seen("chat", text(call(plain, "chat", hi("chat"))));
    StringBuilder streamed = new StringBuilder();
    Object handler =
        handler(
            "models.generate.OllamaTokenHandler",
            part -> streamed.append(call(call(part, "getMessage"), "getContent")));
    call(plain, "chatStreaming", hi("stream"), handler);
    seen("stream", streamed);
    seen("tools", text(call(withTools, "chat", hi("tools"))));
    seen("greedy", text(call(withTools, "chat", hi("greedy"))));
    Object options = call(call(create("utils.OptionsBuilder"), "setTemperature", 0.5f), "build");
    seen(
        "raw-tools",
        call(
            call(
                call(withTools, "generateWithTools", "raw-tools", "Hi", options), "getToolResults"),
            "size"));
    try {
      call(plain, "chat", hi("error"));
    } catch (Exception e) {
      seen("error", e.getClass().getName());
    }
    seen(
        "generate", call(call(plain, "generate", "generate", "Hi", false, options), "getResponse"));
    Thread async = (Thread) call(plain, "generateAsync", "async", "Hi", false);
    async.join();
    seen("async", call(async, "getCompleteResponse"));
    seen("embed", call(call(plain, "embed", "embed", List.of("Hi", "there")), "getEmbeddings"));
    seen("embed-old", call(plain, "generateEmbeddings", "embed-old", "Hi"));
  }

  private static void registerLookup(Object client) throws Exception {
    String definition = "tools.Tools$PromptFuncDefinition";
    Object property = built(definition + "$Property", "type", "string");
    Object parameters =
        built(
            definition + "$Parameters",
            "type",
            "object",
            "properties",
            Map.of("orderId", property),
            "required",
            List.of());
    Object function =
        built(
            definition + "$PromptFuncSpec",
            "name",
            "lookup_order",
            "description",
            "Looks an order up",
            "parameters",
            parameters);
    Object prompt = built(definition, "type", "function", "function", function);
    Object tool =
        handler("tools.ToolFunction", given -> "shipped " + ((Map<?, ?>) given).get("orderId"));
    call(
        client,
        "registerTool",
        built(
            "tools.Tools$ToolSpecification",
            "functionName",
            "lookup_order",
            "functionDescription",
            "Looks an order up",
            "toolPrompt",
            prompt,
            "toolFunction",
            tool));
  }

  private static Object hi(String model) throws Exception {
    Object role =
        Class.forName(ROOT + "models.chat.OllamaChatMessageRole").getField("USER").get(null);
    Object builder =
        Class.forName(ROOT + "models.chat.OllamaChatRequestBuilder")
            .getMethod("getInstance", String.class)
            .invoke(null, model);
    Object images = Array.newInstance(String.class, 0);
    return call(call(builder, "withMessage", role, "Hi", List.of(), images), "build");
  }

  private static Object text(Object result) throws Exception {
    return call(call(call(result, "getResponseModel"), "getMessage"), "getContent");
  }

  private static Object built(String type, Object... namesAndValues) throws Exception {
    Object builder = Class.forName(ROOT + type).getMethod("builder").invoke(null);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder = call(builder, (String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return call(builder, "build");
  }

  private static Object create(String type, Object... arguments) throws Exception {
    for (Constructor<?> constructor : Class.forName(ROOT + type).getConstructors()) {
      if (accepts(constructor.getParameterTypes(), arguments)) {
        return constructor.newInstance(arguments);
      }
    }
    throw new NoSuchMethodException(type);
  }

  private static Object call(Object target, String name, Object... arguments) throws Exception {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && accepts(method.getParameterTypes(), arguments)) {
        method.setAccessible(true);
        try {
          return method.invoke(target, arguments);
        } catch (java.lang.reflect.InvocationTargetException e) {
          throw e.getCause() instanceof Exception cause ? cause : e;
        }
      }
    }
    throw new NoSuchMethodException(target.getClass() + "#" + name);
  }

  private static boolean accepts(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      boolean boxed = types[i].isPrimitive() && !(arguments[i] instanceof String);
      if (arguments[i] != null && !boxed && !types[i].isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  private static Object handler(String type, Handler handler) throws Exception {
    Class<?> wanted = Class.forName(ROOT + type);
    return Proxy.newProxyInstance(
        wanted.getClassLoader(),
        new Class<?>[] {wanted},
        (proxy, method, given) -> {
          Object answer = handler.handle(given[0]);
          return method.getReturnType() == void.class ? null : answer;
        });
  }

  private static void seen(String what, Object value) {
    System.out.println("SEEN " + what + ": " + value);
  }

  private interface Handler {
    Object handle(Object given) throws Exception;
  }
}
