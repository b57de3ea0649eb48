package io.treeline.javaagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs a program told to keep no content, and looks for some in all it sends. */
public final class ContentOff {

  /** Attributes that hold nothing else. */
  private static final List<String> KEYS =
      List.of(
          "gen_ai.input.messages",
          "gen_ai.output.messages",
          "gen_ai.system_instructions",
          "gen_ai.retrieval.query.text",
          "gen_ai.tool.call.arguments",
          "gen_ai.tool.call.result",
          "treeline.decision.arguments",
          "treeline.decision.rationale",
          "treeline.input",
          "treeline.output");

  private ContentOff() {}

  /**
   * What is left when there is no content.
   *
   * @param words that occur in what the program says, and in nothing that is no content
   * @return the spans, for the test to find there what must be kept
   */
  public static List<ReceivedSpan> run(AgentJvm.Builder program, String... words)
      throws IOException {
    try (OtlpTestReceiver receiver = OtlpTestReceiver.start();
        AgentJvm jvm =
            program
                .environment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "NO_CONTENT")
                .property("linger.millis", "0")
                .exportTo(receiver)
                .start()) {
      jvm.awaitSuccess();
      List<ReceivedSpan> spans = receiver.spans();
      assertThat(spans).isNotEmpty();
      for (ReceivedSpan span : spans) {
        assertHasNone(span.name(), span.attributes(), words);
        // Exceptions say what they say; they are masked, and no part of any conversation.
        span.events().stream()
            .filter(event -> !event.name().equals("exception"))
            .forEach(event -> assertHasNone(span.name(), event.attributes(), words));
      }
      return spans;
    }
  }

  /** Those of one name, which must be so many. */
  public static List<ReceivedSpan> named(List<ReceivedSpan> spans, String name, int count) {
    List<ReceivedSpan> named = spans.stream().filter(span -> span.name().equals(name)).toList();
    assertThat(named).as(name).hasSize(count);
    return named;
  }

  private static void assertHasNone(String name, Map<String, Object> attributes, String... words) {
    assertThat(attributes).as(name).doesNotContainKeys(KEYS.toArray(String[]::new));
    assertThat(attributes.values().toString()).as(name).doesNotContain(words);
  }
}
