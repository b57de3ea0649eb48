package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.RawSpans.normalized;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TokenUsage;
import org.junit.jupiter.api.Test;

class AdkDialectTest {

  @Test
  void callLlm_withoutUsageAttributes_readsTheResponse() {
    Span span =
        normalized(
            """
            {"gen_ai.operation.name": "call_llm", "gen_ai.system": "gcp.vertex.agent",
             "gcp.vertex.agent.session_id": "s-1",
             "gcp.vertex.agent.llm_request": "{\\"model\\":\\"gemini-2.5-flash\\",\\"contents\\":[{\\"role\\":\\"user\\",\\"parts\\":[{\\"text\\":\\"Where is A-17?\\"}]}]}",
             "gcp.vertex.agent.llm_response": "{\\"content\\":{\\"role\\":\\"model\\",\\"parts\\":[{\\"functionCall\\":{\\"id\\":\\"c-1\\",\\"name\\":\\"lookup\\",\\"args\\":{\\"id\\":7}}}]},\\"usageMetadata\\":{\\"promptTokenCount\\":20,\\"candidatesTokenCount\\":6,\\"thoughtsTokenCount\\":4,\\"cachedContentTokenCount\\":8}}"}
            """);

    Operation operation = span.operation();
    assertThat(operation.kind()).isEqualTo(OperationKind.LLM);
    assertThat(operation.provider()).isNull();
    assertThat(operation.requestModel()).isEqualTo("gemini-2.5-flash");
    assertThat(operation.usage()).isEqualTo(new TokenUsage(20L, 10L, 8L, null, 4L));
    assertThat(span.content().inputMessages())
        .isEqualTo(
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Where is A-17?\"}]}]");
    assertThat(span.content().outputMessages())
        .isEqualTo(
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c-1\","
                + "\"name\":\"lookup\",\"arguments\":{\"id\":7}}]}]");
    assertThat(span.session().sessionId()).isEqualTo("s-1");
  }

  @Test
  void callLlm_contentNotCaptured_hasNone() {
    Span span =
        normalized(
            """
            {"gen_ai.operation.name": "call_llm", "gen_ai.request.model": "gemini-2.5-flash",
             "gcp.vertex.agent.llm_request": "{}", "gcp.vertex.agent.llm_response": "{}"}
            """);

    assertThat(span.operation().kind()).isEqualTo(OperationKind.LLM);
    assertThat(span.content()).isEqualTo(Content.NONE);
  }

  @Test
  void executeTool_withEmptyRequest_isATool() {
    Span span =
        normalized(
            """
            {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "lookup",
             "gen_ai.tool_call.id": "<not specified>", "gcp.vertex.agent.llm_request": "{}",
             "gcp.vertex.agent.llm_response": "{}", "gcp.vertex.agent.tool_call_args": "{\\"id\\":7}",
             "gcp.vertex.agent.tool_response": "{\\"status\\":\\"shipped\\"}"}
            """);

    assertThat(span.operation().kind()).isEqualTo(OperationKind.TOOL);
    assertThat(span.operation().toolCallId()).isNull();
    assertThat(span.content().toolArguments()).isEqualTo("{\"id\":7}");
    assertThat(span.content().toolResult()).isEqualTo("{\"status\":\"shipped\"}");
    assertThat(span.content().inputMessages()).isNull();
  }

  @Test
  void modelCall_withModalities_countsAudioAndImagesApart() {
    Operation operation =
        normalized(
                """
                {"gcp.vertex.agent.llm_request": "{\\"model\\": \\"gemini-2.5-flash\\"}",
                 "gcp.vertex.agent.llm_response": {"usage_metadata": {
                   "prompt_token_count": 100, "tool_use_prompt_token_count": 7,
                   "candidates_token_count": 30, "cached_content_token_count": 40,
                   "prompt_tokens_details": [{"modality": "AUDIO", "token_count": 20},
                     {"modality": "IMAGE", "token_count": 11}],
                   "cache_tokens_details": [{"modality": "AUDIO", "token_count": 9}],
                   "candidates_tokens_details": [{"modality": "AUDIO", "token_count": 3}]}}}
                """)
            .operation();

    assertThat(operation.usage())
        .isEqualTo(new TokenUsage(107L, 30L, 40L, null, null, null, 20L, 3L, 9L, 11L));
    assertThat(operation.usageSource()).isEqualTo("adk");
  }
}
