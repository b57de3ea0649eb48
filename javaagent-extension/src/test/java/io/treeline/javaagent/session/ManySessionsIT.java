package io.treeline.javaagent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.session.ManySessionsProgram.Style;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import io.treeline.javaagent.testing.TestJdks;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 200 sessions at once, in every style of concurrency: {@link ManySessionsProgram}. */
class ManySessionsIT {

  static List<Path> jdks() {
    return TestJdks.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everySpan_isInItsOwnSessionAndUnderItsRightParent(Path jdk) throws Exception {
    try (OtlpTestReceiver receiver = OtlpTestReceiver.start();
        ScriptedModel models = models();
        AgentJvm jvm =
            AgentJvm.builder(ManySessionsProgram.class)
                .jdk(jdk)
                .libraries(
                    "com.openai:openai-java:4.101.0",
                    "dev.langchain4j:langchain4j:1.18.1",
                    "dev.langchain4j:langchain4j-open-ai:1.18.1",
                    "io.projectreactor:reactor-core:3.7.9",
                    "io.reactivex.rxjava3:rxjava:3.1.10",
                    "org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm:1.7.3")
                .treelineApi()
                .exportTo(receiver)
                .property("server", models.baseUrl())
                // More spans than the default queue holds end at the same time.
                .property("otel.bsp.max.queue.size", "65536")
                .start()) {
      jvm.awaitSuccess();

      Map<String, String> expected = new TreeMap<>();
      for (int i = 0; i < ManySessionsProgram.SESSIONS; i++) {
        expected.put("s-" + i, drawnOf(i));
      }
      Map<String, String> drawn = drawn(receiver.spans());
      assertThat(drawn.keySet()).isEqualTo(expected.keySet());
      // Only what differs, or the message is too long to read.
      drawn.entrySet().removeAll(expected.entrySet());
      assertThat(drawn).isEmpty();
      assertThat(receiver.spans()).allSatisfy(ManySessionsIT::isWhollyOfItsSession);
    }
  }

  /** What belongs to a session says so in all its attributes. */
  private static void isWhollyOfItsSession(ReceivedSpan span) {
    String session = (String) span.attribute("session.id");
    assertThat(session).as(span.name()).isNotNull();
    String number = session.substring(2);
    assertThat(span.attribute("user.id")).isEqualTo("u-" + number);
    if (span.attribute("gen_ai.request.model") != null) {
      assertThat((String) span.attribute("gen_ai.request.model"))
          .matches("(m-%s-\\d|desk-%s)".formatted(number, number));
    }
  }

  /** The tree of each session's spans, without those of HTTP. */
  private static Map<String, String> drawn(List<ReceivedSpan> spans) {
    Map<String, List<ReceivedSpan>> sessions =
        spans.stream()
            .filter(span -> !span.name().equals("POST"))
            .collect(
                Collectors.groupingBy(
                    span -> String.valueOf(span.attribute("session.id")),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Map<String, String> drawn = new TreeMap<>();
    sessions.forEach((id, members) -> drawn.put(id, children(members, "")));
    return drawn;
  }

  /** Spans whose parent is none of the session's stand at the root, where they are seen. */
  private static String children(List<ReceivedSpan> members, String parent) {
    List<String> ids = members.stream().map(ReceivedSpan::spanId).toList();
    return members.stream()
        .filter(
            span ->
                parent.isEmpty()
                    ? !ids.contains(span.parentSpanId())
                    : span.parentSpanId().equals(parent))
        .map(
            span -> {
              String below = children(members, span.spanId());
              return below.isEmpty() ? span.name() : span.name() + "(" + below + ")";
            })
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String drawnOf(int session) {
    String first = "step 1(chat m-%d-1)".formatted(session);
    String second = "step 2(chat m-%d-2)".formatted(session);
    String third = "step 3(chat m-%d-3)".formatted(session);
    String inside =
        switch (Style.of(session)) {
          case COMPLETABLE_FUTURE, REACTOR_PARALLEL -> first + ", " + second + ", " + third;
          case LANGCHAIN4J, PARALLEL_TOOLS ->
              "invoke_agent Desk(chat desk-%d, chat desk-%d, execute_tool first(%s), execute_tool second(%s))"
                  .formatted(session, session, first, second);
          case ASYNC_CLIENT -> "chat m-%d-1, chat m-%d-2".formatted(session, session);
          default -> first + ", " + second;
        };
    return "session(" + inside + ")";
  }

  private static ScriptedModel models() throws Exception {
    ScriptedModel models = ScriptedModel.start();
    for (int i = 0; i < ManySessionsProgram.SESSIONS; i++) {
      for (int number = 1; number <= 3; number++) {
        models.script("m-" + i + "-" + number, ScriptedModel.text("Hello"));
      }
      models.script(
          "desk-" + i,
          ScriptedModel.tools(
              new ScriptedModel.ToolCall("call-1-" + i, "first", "{}"),
              new ScriptedModel.ToolCall("call-2-" + i, "second", "{}")),
          ScriptedModel.text("Done"));
    }
    return models;
  }
}
