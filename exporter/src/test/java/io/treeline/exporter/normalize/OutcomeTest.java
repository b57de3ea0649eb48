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
            "{\"gen_ai.operation.name\": \"chat\", \"gen_ai.response.finish_reasons\":"
                + " [\"length\"]}");

    assertThat(span.status()).isEqualTo(SpanStatus.UNSET);
  }

  /** Every source but the event, with its near misses: code of the status, attributes, source. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      nullValues = "none",
      textBlock =
          """
          2 ~ {} ~ STATUS
          0 ~ {"error.type": "timeout"} ~ STATUS
          0 ~ {} ~ none
          1 ~ {"error.type": "timeout"} ~ none
          0 ~ {"http.response.status_code": 400} ~ HTTP
          0 ~ {"http.response.status_code": 399} ~ none
          1 ~ {"http.response.status_code": 400} ~ none
          0 ~ {"http.response.status_code": "503"} ~ HTTP
          0 ~ {"mcp.method.name": "tools/call", "gen_ai.tool.call.result": {"isError": true, "content": []}} ~ MCP
          0 ~ {"mcp.method.name": "tools/call", "gen_ai.tool.call.result": {"isError": false, "content": [{"type": "text", "text": "an error"}]}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"status": "error"}} ~ TOOL_RESULT
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"status": "failed"}} ~ TOOL_RESULT
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"status": "FAILURE"}} ~ TOOL_RESULT
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"error": "declined"}} ~ TOOL_RESULT
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"error": {"code": "declined"}}} ~ TOOL_RESULT
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"success": false}} ~ TOOL_RESULT
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": "{\\"success\\": false}"} ~ TOOL_RESULT
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"result": "{\\"error\\": \\"declined\\"}"}} ~ TOOL_RESULT
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"error": null, "id": 1}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"error": "", "id": 1}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"errors": []}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"errors": 0}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"status": "ok"}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"status": "error_free"}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"success": true}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"success": "no"}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": "an error occurs when the disk is full"} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"text": "error"}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"rows": [{"status": "failed"}]}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"data": "{\\"status\\": \\"error\\"}"}} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": "[]"} ~ not found
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": []} ~ not found
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"results": []}} ~ not found
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": [""]} ~ none
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": ""} ~ none
          0 ~ {"openinference.span.kind": "RETRIEVER", "output.value": []} ~ not found
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"status": "not_found"}} ~ not found
          0 ~ {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.call.result": {"error": "Order not found"}} ~ not found
          0 ~ {"result": {"status": "error"}, "output": "{\\"success\\": false}"} ~ none
          0 ~ {"gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": ["content_filter"]} ~ FINISH_REASON
          0 ~ {"gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": ["SAFETY"]} ~ FINISH_REASON
          0 ~ {"gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": ["stop"]} ~ none
          0 ~ {"gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": ["length"], "gen_ai.output.messages": [{"role": "assistant", "parts": [{"type": "text", "content": ""}]}]} ~ FINISH_REASON
          0 ~ {"gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": ["max_tokens"], "gen_ai.output.messages": [{"role": "assistant", "parts": [{"type": "text", "content": "half a text"}]}]} ~ none
          0 ~ {"gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": ["length"], "gen_ai.output.type": "json", "gen_ai.output.messages": [{"role": "assistant", "parts": [{"type": "text", "content": "{\\"a\\": "}]}]} ~ FINISH_REASON
          0 ~ {"gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": ["length"], "gen_ai.output.type": "json", "gen_ai.output.messages": [{"role": "assistant", "parts": [{"type": "text", "content": "{\\"a\\": 1}"}]}]} ~ none
          """)
  void outcome_ofEachEvidence_isAnErrorOfItsSource(int code, String json, String expected) {
    Span span = normalized(raw(1, code, attributes(json)));

    boolean found = !"not found".equals(expected);
    ErrorSource source = expected == null || !found ? null : ErrorSource.valueOf(expected);
    assertThat(span.errorSource()).isEqualTo(source);
    assertThat(span.status() == SpanStatus.ERROR).isEqualTo(source != null);
    assertThat(span.operation().emptyResult()).isEqualTo(!found);
  }

  @ParameterizedTest
  @CsvSource({
    "0, exception, E, EXCEPTION",
    "0, error, E, EXCEPTION",
    "0, exception, , EXCEPTION",
    "0, retry, , ",
    "1, exception, E, ",
    "2, exception, E, STATUS"
  })
  void event_thatLeftTheSpan_isAnErrorUnlessTheSpanIsOk(
      int code, String name, String type, ErrorSource expected) {
    RawSpan.RawEvent event =
        new RawSpan.RawEvent(
            1_790_000_000_000_000_000L,
            name,
            attributes(type == null ? "{}" : "{\"exception.type\": \"" + type + "\"}"));

    Span span = normalized(raw(1, code, Map.of(), event));

    assertThat(span.errorSource()).isEqualTo(expected);
    assertThat(span.errorType()).isEqualTo(expected == null ? null : type);
  }
}
