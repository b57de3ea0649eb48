package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.RawSpans.normalized;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TokenUsage;
import org.junit.jupiter.api.Test;

class MlflowDialectTest {

  @Test
  void chatModel_isAModelCall() {
    Span span =
        normalized(
            """
            {"mlflow.spanType": "\\"CHAT_MODEL\\"", "mlflow.llm.model": "\\"gpt-4o\\"",
             "mlflow.llm.provider": "\\"openai\\"", "mlflow.trace.session": "s-1",
             "mlflow.chat.tokenUsage": "{\\"input_tokens\\": 11, \\"output_tokens\\": 4, \\"total_tokens\\": 15}",
             "mlflow.spanInputs": "{\\"model\\":\\"gpt-4o\\",\\"messages\\":[{\\"role\\":\\"developer\\",\\"content\\":\\"Be brief.\\"},{\\"role\\":\\"user\\",\\"content\\":\\"Hi\\"}]}",
             "mlflow.spanOutputs": "{\\"choices\\":[{\\"finish_reason\\":\\"stop\\",\\"message\\":{\\"role\\":\\"assistant\\",\\"content\\":\\"Hello\\"}}]}"}
            """);

    Operation operation = span.operation();
    assertThat(span.dialect()).isEqualTo("mlflow");
    assertThat(operation.kind()).isEqualTo(OperationKind.LLM);
    assertThat(operation.provider()).isEqualTo("openai");
    assertThat(operation.requestModel()).isEqualTo("gpt-4o");
    assertThat(operation.usage()).isEqualTo(new TokenUsage(11L, 4L, null, null, null));
    assertThat(span.content().inputMessages())
        .isEqualTo(
            "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"Be brief.\"}]},"
                + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]");
    assertThat(span.content().outputMessages())
        .isEqualTo(
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello\"}],"
                + "\"finish_reason\":\"stop\"}]");
    assertThat(span.session().sessionId()).isEqualTo("s-1");
  }

  @Test
  void tool_isATool() {
    Span span =
        normalized(
            """
            {"mlflow.spanType": "TOOL", "mlflow.spanFunctionName": "\\"lookup\\"",
             "mlflow.spanInputs": "{\\"id\\":7}", "mlflow.spanOutputs": "\\"shipped\\""}
            """);

    assertThat(span.operation().kind()).isEqualTo(OperationKind.TOOL);
    assertThat(span.operation().toolName()).isEqualTo("lookup");
    assertThat(span.content().toolArguments()).isEqualTo("{\"id\":7}");
    assertThat(span.content().toolResult()).isEqualTo("\"shipped\"");
  }
}
