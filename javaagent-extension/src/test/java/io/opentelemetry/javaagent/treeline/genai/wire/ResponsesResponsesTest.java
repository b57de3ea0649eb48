package io.opentelemetry.javaagent.treeline.genai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.treeline.semconv.CommonAttributes;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponsesResponsesTest {

  private static final Map<String, ?> FAILED =
      Map.of("status", "failed", "error", Map.of("code", "server_error", "message", "sorry"));

  @Test
  void read_failedAnswer_hasItsCodeAsErrorType() {
    assertThat(errorType(ResponsesResponses.read(FAILED, false))).isEqualTo("server_error");
    assertThat(errorType(ResponsesResponses.read(Map.of("status", "failed"), false)))
        .isEqualTo("_OTHER");
  }

  @Test
  void read_completedAnswer_hasNoErrorType() {
    assertThat(errorType(ResponsesResponses.read(Map.of("status", "completed"), false))).isNull();
  }

  @Test
  void accept_failedAtTheEndOfStream_hasItsCodeAsErrorType() {
    ResponsesEvents events = new ResponsesEvents(false);

    events.accept(Map.of("type", "response.failed", "response", FAILED));

    assertThat(errorType(events.response())).isEqualTo("server_error");
  }

  private static Object errorType(ModelResponse response) {
    return response.attributes().get(CommonAttributes.ERROR_TYPE);
  }
}
