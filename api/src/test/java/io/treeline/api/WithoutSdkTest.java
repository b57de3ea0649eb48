package io.treeline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API where nothing listens: neither agent nor SDK. */
class WithoutSdkTest {

  @BeforeEach
  @AfterEach
  void forgetGlobal() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void everyCall_doesNothingAndReturnsTheTasksResult() throws Exception {
    try (SessionScope session = Session.named("Support").id("s-1").open();
        SessionScope path = Session.enterPath("lookup")) {
      assertThat(session).isNotNull();
      assertThat(path).isNotNull();
      assertThat(Session.currentId()).isEmpty();
      assertThat(ManualLogger.tool("t").<Integer>call(() -> 42)).isEqualTo(42);
      assertThat(Session.wrapSupplier(() -> "x").get()).isEqualTo("x");
      assertThat(Session.wrapCallable(() -> "y").call()).isEqualTo("y");
    }
  }

  @Test
  void exceptions_ofTheTask_arriveUnchanged() {
    IOException cause = new IOException("gone");

    assertThatThrownBy(
            () ->
                ManualLogger.tool("t")
                    .call(
                        () -> {
                          throw cause;
                        }))
        .isSameAs(cause);
  }

  @Test
  void spans_beforeTheApplicationSetsItsSdk_leaveItFreeToDoSo() {
    ManualLogger.tool("early").run(() -> {});

    GlobalOpenTelemetry.set(OpenTelemetry.noop());
    assertThat(GlobalOpenTelemetry.isSet()).isTrue();
  }
}
