package io.treeline.exporter.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.normalize.ToolResult.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolResultTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\": \"error\"}",
        "{\"status\": \"Failed\", \"data\": []}",
        "{\"status\": \"failure\"}",
        "{\"error\": \"Card declined\"}",
        "{\"error\": {\"message\": \"declined\"}}",
        "{\"error\": true}",
        "{\"success\": false}",
        "{\"result\": {\"success\": false}}",
        "\"{\\\"status\\\": \\\"error\\\"}\"",
        "{\"content\": [{\"type\": \"text\", \"text\": \"{\\\"success\\\": false}\"}]}",
        "{\"error\": \"Tool 'refund' not found\"}",
        "{\"error\": \"API key not found\"}"
      })
  void of_bodyThatSaysItFailed_isAFailure(String json) {
    assertThat(ToolResult.of(json).verdict()).isEqualTo(Verdict.FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"[]\"",
        "{\"results\": []}",
        "{\"items\": [], \"error\": null}",
        "{\"found\": false}",
        "{\"status\": 404}",
        "{\"status\": \"not_found\"}",
        "{\"error\": {\"code\": 404, \"message\": \"none\"}}",
        "{\"error\": \"Order not found\"}",
        "{\"status\": \"error\", \"message\": \"No such customer\"}",
        "\"No orders found for this customer.\"",
        "{\"content\": [{\"type\": \"text\", \"text\": \"not found\"}], \"isError\": false}"
      })
  void of_answerThatFoundNothing_isEmpty(String json) {
    assertThat(ToolResult.of(json).verdict()).isEqualTo(Verdict.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "\"\"",
        "\"done\"",
        "42",
        "{\"status\": \"ok\", \"error\": null}",
        "{\"error\": false, \"success\": true}",
        "{\"error\": \"\"}",
        "{\"error\": {}}",
        "{\"results\": [{\"status\": \"error\"}]}",
        "{\"items\": [], \"rows\": [1]}",
        "\"not JSON {\"",
        "\"The article explains why pages are not found, and what to do then.\""
      })
  void of_anythingElse_isFine(String json) {
    assertThat(ToolResult.of(json).verdict()).isEqualTo(Verdict.FINE);
  }

  @Test
  void of_noContent_isFine() {
    assertThat(ToolResult.of(null).verdict()).isEqualTo(Verdict.FINE);
  }

  @Test
  void errorType_nameOrCode_neverASentence() {
    assertThat(ToolResult.of("{\"error\": {\"code\": \"E1\"}}").errorType()).isEqualTo("E1");
    assertThat(ToolResult.of("{\"success\": false, \"code\": 17}").errorType()).isEqualTo("17");
    assertThat(ToolResult.of("{\"error\": \"timeout\"}").errorType()).isEqualTo("timeout");
    assertThat(ToolResult.of("{\"error\": \"Card was declined\"}").errorType()).isNull();
    assertThat(ToolResult.of("{\"type\": \"tool\", \"status\": \"error\"}").errorType()).isNull();
  }
}
