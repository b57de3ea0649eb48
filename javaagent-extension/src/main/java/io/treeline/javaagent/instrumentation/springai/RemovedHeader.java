package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.treeline.genai.Failures;
import java.lang.reflect.Method;
import org.springframework.http.HttpHeaders;

/** Takes a header out, by a method whose argument is an {@code Object} in Spring 6 alone. */
final class RemovedHeader {

  private RemovedHeader() {}

  static void from(HttpHeaders headers, String name) {
    for (Method method : HttpHeaders.class.getMethods()) {
      if (method.getName().equals("remove")
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0].isInstance(name)) {
        try {
          method.invoke(headers, name);
        } catch (ReflectiveOperationException | RuntimeException e) {
          Failures.record("spring http header", e);
        }
        return;
      }
    }
  }
}
