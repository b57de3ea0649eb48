package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.treeline.semconv.GenAiOperations;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ModelStreamTest {

  private static final long LIMIT = TimeUnit.MINUTES.toNanos(10);

  private final ModelStream stream =
      GenAiTelemetry.create(OpenTelemetry.noop(), "test", null)
          .startModelCall(Context.root(), ModelRequest.builder(GenAiOperations.CHAT).build())
          .stream(() -> ModelResponse.EMPTY);

  @Test
  void idle_beforeTheFirstEvent_isWaitedForLonger() {
    assertThat(isIdleAfter(59)).isFalse();
    assertThat(isIdleAfter(61)).isTrue();
  }

  @Test
  void idle_afterAnEvent_countsFromThatEvent() {
    stream.received(false);

    assertThat(isIdleAfter(9)).isFalse();
    assertThat(isIdleAfter(11)).isTrue();
  }

  private boolean isIdleAfter(int minutes) {
    return stream.isIdle(LIMIT, System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes));
  }
}
