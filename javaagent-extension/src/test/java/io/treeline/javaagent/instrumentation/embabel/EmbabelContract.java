package io.treeline.javaagent.instrumentation.embabel;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.instrumentation.langchain4j.SpanDrawing;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.JavaSource;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import io.treeline.javaagent.testing.TestJdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every version of Embabel shows; on Java 21 or later, for which it is made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EmbabelContract {

  private final List<String> libraries;
  private final List<String> programs;

  private OtlpTestReceiver receiver;
  private ScriptedModel model;
  private List<String> seen;

  /**
   * @param libraries Maven coordinates
   * @param programs sources to run one after the other, without {@code .java}
   */
  EmbabelContract(List<String> libraries, List<String> programs) {
    this.libraries = libraries;
    this.programs = programs;
  }

  /** Adds what the models of further programs say. */
  ScriptedModel script(ScriptedModel model) {
    return model;
  }

  @BeforeAll
  void run(@TempDir Path classes) throws Exception {
    Path jdk = TestJdks.atLeast(21).orElse(null);
    Assumptions.assumeTrue(
        jdk != null,
        "Embabel is made for Java 21: name the home of such a JDK in " + TestJdks.VARIABLE);
    receiver = OtlpTestReceiver.start();
    model =
        script(
            ScriptedModel.start()
                .script("draft", text("a draft"), text("another draft"))
                .script("edit", text("a story"), text("another story"))
                .script("after", text("after all")));
    seen = new ArrayList<>();
    compile(classes);
    for (String program : programs) {
      try (AgentJvm jvm = program(program, classes).exportTo(receiver).start()) {
        jvm.awaitSuccess().output().lines().filter(l -> l.startsWith("SEEN ")).forEach(seen::add);
      }
    }
  }

  void compile(Path classes) throws IOException, InterruptedException {
    for (String program : programs) {
      JavaSource.compile(
          "embabel/" + program + ".java", TestJdks.atLeast(21).orElseThrow(), libraries, classes);
    }
  }

  ScriptedModel model() {
    return model;
  }

  /** One of the compiled programs. */
  AgentJvm.Builder program(String name, Path classes) throws IOException {
    return AgentJvm.builder("embabel." + name)
        .jdk(TestJdks.atLeast(21).orElseThrow())
        .libraries(libraries.toArray(new String[0]))
        .classPath(classes)
        .property("server", model.baseUrl());
  }

  @AfterAll
  void stop() {
    if (model != null) {
      model.close();
      receiver.close();
    }
  }

  OtlpTestReceiver receiver() {
    return receiver;
  }

  /** What the programs said they saw. */
  List<String> seen() {
    return seen;
  }

  @Test
  void application_seesWhatItAskedFor() {
    assertThat(seen)
        .contains("SEEN story: a story", "SEEN nested: by another story", "SEEN after: after all");
  }

  @Test
  void process_isAnAgentOfTheActionsItsPlannerChose() {
    ReceivedSpan writer = receiver.spans("invoke_agent writer").get(0);

    assertThat(drawn(writer))
        .containsExactly(
            "invoke_agent writer treeline.agent.stop_reason=final_answer",
            "  execute_node draft treeline.agent.iteration=1",
            "    chat draft treeline.agent.iteration=1",
            "  execute_node edit treeline.agent.iteration=1",
            "    chat edit treeline.agent.iteration=2");
    assertThat(writer.attributesWithoutThread())
        .containsEntry("gen_ai.agent.description", "Writes stories")
        .containsKey("gen_ai.agent.id");
  }

  @Test
  void contextOfTheProcess_isTheSessionOfAllBelow() {
    ReceivedSpan writer = receiver.spans("invoke_agent writer").get(0);

    assertThat(receiver.spans())
        .filteredOn(span -> span.traceId().equals(writer.traceId()))
        .isNotEmpty()
        .allSatisfy(
            span ->
                assertThat(span.attributes())
                    .containsEntry("session.id", "conversation-7")
                    .containsEntry("treeline.session.id_source", "framework"));
  }

  @Test
  void processWithinAnAction_isBelowItWithItsParent() {
    assertThat(drawn(receiver.span("invoke_agent editor")))
        .startsWith(
            "invoke_agent editor treeline.agent.stop_reason=final_answer",
            "  execute_node order treeline.agent.iteration=1",
            "    invoke_agent writer treeline.agent.stop_reason=final_answer");
    assertThat(receiver.spans("invoke_agent writer").get(1).attribute("treeline.agent.parent.name"))
        .isEqualTo("editor");
  }

  @Test
  void callAfterAllThat_isBelowNothing() {
    assertThat(receiver.span("chat after").parentSpanId()).isEmpty();
  }

  List<String> drawn(ReceivedSpan root) {
    return SpanDrawing.draw(
        receiver.spans(),
        root,
        "treeline.agent.stop_reason",
        "treeline.agent.iteration",
        "treeline.decision.chosen",
        "gen_ai.tool.call.id",
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result");
  }
}
