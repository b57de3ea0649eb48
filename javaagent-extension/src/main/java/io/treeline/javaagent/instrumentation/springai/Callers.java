package io.treeline.javaagent.instrumentation.springai;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the application's class that uses a chat client: the nearest thing to an agent's name. */
final class Callers {

  /** Whose classes are not the application's. */
  private static final List<String> FRAMEWORKS =
      List.of(
          "org.springframework.",
          "reactor.",
          "io.micrometer.",
          "io.opentelemetry.",
          "java.",
          "javax.",
          "jakarta.",
          "jdk.",
          "sun.",
          "kotlin.",
          "kotlinx.");

  /** Whose classes use chat clients for agents that have names of their own. */
  private static final List<String> AGENT_FRAMEWORKS =
      List.of("com.alibaba.cloud.ai.", "com.embabel.");

  private static final int MAX_FRAMES = 200;

  private Callers() {}

  /** Simple name of the class; null when it is a framework's or there is none on the stack. */
  static @Nullable String current() {
    Optional<String> found =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(
                frames ->
                    frames
                        .limit(MAX_FRAMES)
                        .map(StackWalker.StackFrame::getDeclaringClass)
                        // Ours, beside the library.
                        .filter(type -> type.getClassLoader() != Callers.class.getClassLoader())
                        .map(Class::getName)
                        .filter(name -> FRAMEWORKS.stream().noneMatch(name::startsWith))
                        .findFirst());
    return found
        .filter(name -> AGENT_FRAMEWORKS.stream().noneMatch(name::startsWith))
        .map(Callers::simpleName)
        .orElse(null);
  }

  /** Without package, outer classes, proxies' and anonymous classes' parts. */
  static String simpleName(String className) {
    String name = className.substring(className.lastIndexOf('.') + 1);
    int proxy = name.indexOf("$$");
    if (proxy > 0) {
      name = name.substring(0, proxy);
    }
    while (true) {
      int inner = name.lastIndexOf('$');
      String last = name.substring(inner + 1);
      boolean nameless = last.isEmpty() || Character.isDigit(last.charAt(0));
      if (inner < 0 || !nameless) {
        return last;
      }
      name = name.substring(0, inner);
    }
  }
}
