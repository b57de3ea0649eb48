package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.RawSpans.normalized;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TokenUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpringAiDialectTest {

  @Test
  void chat_ofAnthropicAsText_addsTheCacheItsInputLeavesOut() {
    Operation operation =
        normalized(
                """
                {"gen_ai.operation.name": "chat", "gen_ai.system": "anthropic",
                 "gen_ai.request.model": "claude-sonnet-4-5", "gen_ai.response.model": "none",
                 "gen_ai.usage.input_tokens": "100", "gen_ai.usage.output_tokens": "20",
                 "gen_ai.usage.cache_read.input_tokens": "30",
                 "gen_ai.response.finish_reasons": "[\\"end_turn\\"]"}
                """)
            .operation();

    assertThat(operation.kind()).isEqualTo(OperationKind.LLM);
    assertThat(operation.responseModel()).isNull();
    assertThat(operation.finishReasons()).isEqualTo(List.of("end_turn"));
    assertThat(operation.usage()).isEqualTo(new TokenUsage(130L, 20L, 30L, null, null));
  }

  @Test
  void chat_ofAnotherProviderAsText_keepsItsInput() {
    Operation operation =
        normalized(
                """
                {"gen_ai.operation.name": "chat", "gen_ai.system": "openai",
                 "gen_ai.usage.input_tokens": "100", "gen_ai.usage.cache_read.input_tokens": "30"}
                """)
            .operation();

    assertThat(operation.usage()).isEqualTo(new TokenUsage(100L, null, 30L, null, null));
  }

  @Test
  void toolCallAndVectorStore_areToolAndRetriever() {
    Span tool =
        normalized(
            """
            {"spring.ai.kind": "tool_call", "gen_ai.operation.name": "framework", "gen_ai.system": "spring_ai",
             "spring.ai.tool.definition.name": "lookup", "spring.ai.tool.call.arguments": "{\\"id\\":7}",
             "spring.ai.tool.call.result": "shipped"}
            """);
    Operation query =
        normalized("{\"spring.ai.kind\": \"vector_store\", \"db.operation.name\": \"query\"}")
            .operation();

    assertThat(tool.dialect()).isEqualTo("spring-ai");
    assertThat(tool.operation().kind()).isEqualTo(OperationKind.TOOL);
    assertThat(tool.operation().provider()).isNull();
    assertThat(tool.operation().toolName()).isEqualTo("lookup");
    assertThat(tool.content().toolArguments()).isEqualTo("{\"id\":7}");
    assertThat(tool.content().toolResult()).isEqualTo("\"shipped\"");
    assertThat(query.kind()).isEqualTo(OperationKind.RETRIEVER);
  }
}
