package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.RawSpans.normalized;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TokenUsage;
import org.junit.jupiter.api.Test;

class PydanticAiDialectTest {

  @Test
  void agentRun_keepsAggregatedUsageOutOfTheSum() {
    Span span =
        normalized(
            """
            {"agent_name": "support", "model_name": "gpt-4o", "final_result": "shipped",
             "gen_ai.aggregated_usage.input_tokens": 100, "logfire.msg": "support run",
             "all_messages_events": "[{\\"event.name\\":\\"gen_ai.user.message\\",\\"content\\":\\"Hi\\",\\"role\\":\\"user\\"}]"}
            """);

    assertThat(span.dialect()).isEqualTo("pydantic-ai");
    assertThat(span.operation().kind()).isEqualTo(OperationKind.AGENT);
    assertThat(span.operation().agentName()).isEqualTo("support");
    assertThat(span.operation().usage()).isEqualTo(TokenUsage.UNKNOWN);
    assertThat(span.content().inputMessages())
        .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]");
    assertThat(span.content().output()).isEqualTo("\"shipped\"");
  }

  @Test
  void runningTool_withoutOperation_isATool() {
    Span span =
        normalized(
            """
            {"gen_ai.tool.name": "lookup", "gen_ai.tool.call.id": "c-1", "logfire.msg": "running tool",
             "tool_arguments": "{\\"id\\":7}", "tool_response": "shipped"}
            """);

    assertThat(span.operation().kind()).isEqualTo(OperationKind.TOOL);
    assertThat(span.content().toolArguments()).isEqualTo("{\"id\":7}");
    assertThat(span.content().toolResult()).isEqualTo("\"shipped\"");
  }
}
