package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.RawSpans.normalized;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TokenUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

class VercelAiDialectTest {

  @Test
  void doGenerate_withToolCalls_isAModelCall() {
    Span span =
        normalized(
            """
            {"ai.operationId": "ai.generateText.doGenerate", "operation.name": "ai.generateText.doGenerate support",
             "ai.model.id": "gpt-4o", "ai.model.provider": "openai.chat",
             "ai.response.model": "gpt-4o-2024-08-06", "ai.response.id": "r-1",
             "ai.response.finishReason": "tool-calls", "ai.usage.inputTokens": 30,
             "ai.usage.outputTokens": 12, "ai.usage.cachedInputTokens": 10,
             "ai.usage.reasoningTokens": 4, "ai.response.msToFirstChunk": 250.5,
             "ai.prompt.messages":
               "[{\\"role\\":\\"user\\",\\"content\\":[{\\"type\\":\\"text\\",\\"text\\":\\"Where is A-17?\\"}]},{\\"role\\":\\"tool\\",\\"content\\":[{\\"type\\":\\"tool-result\\",\\"toolCallId\\":\\"c-0\\",\\"toolName\\":\\"ping\\",\\"output\\":{\\"ok\\":true}}]}]",
             "ai.response.text": "I will look.",
             "ai.response.toolCalls":
               "[{\\"toolCallId\\":\\"c-1\\",\\"toolName\\":\\"lookup\\",\\"input\\":\\"{\\\\\\"id\\\\\\":7}\\"}]"}
            """);

    assertThat(span.dialect()).isEqualTo("vercel-ai");
    assertThat(span.operation())
        .isEqualTo(
            Operation.builder(OperationKind.LLM)
                .provider("openai")
                .requestModel("gpt-4o")
                .responseModel("gpt-4o-2024-08-06")
                .responseId("r-1")
                .finishReasons(List.of("tool-calls"))
                .usage(new TokenUsage(30L, 12L, 10L, null, 4L))
                .usageSource("vercel_ai")
                .timeToFirstChunkNanos(250_500_000L)
                .build());
    assertThat(span.content().inputMessages())
        .isEqualTo(
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Where is A-17?\"}]},"
                + "{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"c-0\","
                + "\"response\":{\"ok\":true}}]}]");
    assertThat(span.content().outputMessages())
        .isEqualTo(
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"I will look.\"},"
                + "{\"type\":\"tool_call\",\"id\":\"c-1\",\"name\":\"lookup\",\"arguments\":{\"id\":7}}]}]");
  }

  @Test
  void outerCall_repeatsUsage_isNoModelCall() {
    Span span =
        normalized(
            """
            {"ai.operationId": "ai.generateText", "ai.model.id": "gpt-4o",
             "ai.model.provider": "azure-openai.chat", "ai.telemetry.functionId": "support",
             "ai.usage.inputTokens": 30, "ai.usage.outputTokens": 12,
             "ai.telemetry.metadata.sessionId": "s-1", "ai.prompt": "{\\"prompt\\":\\"Hi\\"}",
             "ai.response.text": "Hello"}
            """);

    assertThat(span.operation().kind()).isEqualTo(OperationKind.WORKFLOW);
    assertThat(span.operation().kind().ownsUsage()).isFalse();
    assertThat(span.operation().provider()).isEqualTo("azure.ai.openai");
    assertThat(span.operation().agentName()).isEqualTo("support");
    assertThat(span.content().input()).isEqualTo("{\"prompt\":\"Hi\"}");
    assertThat(span.content().output()).isEqualTo("\"Hello\"");
    assertThat(span.session().sessionId()).isEqualTo("s-1");
  }

  @Test
  void toolCall_isATool() {
    Span span =
        normalized(
            """
            {"ai.operationId": "ai.toolCall", "ai.toolCall.name": "lookup", "ai.toolCall.id": "c-1",
             "ai.toolCall.args": "{\\"id\\":7}", "ai.toolCall.result": "{\\"status\\":\\"shipped\\"}"}
            """);

    assertThat(span.operation().kind()).isEqualTo(OperationKind.TOOL);
    assertThat(span.operation().toolName()).isEqualTo("lookup");
    assertThat(span.operation().toolCallId()).isEqualTo("c-1");
    assertThat(span.content().toolArguments()).isEqualTo("{\"id\":7}");
    assertThat(span.content().toolResult()).isEqualTo("{\"status\":\"shipped\"}");
  }
}
