package io.treeline.javaagent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One run of {@link SessionProgram} with sessions sent on and content kept out. */
class SessionPropagationIT {

  private static OtlpTestReceiver receiver;

  @BeforeAll
  static void run() throws Exception {
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm =
        SessionRuns.program()
            .environment("TREELINE_SESSION_PROPAGATION_ENABLED", "true")
            .environment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "NO_CONTENT")
            .exportTo(receiver)
            .start()) {
      jvm.awaitSuccess();
    }
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void session_goesOutAsBaggage() {
    assertThat(baggage("company/outbound"))
        .containsExactlyInAnyOrder(
            "session.id=s-http", "treeline.session.name=Http", "user.id=u-2");
    assertThat(SessionRuns.session(receiver.span("company/outbound")))
        .containsEntry("session.id", "s-http")
        .containsEntry("treeline.session.id_source", "baggage");
  }

  @Test
  void inboundBaggage_isForwarded() {
    assertThat(baggage("company/forwarded"))
        .containsExactlyInAnyOrder(
            "session.id=s-in",
            "treeline.session.name=From%20Outside",
            "treeline.session.path=%2Fin",
            "user.id=u-in",
            "treeline.property.plan=pro",
            "tenant=t-1");
  }

  @Test
  void content_ofManualLoggerAndAnnotations_isLeftOut() {
    assertThat(receiver.spans())
        .filteredOn(span -> span.scope().equals("io.treeline.api"))
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(SessionPropagationIT::hasNoContent);
  }

  private static void hasNoContent(ReceivedSpan span) {
    assertThat(span.attributes())
        .doesNotContainKeys(
            "gen_ai.tool.call.arguments",
            "gen_ai.tool.call.result",
            "treeline.input",
            "treeline.output");
    assertThat(span.proto().getStatus().getMessage()).isEmpty();
  }

  private static List<String> baggage(String span) {
    return List.of(((String) receiver.span(span).attribute("seen.baggage")).split(","));
  }
}
