package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What an AI service's invocation handler knows of the service. */
final class AiServices {

  private static final String DEFAULT_MEMORY_ID = "default";
  private static final OptionalField OUTER = OptionalField.named("this$0");
  private static final OptionalField CONTEXT = OptionalField.named("context");
  private static final OptionalField SERVICE_CLASS = OptionalField.named("aiServiceClass");
  private static final OptionalField CHAT_MEMORY_SERVICE = OptionalField.named("chatMemoryService");
  private static final OptionalField DEFAULT_CHAT_MEMORY = OptionalField.named("defaultChatMemory");
  private static final OptionalMethod ID = OptionalMethod.named("id");

  private AiServices() {}

  /** The application's interface. */
  static Class<?> type(Object handler, Object service, Method method) {
    if (SERVICE_CLASS.get(context(handler)) instanceof Class<?> type) {
      return type;
    }
    Class<?>[] interfaces = service.getClass().getInterfaces();
    return interfaces.length == 0 ? method.getDeclaringClass() : interfaces[0];
  }

  /**
   * Id of the conversation: the argument marked as such, else that of the one memory the service
   * has. Null when there is none, or only LangChain4j's stand-in.
   */
  static @Nullable String memoryId(Object handler, Method method, Object @Nullable [] arguments) {
    String marked = AgentContent.memoryId(method, arguments);
    if (marked != null) {
      return marked;
    }
    Object memory = DEFAULT_CHAT_MEMORY.get(CHAT_MEMORY_SERVICE.get(context(handler)));
    String id = ID.text(memory);
    return DEFAULT_MEMORY_ID.equals(id) ? null : id;
  }

  private static @Nullable Object context(Object handler) {
    return CONTEXT.get(OUTER.get(handler));
  }
}
