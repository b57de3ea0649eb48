package io.treeline.javaagent.instrumentation.stainless.anthropic;

import io.opentelemetry.javaagent.treeline.genai.Failures;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the library's settings of its own traces, whose type the first versions do not have. */
public final class OwnTelemetry {

  /** Settings that say no, by the type of settings. */
  private static final ClassValue<Optional<Object>> OFF =
      new ClassValue<>() {
        @Override
        protected Optional<Object> computeValue(Class<?> type) {
          try {
            Object builder = type.getMethod("builder").invoke(null);
            Class<?> builders = builder.getClass();
            builders.getMethod("enabled", boolean.class).invoke(builder, false);
            return Optional.of(builders.getMethod("build").invoke(builder));
          } catch (ReflectiveOperationException | RuntimeException e) {
            Failures.record("anthropic traces", e);
            return Optional.empty();
          }
        }
      };

  /** The same settings when none can be made that say no. */
  public static @Nullable Object off(@Nullable Object traces) {
    return traces == null ? null : OFF.get(traces.getClass()).orElse(traces);
  }

  private OwnTelemetry() {}
}
