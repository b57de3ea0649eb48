package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.RawSpans.attributes;
import static io.treeline.exporter.normalize.RawSpans.normalized;
import static io.treeline.exporter.normalize.RawSpans.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.ErrorSource;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

  private static final int OK = 1;

  @Test
  void http_fourHundredAndAbove_isAnErrorUnlessTheSpanIsOk() {
    Map<String, com.fasterxml.jackson.databind.JsonNode> limited =
        attributes("{\"http.response.status_code\": 429}");

    Span unset = normalized(raw(3, 0, limited));

    assertThat(unset.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(unset.errorSource()).isEqualTo(ErrorSource.HTTP);
    assertThat(unset.errorType()).isEqualTo("429");
    assertThat(normalized(raw(3, OK, limited)).status()).isEqualTo(SpanStatus.OK);
    assertThat(normalized("{\"http.status_code\": 500}").errorType()).isEqualTo("500");
    assertThat(normalized("{\"http.response.status_code\": 399}").errorSource()).isNull();
  }

  @Test
  void exception_thatWasHandled_isNoError() {
    RawSpan.RawEvent handled =
        new RawSpan.RawEvent(
            1_790_000_000_000_000_000L,
            "exception",
            attributes("{\"exception.type\": \"E\", \"exception.escaped\": false}"));

    assertThat(normalized(raw(1, 0, Map.of(), handled)).status()).isEqualTo(SpanStatus.UNSET);
  }

  @Test
  void toolResult_thatFailed_overrulesOk() {
    Span span =
        normalized(
            raw(
                1,
                OK,
                attributes(
                    """
                    {"gen_ai.operation.name": "execute_tool",
                     "gen_ai.tool.call.result": "{\\"status\\": \\"error\\"}"}
                    """)));

    assertThat(span.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(span.errorSource()).isEqualTo(ErrorSource.TOOL_RESULT);
    assertThat(span.errorType()).isEqualTo("tool_error");
    assertThat(span.operation().emptyResult()).isFalse();
  }

  @Test
  void tool_answeredNotFoundByHttp_foundNothing() {
    Span span =
        normalized(
            """
            {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "get",
             "http.response.status_code": 404}
            """);

    assertThat(span.status()).isEqualTo(SpanStatus.UNSET);
    assertThat(span.operation().emptyResult()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "content_filter | text | hello            | content_filter",
        "SAFETY         | text | hello            | content_filter",
        "length         | text | hello            | ",
        "length         | json | {'a': [1,        | length",
        "MAX_TOKENS     | json | {'a': [1]}       | ",
        "max_tokens     | text | ``               | length",
        "stop           | json | no JSON          | "
      })
  void finishReason_thatBrokeTheStep_isAnError(
      String reason, String type, String text, String errorType) {
    var attributes =
        RawSpans.MAPPER
            .createObjectNode()
            .put("gen_ai.operation.name", "chat")
            .put("gen_ai.output.type", type)
            .put("gen_ai.response.finish_reasons", reason);
    attributes
        .putArray("gen_ai.output.messages")
        .addObject()
        .put("role", "assistant")
        .putArray("parts")
        .addObject()
        .put("type", "text")
        .put("content", text.replace('\'', '"'));

    Span span = normalized(attributes.toString());

    assertThat(span.errorType()).isEqualTo(errorType);
    assertThat(span.errorSource()).isEqualTo(errorType == null ? null : ErrorSource.FINISH_REASON);
  }

  @Test
  void length_thatCutAToolCall_isAnError() {
    Span span =
        normalized(
            """
            {"gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": ["length"],
             "gen_ai.output.messages": [{"role": "assistant", "parts": [
               {"type": "tool_call", "name": "pay", "arguments": "{\\"amount\\": 1"}]}]}
            """);

    assertThat(span.errorType()).isEqualTo("length");
  }

  @Test
  void length_withoutContent_isNotKnownToHaveBrokenAnything() {
    Span span =
        normalized(
            "{\"gen_ai.operation.name\": \"chat\", \"gen_ai.response.finish_reasons\": [\"length\"]}");

    assertThat(span.status()).isEqualTo(SpanStatus.UNSET);
  }
}
