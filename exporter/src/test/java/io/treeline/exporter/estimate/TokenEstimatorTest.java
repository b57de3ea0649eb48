package io.treeline.exporter.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TokenUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimatorTest {

  private static final TokenEstimator ESTIMATOR = new TokenEstimator();

  /** The conversation of OpenAI's guide, for which it publishes what its API counts. */
  private static final String GUIDE =
      """
      [%s, %s, %s, %s, %s, %s]
      """
          .formatted(
              message(
                  "system",
                  "You are a helpful, pattern-following assistant that translates corporate jargon"
                      + " into plain English.",
                  null),
              message("system", "New synergies will help drive top-line growth.", "example_user"),
              message(
                  "system",
                  "Things working well together will increase revenue.",
                  "example_assistant"),
              message(
                  "system",
                  "Let's circle back when we have more bandwidth to touch base on opportunities for"
                      + " increased leverage.",
                  "example_user"),
              message(
                  "system",
                  "Let's talk later when we're less busy about how to do better.",
                  "example_assistant"),
              message(
                  "user",
                  "This late pivot means we don't have time to boil the ocean for the client"
                      + " deliverable.",
                  null));

  private static final String ANSWER =
      """
      [{"role": "assistant", "parts": [{"type": "text", "content": "2 + 2 = 4"}]}]
      """;

  private static final String QUESTION =
      """
      [{"role": "user", "parts": [{"type": "text", "content": "tiktoken is great!"}]}]
      """;

  @ParameterizedTest
  @CsvSource({
    "gpt-4-0613, 129, 7, estimated:cl100k_base",
    "gpt-3.5-turbo, 129, 7, estimated:cl100k_base",
    "gpt-4o-2024-08-06, 124, 7, estimated:o200k_base",
    "GPT-4o-mini, 124, 7, estimated:o200k_base",
    "openai/gpt-4.1, 124, 7, estimated:o200k_base",
    "ft:gpt-4o-mini-2024-07-18:acme::x, 124, 7, estimated:o200k_base",
  })
  void estimate_chat_isWhatTheProviderPublishes(
      String model, long input, long output, String source) {
    Operation operation = estimated(chat(model).messages(GUIDE, ANSWER));

    assertThat(operation.usage()).isEqualTo(new TokenUsage(input, output, null, null, null));
    assertThat(operation.usageSource()).isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource({"gpt-4, 105", "gpt-4o, 101"})
  void estimate_tools_isWhatTheProviderPublishes(String model, long input) {
    String messages =
        "[%s, %s]"
            .formatted(
                message(
                    "system",
                    "You are a helpful assistant that can answer to questions about the weather.",
                    null),
                message("user", "What's the weather like in San Francisco?", null));
    String tools =
        """
        [{"type": "function", "function": {"name": "get_current_weather",
          "description": "Get the current weather in a given location",
          "parameters": {"type": "object", "required": ["location"], "properties": {
            "location": {"type": "string",
              "description": "The city and state, e.g. San Francisco, CA"},
            "unit": {"type": "string", "description": "The unit of temperature to return",
              "enum": ["celsius", "fahrenheit"]}}}}}]
        """;
    Content content = new Content(messages, ANSWER, null, tools, null, null, null, null);

    assertThat(estimated(chat(model).content(content)).usage().input()).isEqualTo(input);
  }

  @Test
  void estimate_instructionsApart_countAsASystemMessage() {
    String all = "[" + message("system", "Be brief.", null) + ", " + QUESTION.strip().substring(1);
    String instructions = "[{\"type\": \"text\", \"content\": \"Be brief.\"}]";
    Content apart = new Content(QUESTION, ANSWER, instructions, null, null, null, null, null);

    assertThat(estimated(chat("gpt-4o").content(apart)).usage())
        .isEqualTo(estimated(chat("gpt-4o").messages(all, ANSWER)).usage());
  }

  @Test
  void estimate_toolCallsAndResults_areCounted() {
    String call =
        """
        [{"role": "assistant", "parts": [{"type": "tool_call", "id": "c1", "name": "lookup",
          "arguments": {"id": 4711}}]}]
        """;
    Operation operation = estimated(chat("gpt-4o").messages(QUESTION, call));

    // "lookup" is 1 token, {"id":4711} is 6.
    assertThat(operation.usage().output()).isEqualTo(7);
  }

  @Test
  void estimate_modelThatThinksUnseen_outputStaysUnknown() {
    Operation operation = estimated(chat("o3-mini").messages(QUESTION, ANSWER));

    assertThat(operation.usage().input()).isNotNull();
    assertThat(operation.usage().output()).isNull();
    assertThat(estimated(chat("gpt-5-chat-latest").messages(QUESTION, ANSWER)).usage().output())
        .isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5",
    "gemini-2.5-pro",
    "gpt-4o-audio-preview",
    "gpt-4o-search-preview",
    "gpt-6",
    "gpt-5.1",
    "house-model",
  })
  void estimate_encodingNotKnown_isUnknown(String model) {
    assertThat(estimated(chat(model).messages(QUESTION, ANSWER)).usage())
        .isEqualTo(TokenUsage.UNKNOWN);
  }

  @Test
  void estimate_usageReported_evenInPart_isLeftAlone() {
    Span span =
        chat("gpt-4o")
            .messages(QUESTION, ANSWER)
            .usage(new TokenUsage(9L, null, null, null, null))
            .build();

    assertThat(ESTIMATOR.estimate(span)).isSameAs(span);
  }

  @Test
  void estimate_failedWithoutAnswer_isUnknown() {
    assertThat(estimated(chat("gpt-4o").messages(QUESTION, null).error("timeout")).usage())
        .isEqualTo(TokenUsage.UNKNOWN);
  }

  @Test
  void estimate_failedAfterPartOfTheAnswer_isEstimated() {
    assertThat(estimated(chat("gpt-4o").messages(QUESTION, ANSWER).error("reset")).usage().output())
        .isEqualTo(7);
  }

  @Test
  void estimate_noAnswerCaptured_outputIsUnknown() {
    TokenUsage usage = estimated(chat("gpt-4o").messages(QUESTION, null)).usage();

    assertThat(usage.input()).isNotNull();
    assertThat(usage.output()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"type\": \"text\", \"content\": \"long…[truncated 900 characters]\"}'",
    "'{\"type\": \"text\", \"content\": \"long… [cut: 2000000 bytes, limit 1048576]\"}'",
    "'{\"type\": \"uri\", \"uri\": \"https://example.com/cat.png\"}'",
    "'{\"type\": \"blob\", \"content\": \"AAAA\"}'",
  })
  void estimate_notTheWholeTextOrNoText_isUnknown(String part) {
    String messages = "[{\"role\": \"user\", \"parts\": [" + part + "]}]";

    TokenUsage usage = estimated(chat("gpt-4o").messages(messages, ANSWER)).usage();

    assertThat(usage.input()).isNull();
    assertThat(usage.output()).isEqualTo(7);
  }

  @Test
  void estimate_moreTextThanIsCounted_isUnknown() {
    Span span = chat("gpt-4o").messages(GUIDE, ANSWER).build();

    assertThat(new TokenEstimator(100).estimate(span)).isSameAs(span);
  }

  @Test
  void estimate_contentThatIsNoJson_isUnknown() {
    assertThat(estimated(chat("gpt-4o").messages("hello", "[{")).usage())
        .isEqualTo(TokenUsage.UNKNOWN);
  }

  private static Operation estimated(SpanBuilder span) {
    return ESTIMATOR.estimate(span.build()).operation();
  }

  private static SpanBuilder chat(String model) {
    return TestSpans.llm(model);
  }

  private static String message(String role, String text, String name) {
    return "{\"role\": \"%s\", %s\"parts\": [{\"type\": \"text\", \"content\": \"%s\"}]}"
        .formatted(role, name == null ? "" : "\"name\": \"" + name + "\", ", text);
  }
}
