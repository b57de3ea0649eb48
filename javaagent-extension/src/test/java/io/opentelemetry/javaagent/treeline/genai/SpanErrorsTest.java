package io.opentelemetry.javaagent.treeline.genai;

import static io.treeline.semconv.CommonAttributes.EXCEPTION_MESSAGE;
import static io.treeline.semconv.CommonAttributes.EXCEPTION_STACKTRACE;
import static io.treeline.semconv.CommonAttributes.EXCEPTION_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;

class SpanErrorsTest {

  private static final Throwable FAILURE =
      new IllegalStateException("prompt of Ann", new IllegalArgumentException("card of Ann"));

  @Test
  void exception_withContent_hasMessages() {
    Attributes event = SpanErrors.exception(FAILURE, true);

    assertThat(event.get(EXCEPTION_MESSAGE)).isEqualTo("prompt of Ann");
    assertThat(event.get(EXCEPTION_STACKTRACE))
        .contains("Caused by: java.lang.IllegalArgumentException: card of Ann");
  }

  @Test
  void exception_withoutContent_hasTypesAndFramesOnly() {
    Attributes event = SpanErrors.exception(FAILURE, false);

    assertThat(event.get(EXCEPTION_TYPE)).isEqualTo("java.lang.IllegalStateException");
    assertThat(event.get(EXCEPTION_MESSAGE)).isNull();
    assertThat(event.get(EXCEPTION_STACKTRACE))
        .startsWith("java.lang.IllegalStateException\n\tat ")
        .contains("\nCaused by: java.lang.IllegalArgumentException\n\tat ")
        .doesNotContain("Ann");
  }
}
