package io.treeline.exporter.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies of message events as their senders write them. */
class LogMessagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static LogMessages of(String event, String body) throws Exception {
    return LogMessages.of(event, JSON.readTree(body.replace('\'', '"')), Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // OpenTelemetry's agent, OpenAI.
        "gen_ai.system.message | {'content': 'a', 'role': 'developer'} | [{'role': 'system', 'parts': [{'type': 'text', 'content': 'a'}]}]",
        "gen_ai.user.message | {'content': 'a'} | [{'role': 'user', 'parts': [{'type': 'text', 'content': 'a'}]}]",
        // OpenTelemetry's agent, Bedrock: calls without the wrapper of OpenAI.
        "gen_ai.assistant.message | {'tool_calls': [{'id': 'c', 'type': 'function', 'name': 'n', 'arguments': {'x': 1}}]} | [{'role': 'assistant', 'parts': [{'type': 'tool_call', 'id': 'c', 'name': 'n', 'arguments': {'x': 1}}]}]",
        "gen_ai.tool.message | {'id': 'c', 'content': 'r'} | [{'role': 'tool', 'parts': [{'type': 'tool_call_response', 'id': 'c', 'response': 'r'}]}]",
        // ADK: Google's shape within content.
        "gen_ai.user.message | {'content': {'role': 'user', 'parts': [{'text': 'a'}]}} | [{'role': 'user', 'parts': [{'type': 'text', 'content': 'a'}]}]",
        // A message as JSON text, and plain text.
        "gen_ai.user.message | '{\\'content\\': \\'a\\'}' | [{'role': 'user', 'parts': [{'type': 'text', 'content': 'a'}]}]",
        "gen_ai.user.message | 'hello' | [{'role': 'user', 'parts': [{'type': 'text', 'content': 'hello'}]}]",
      },
      quoteCharacter = '`')
  void of_inputEvent_isOneMessage(String event, String body, String expected) throws Exception {
    LogMessages messages = of(event, body);

    assertThat(messages.body()).isNull();
    assertThat(JSON.readTree(messages.content().inputMessages()))
        .isEqualTo(JSON.readTree(expected.replace('\'', '"')));
    assertThat(messages.content().outputMessages()).isNull();
  }

  @Test
  void of_choice_isAnAnswerWithItsIndexAndReason() throws Exception {
    LogMessages messages =
        of(
            "gen_ai.choice",
            "{'index': 1, 'finish_reason': 'tool_calls', 'message': {'content': 'a', 'tool_calls':"
                + " [{'id': 'c', 'type': 'function', 'function': {'name': 'n'}}]}}");

    assertThat(messages.index()).isEqualTo(1);
    assertThat(messages.body()).isNull();
    assertThat(JSON.readTree(messages.content().outputMessages()))
        .isEqualTo(
            JSON.readTree(
                """
                [{"role": "assistant", "finish_reason": "tool_calls", "parts": [
                  {"type": "text", "content": "a"},
                  {"type": "tool_call", "id": "c", "name": "n"}]}]
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gen_ai.user.message | {}",
        "gen_ai.user.message | {'role': 'user'}",
        "gen_ai.tool.message | {}",
        "gen_ai.choice | {'index': 0, 'finish_reason': 'stop', 'message': {}}",
        "app.event | {'content': 'a'}"
      })
  void of_noMessageOrNothingCaptured_leavesTheBodyAsItIs(String event, String body)
      throws Exception {
    LogMessages messages = of(event, body);

    JsonNode sent = JSON.readTree(body.replace('\'', '"'));
    assertThat(messages.content().isEmpty()).isTrue();
    assertThat(messages.body()).isEqualTo(sent);
  }

  @Test
  void of_nothingButText_isNoMessage() {
    LogMessages messages = LogMessages.of(null, JSON.getNodeFactory().textNode("x"), Map.of());

    assertThat(messages.content().isEmpty()).isTrue();
    assertThat(messages.body()).isEqualTo(JSON.getNodeFactory().textNode("x"));
  }

  @Test
  void canonical_orderOfFields_doesNotMatter() throws Exception {
    assertThat(
            CanonicalJson.of(JSON.readTree("{\"a\": [1, {\"c\": 2, \"b\": \"x\"}], \"d\": null}")))
        .isEqualTo(
            CanonicalJson.of(JSON.readTree("{\"d\": null, \"a\": [1, {\"b\": \"x\", \"c\": 2}]}")))
        .isNotEqualTo(CanonicalJson.of(JSON.readTree("{\"a\": [{\"b\": \"x\", \"c\": 2}, 1]}")));
  }
}
