package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.RawSpans.normalized;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TokenUsage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceloopDialectTest {

  @Test
  void workflow_decorated_isAWorkflowWithInputAndOutput() {
    Span span =
        normalized(
            """
            {"traceloop.span.kind": "workflow", "traceloop.entity.name": "refund",
             "traceloop.workflow.name": "refund", "traceloop.entity.input": "{\\"order\\": 7}",
             "traceloop.entity.output": "done"}
            """);

    assertThat(span.dialect()).isEqualTo("traceloop");
    assertThat(span.operation().kind()).isEqualTo(OperationKind.WORKFLOW);
    assertThat(span.content().input()).isEqualTo("{\"order\": 7}");
    assertThat(span.content().output()).isEqualTo("\"done\"");
  }

  @Test
  void tool_decorated_isAToolWithArgumentsAndResult() {
    Span span =
        normalized(
            """
            {"traceloop.span.kind": "tool", "traceloop.entity.name": "lookup_order",
             "traceloop.entity.path": "refund.agent", "traceloop.entity.input": "{\\"id\\": 7}",
             "traceloop.entity.output": "{\\"status\\": \\"shipped\\"}",
             "traceloop.association.properties.session_id": "s-1",
             "traceloop.association.properties.plan": "pro"}
            """);

    assertThat(span.operation().kind()).isEqualTo(OperationKind.TOOL);
    assertThat(span.operation().toolName()).isEqualTo("lookup_order");
    assertThat(span.content().toolArguments()).isEqualTo("{\"id\": 7}");
    assertThat(span.content().toolResult()).isEqualTo("{\"status\": \"shipped\"}");
    assertThat(span.session().sessionId()).isEqualTo("s-1");
    // "/refund/agent" would be the place above, and the workflow is not in it.
    assertThat(span.session().path()).isNull();
    assertThat(span.session().properties()).containsExactly(Map.entry("plan", "pro"));
  }

  @Test
  void chat_ofTheLibrary_isAModelCallWithFlattenedMessages() {
    Span span =
        normalized(
            """
            {"llm.request.type": "chat", "gen_ai.system": "OpenAI",
             "gen_ai.request.model": "gpt-4o", "gen_ai.usage.prompt_tokens": 11,
             "gen_ai.usage.completion_tokens": 4, "llm.usage.total_tokens": 15,
             "llm.usage.reasoning_tokens": 2, "traceloop.entity.path": "refund",
             "gen_ai.prompt.0.role": "user", "gen_ai.prompt.0.content": "Hi",
             "gen_ai.completion.0.role": "assistant", "gen_ai.completion.0.content": "Hello",
             "gen_ai.completion.0.finish_reason": "stop"}
            """);

    Operation operation = span.operation();
    assertThat(operation.kind()).isEqualTo(OperationKind.LLM);
    assertThat(operation.provider()).isEqualTo("openai");
    assertThat(operation.usage()).isEqualTo(new TokenUsage(11L, 4L, null, null, 2L));
    assertThat(span.content().inputMessages())
        .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]");
    assertThat(span.content().outputMessages())
        .isEqualTo(
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello\"}],"
                + "\"finish_reason\":\"stop\"}]");
  }
}
