package io.treeline.javaagent.session;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import io.treeline.javaagent.testing.TestJdks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One run of {@link SessionProgram} on each JDK, with all defaults. */
@ParameterizedClass
@MethodSource("jdks")
class SessionIT {

  private static OtlpTestReceiver receiver;
  private static String output;

  @Parameter Path jdk;

  static List<Path> jdks() {
    return TestJdks.all();
  }

  @BeforeParameterizedClassInvocation
  static void run(Path jdk) throws Exception {
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm = SessionRuns.program().jdk(jdk).exportTo(receiver).start()) {
      output = jvm.awaitSuccess().output();
    }
  }

  @AfterParameterizedClassInvocation
  static void close() {
    receiver.close();
  }

  @Test
  void spanOutsideOfAnySession_hasNoSession() {
    assertThat(session("outside")).isEmpty();
    assertThat(session("after")).isEmpty();
  }

  @Test
  void spanInSession_hasEverythingKnown() {
    Map.Entry<?, ?>[] all = {
      entry("session.id", "s-plain"),
      entry("treeline.session.id_source", "api"),
      entry("treeline.session.name", "Customer Support"),
      entry("treeline.session.path", "/support/lookup/order"),
      entry("treeline.property.plan", "pro"),
      entry("user.id", "u-1")
    };
    assertThat(session("plain").entrySet().toArray()).containsExactlyInAnyOrder((Object[]) all);
    assertThat(session("plain-no-parent")).isEqualTo(session("plain"));
  }

  @Test
  void spanWithValuesOfItsOwn_keepsThem() {
    assertThat(session("plain-own-id"))
        .contains(entry("session.id", "browser"), entry("treeline.session.id", "s-plain"));
    assertThat(session("plain-own-user")).contains(entry("user.id", "other"));
  }

  @Test
  void nestedSession_isOneOfItsOwn() {
    assertThat(session("nested-property"))
        .contains(entry("treeline.property.a", "1"), entry("treeline.property.b", "2"));
    assertThat(session("nested-outer"))
        .contains(entry("session.id", "s-outer"), entry("treeline.property.a", "1"))
        .doesNotContainKey("treeline.property.b");
    Map<String, Object> inner = session("nested-inner");
    assertThat(inner)
        .contains(entry("treeline.session.name", "Inner"), entry("treeline.session.path", "/inner"))
        .doesNotContainKey("treeline.property.a");
    String id = (String) inner.get("session.id");
    assertThatCode(() -> UUID.fromString(id)).doesNotThrowAnyException();
    assertThat(receiver.span("nested-inner").attribute("seen.id")).isEqualTo(id);
  }

  @Test
  void scoreForSession_isInThatSession() {
    assertThat(session("evaluate thumbs")).contains(entry("session.id", "s-scored"));
  }

  @Test
  void session_followsToOtherThreads() {
    List<String> expected =
        Stream.of(
                "in-executor",
                "in-future",
                "in-continuation",
                "in-reactor",
                "in-reactor-operator",
                "in-wrapped",
                "in-wrapped-executor")
            .collect(Collectors.toList());
    if (SessionRuns.hasVirtualThreads(jdk)) {
      expected.addAll(List.of("in-virtual-executor", "in-virtual-wrapped"));
    }

    assertThat(names(span -> "s-threads".equals(span.attribute("session.id"))))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void session_staysHomeOnHttpCalls() {
    assertThat(receiver.span("company/outbound").attribute("seen.baggage")).isEqualTo("null");
    assertThat(session("company/outbound")).isEmpty();
  }

  @Test
  void inboundBaggage_isHonouredButNotForwarded() {
    assertThat(session("inbound"))
        .containsOnly(
            entry("session.id", "s-in"),
            entry("treeline.session.id_source", "baggage"),
            entry("treeline.session.name", "From Outside"),
            entry("treeline.session.path", "/in"),
            entry("user.id", "u-in"),
            entry("treeline.property.plan", "pro"));
    assertThat(receiver.span("company/forwarded").attribute("seen.baggage"))
        .isEqualTo("tenant=t-1");
  }

  @Test
  void manualLogger_contentIsMasked() {
    assertThat(receiver.span("execute_tool lookup").attribute("gen_ai.tool.call.arguments"))
        .asString()
        .contains("\"id\":\"A-1\"")
        .doesNotContain("abcdefghij");
    assertThat(receiver.span("in-tool").parentSpanId())
        .isEqualTo(receiver.span("execute_tool lookup").spanId());
    assertThat(session("in-tool")).contains(entry("session.id", "s-manual"));
  }

  @Test
  void annotatedMethods_areSpansOfTheSessionTheyOpen() {
    ReceivedSpan agent =
        receiver.spans("invoke_agent support").stream()
            .filter(span -> "s-annotated".equals(span.attribute("session.id")))
            .findFirst()
            .orElseThrow();
    ReceivedSpan count = receiver.span("execute_tool count");

    assertThat(agent.attributes())
        .contains(
            entry("treeline.session.name", "Annotated"),
            entry("treeline.session.path", "/annotated"),
            entry("user.id", "u-annotated"),
            entry("treeline.input", "{\"question\":\"where is my order?\"}"),
            entry("treeline.output", "shipped"));
    assertThat(count.parentSpanId()).isEqualTo(agent.spanId());
    assertThat(count.attributes())
        .contains(
            entry("session.id", "s-annotated"),
            entry("gen_ai.tool.call.arguments", "{\"numbers\":[1,2,3]}"),
            entry("gen_ai.tool.call.result", "3"));
    assertThat(receiver.span("execute_tool do_nothing").parentSpanId()).isEqualTo(agent.spanId());
  }

  @Test
  void annotatedMethodOfGenericType_isOneSpan() {
    assertThat(receiver.span("execute_tool generic").attribute("gen_ai.tool.call.result"))
        .isEqualTo("got");
  }

  @Test
  void annotatedMethodThatThrows_isSpanWithError() {
    ReceivedSpan span = receiver.span("execute_tool failing");

    assertThat(span.status()).isEqualTo("ERROR");
    assertThat(span.attribute("error.type")).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void annotatedMethodThatReturnsStage_lastsUntilItCompletes() {
    ReceivedSpan later = receiver.span("execute_tool later");
    ReceivedSpan meanwhile = receiver.span("annotated-while-pending");

    assertThat(later.attribute("gen_ai.tool.call.result")).isEqualTo("done");
    assertThat(meanwhile.parentSpanId()).isEmpty();
    assertThat(later.proto().getEndTimeUnixNano())
        .isGreaterThanOrEqualTo(meanwhile.proto().getEndTimeUnixNano());
  }

  @Test
  void agent_saysItsVersionWhatIsOnAndWhatItFound() {
    assertThat(output.lines().filter(line -> line.contains("otel.javaagent")))
        .hasSize(4)
        .allMatch(line -> line.contains(" INFO "))
        .anyMatch(line -> line.contains("VersionLogger"))
        .anyMatch(line -> line.contains("instrumentations those for context, HTTP and JDBC are on"))
        .anyMatch(line -> line.contains("Treeline instruments api: "))
        .anyMatch(line -> line.contains("Treeline instruments api-annotations: "));
  }

  private Map<String, Object> session(String name) {
    return SessionRuns.session(receiver.span(name));
  }

  private List<String> names(Predicate<ReceivedSpan> filter) {
    return receiver.spans().stream().filter(filter).map(ReceivedSpan::name).toList();
  }
}
