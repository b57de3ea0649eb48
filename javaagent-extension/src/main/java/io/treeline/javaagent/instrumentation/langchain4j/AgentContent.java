package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.internal.Json;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes into an agent and what comes out, as messages; nothing while content is off.
 *
 * <p>Reads the application's own objects, whose code may throw anything: what cannot be read is
 * left out and counted.
 */
public final class AgentContent {

  private static final String MEMORY_ID = "dev.langchain4j.service.MemoryId";
  private static final String VARIABLE = "dev.langchain4j.service.V";
  private static final OptionalMethod VALUE = OptionalMethod.named("value");
  private static final OptionalMethod CONTENT = OptionalMethod.named("content");

  private AgentContent() {}

  /** The argument marked as id of the conversation; null when there is none. */
  public static @Nullable String memoryId(Method method, @Nullable Object @Nullable [] arguments) {
    Parameter[] parameters = method.getParameters();
    for (int i = 0; arguments != null && i < parameters.length; i++) {
      if (annotation(parameters[i], MEMORY_ID) != null && arguments[i] != null) {
        return idText(arguments[i]);
      }
    }
    return null;
  }

  /** One text for one argument, else each argument by its name. */
  public static List<Message> input(Method method, @Nullable Object @Nullable [] arguments) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    Parameter[] parameters = method.getParameters();
    for (int i = 0; arguments != null && i < parameters.length; i++) {
      if (annotation(parameters[i], MEMORY_ID) == null) {
        named.put(name(parameters[i]), arguments[i]);
      }
    }
    return input(named);
  }

  public static List<Message> input(Map<String, ? extends @Nullable Object> named) {
    if (!GenAiConfig.get().captureContent()) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    named.forEach(
        (name, value) -> {
          String text = text(value);
          if (text != null) {
            parts.add(Part.text(named.size() == 1 ? text : name + ": " + text));
          }
        });
    return parts.isEmpty() ? List.of() : List.of(Message.of("user", parts));
  }

  public static List<Message> output(@Nullable Object result) {
    if (!GenAiConfig.get().captureContent()) {
      return List.of();
    }
    boolean wrapped =
        result != null && result.getClass().getName().equals("dev.langchain4j.service.Result");
    String text = text(wrapped ? CONTENT.call(result) : result);
    return text == null ? List.of() : List.of(Message.output(List.of(Part.text(text)), "stop"));
  }

  private static @Nullable String idText(Object id) {
    try {
      return id.toString();
    } catch (Throwable e) {
      Failures.record("langchain4j memory id", e);
      return null;
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    try {
      return value == null ? null : valueText(value);
    } catch (Throwable e) {
      Failures.record("langchain4j agent content", e);
      return null;
    }
  }

  /** Null for what is not a value yet, such as a future. */
  private static @Nullable String valueText(Object value) {
    if (value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Enum) {
      return value.toString();
    }
    String type = value.getClass().getName();
    boolean data = value instanceof Map || value instanceof Collection || value instanceof Record;
    if (!data && (type.startsWith("java.") || type.startsWith("reactor."))) {
      return type.startsWith("java.util.concurrent.") || type.startsWith("reactor.")
          ? null
          : value.toString();
    }
    // The library's own codec, which made the value from JSON or will make JSON of it.
    return Json.toJson(value);
  }

  private static String name(Parameter parameter) {
    String name = VALUE.text(annotation(parameter, VARIABLE));
    return name == null ? parameter.getName() : name;
  }

  private static @Nullable Annotation annotation(Parameter parameter, String type) {
    for (Annotation annotation : parameter.getAnnotations()) {
      if (annotation.annotationType().getName().equals(type)) {
        return annotation;
      }
    }
    return null;
  }
}
