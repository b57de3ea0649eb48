package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.RawSpans.normalized;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LangfuseDialectTest {

  @Test
  void generation_withOwnBuckets_countsThemTogether() {
    Span span =
        normalized(
            """
            {"langfuse.observation.type": "generation",
             "langfuse.observation.model.name": "claude-sonnet-4-5",
             "langfuse.observation.usage_details":
               "{\\"input\\": 9, \\"input_cached_tokens\\": 90, \\"output\\": 20, \\"output_reasoning_tokens\\": 5, \\"total\\": 124}",
             "langfuse.observation.cost_details": "{\\"input\\": 0.1, \\"output\\": 0.2, \\"total\\": 0.3}",
             "langfuse.observation.input":
               "[{\\"role\\": \\"user\\", \\"content\\": \\"Hi\\"}]",
             "langfuse.observation.output": "{\\"role\\": \\"assistant\\", \\"content\\": \\"Hello\\"}",
             "langfuse.session.id": "s-1", "langfuse.user.id": "u-1",
             "langfuse.trace.tags": ["a", "b"], "langfuse.trace.metadata.plan": "pro"}
            """);

    assertThat(span.dialect()).isEqualTo("langfuse");
    Operation operation = span.operation();
    assertThat(operation.kind()).isEqualTo(OperationKind.LLM);
    assertThat(operation.requestModel()).isEqualTo("claude-sonnet-4-5");
    assertThat(operation.usage()).isEqualTo(new TokenUsage(99L, 25L, 90L, null, 5L));
    assertThat(operation.reportedCostUsd()).isEqualTo(new BigDecimal("0.3"));
    assertThat(operation.reportedCostSource()).isEqualTo("langfuse.observation.cost_details");
    assertThat(span.content().inputMessages())
        .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]");
    assertThat(span.content().outputMessages())
        .isEqualTo(
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello\"}]}]");
    assertThat(span.session().sessionId()).isEqualTo("s-1");
    assertThat(span.session().tags()).isEqualTo(List.of("a", "b"));
  }

  @Test
  void generation_withOpenAisUsage_isReadAsOpenAiMeansIt() {
    Operation operation =
        normalized(
                """
                {"langfuse.observation.type": "generation",
                 "langfuse.observation.usage_details":
                   "{\\"prompt_tokens\\": 100, \\"completion_tokens\\": 20, \\"total_tokens\\": 120, \\"prompt_tokens_details\\": {\\"cached_tokens\\": 90}, \\"completion_tokens_details\\": {\\"reasoning_tokens\\": 5}}"}
                """)
            .operation();

    assertThat(operation.usage()).isEqualTo(new TokenUsage(100L, 20L, 90L, null, 5L));
  }

  @Test
  void tool_observed_hasArgumentsAndResult() {
    Span span =
        normalized(
            """
            {"langfuse.observation.type": "tool", "langfuse.observation.input": "{\\"id\\": 7}",
             "langfuse.observation.output": "shipped"}
            """);

    assertThat(span.operation().kind()).isEqualTo(OperationKind.TOOL);
    assertThat(span.content().toolArguments()).isEqualTo("{\"id\": 7}");
    assertThat(span.content().toolResult()).isEqualTo("\"shipped\"");
    assertThat(span.operation().usage()).isEqualTo(TokenUsage.UNKNOWN);
    assertThat(span.operation().reportedCostUsd()).isNull();
  }
}
