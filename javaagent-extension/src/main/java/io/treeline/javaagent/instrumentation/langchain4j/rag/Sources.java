package io.treeline.javaagent.instrumentation.langchain4j.rag;

import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is searched, by the name that says most of it. */
final class Sources {

  private static final OptionalField DISPLAY_NAME = OptionalField.named("displayName");
  private static final OptionalField STORE = OptionalField.named("embeddingStore");
  private static final OptionalField DELEGATE = OptionalField.named("delegate");

  private Sources() {}

  /**
   * The name the application gave a retriever, else its class, else what it searches.
   *
   * @return null when all of it is nameless
   */
  static @Nullable String name(Object source) {
    Object wrapped = isListening(source) ? DELEGATE.get(source) : null;
    if (wrapped != null) {
      return name(wrapped);
    }
    if (DISPLAY_NAME.get(source) instanceof String given
        && !given.isBlank()
        && !given.equals("Default")) {
      return given;
    }
    Object store = STORE.get(source);
    return store == null ? className(source) : name(store);
  }

  static List<String> names(@Nullable Object sources) {
    List<String> names = new ArrayList<>();
    if (sources instanceof Collection<?> all) {
      for (Object source : all) {
        String name = source == null ? null : name(source);
        names.add(name == null ? "retriever" : name);
      }
    }
    return names;
  }

  /** Whether it does nothing but hand on to the one it listens to. */
  static boolean isListening(Object source) {
    return source.getClass().getSimpleName().startsWith("Listening");
  }

  private static @Nullable String className(Object source) {
    Class<?> type = source.getClass();
    return type.isAnonymousClass() || type.isSynthetic() || type.isHidden()
        ? null
        : type.getSimpleName();
  }
}
