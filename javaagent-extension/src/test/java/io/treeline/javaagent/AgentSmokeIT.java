package io.treeline.javaagent;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole way once: agent jar, extension, advice, session, exporter. */
class AgentSmokeIT {

  @Test
  void span_startedInSession_leavesWithSessionAttributes() throws Exception {
    try (OtlpTestReceiver receiver = OtlpTestReceiver.start();
        AgentJvm jvm =
            AgentJvm.builder(HelloScenario.class).treelineApi().exportTo(receiver).start()) {
      jvm.awaitSuccess();

      assertThat(session(receiver.span("hello").attributes()))
          .containsOnly(
              entry("session.id", "s-1"),
              entry("treeline.session.id_source", "api"),
              entry("treeline.session.name", "Hello"),
              entry("treeline.session.path", "/hello"),
              entry("treeline.property.plan", "pro"),
              entry("user.id", "u-1"));
    }
  }

  private static Map<String, Object> session(Map<String, Object> attributes) {
    attributes.keySet().removeIf(key -> key.startsWith("thread."));
    return attributes;
  }
}
