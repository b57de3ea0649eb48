package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.RawSpans.attributes;
import static io.treeline.exporter.normalize.RawSpans.normalized;
import static io.treeline.exporter.normalize.RawSpans.raw;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.ErrorSource;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanNormalizerTest {

  private static final int INTERNAL = 1;
  private static final int SERVER = 2;
  private static final int CLIENT = 3;

  @Test
  void genAi_chat_readsEveryField() {
    Span span =
        normalized(
            """
            {"gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai",
             "gen_ai.request.model": "gpt-4o-mini", "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
             "gen_ai.response.id": "r-1", "gen_ai.response.finish_reasons": ["stop", "length"],
             "gen_ai.agent.name": "support", "gen_ai.agent.id": "a-1",
             "gen_ai.usage.input_tokens": 10, "gen_ai.usage.output_tokens": 5,
             "gen_ai.usage.cache_read.input_tokens": 4,
             "gen_ai.usage.cache_creation.input_tokens": 3,
             "gen_ai.usage.reasoning.output_tokens": 2,
             "gen_ai.response.time_to_first_chunk": 0.25,
             "openinference.span.kind": "LLM", "custom": true}
            """);

    assertThat(span.operation())
        .isEqualTo(
            Operation.builder(OperationKind.LLM)
                .name("chat")
                .provider("openai")
                .requestModel("gpt-4o-mini")
                .responseModel("gpt-4o-mini-2024-07-18")
                .responseId("r-1")
                .finishReasons(List.of("stop", "length"))
                .agentName("support")
                .agentId("a-1")
                .usage(new TokenUsage(10L, 5L, 4L, 3L, 2L))
                .usageSource("genai")
                .timeToFirstChunkNanos(250_000_000L)
                .build());
    assertThat(span.dialect()).isEqualTo("genai");
    assertThat(span.attributes().get("custom").booleanValue()).isTrue();
    assertThat(span.attributes()).containsKey("gen_ai.operation.name");
  }

  @Test
  void genAi_deprecatedKeysAsText_areRead() {
    Operation operation =
        normalized(
                """
                {"gen_ai.operation.name": "chat", "gen_ai.system": "openai",
                 "gen_ai.request.model": "none", "gen_ai.response.finish_reasons": "[\\"STOP\\"]",
                 "gen_ai.usage.prompt_tokens": "12", "gen_ai.usage.completion_tokens": "3.0",
                 "gen_ai.usage.cache_read_input_tokens": "", "gen_ai.usage.reasoning_tokens": "-1",
                 "gen_ai.tool_call.id": "<not specified>"}
                """)
            .operation();

    assertThat(operation.provider()).isEqualTo("openai");
    assertThat(operation.requestModel()).isNull();
    assertThat(operation.finishReasons()).containsExactly("STOP");
    assertThat(operation.usage()).isEqualTo(new TokenUsage(12L, 3L, null, null, null));
    assertThat(operation.toolCallId()).isNull();
  }

  @Test
  void genAi_newKeysBesideOld_newWin() {
    Operation operation =
        normalized(
                """
                {"gen_ai.operation.name": "chat", "gen_ai.system": "az.ai.openai",
                 "gen_ai.provider.name": "azure.ai.openai",
                 "gen_ai.usage.prompt_tokens": 1, "gen_ai.usage.input_tokens": 20,
                 "gen_ai.usage.cache_creation.input_tokens": 7,
                 "gen_ai.usage.cache_write.input_tokens": 8}
                """)
            .operation();

    assertThat(operation.provider()).isEqualTo("azure.ai.openai");
    assertThat(operation.usage()).isEqualTo(new TokenUsage(20L, null, null, 8L, null));
  }

  @ParameterizedTest
  @CsvSource({
    "12.5,,",
    "1e3,1000,",
    "abc,,",
    "1e999999999,,",
    "99999999999999999999,,",
    "0,0,",
    "NaN,,",
  })
  void genAi_tokenCountAsText_isWholeOrUnknown(String text, Long expected) {
    assertThat(
            normalized("{\"gen_ai.usage.input_tokens\": \"" + text + "\"}")
                .operation()
                .usage()
                .input())
        .isEqualTo(expected);
  }

  @Test
  void genAi_partLargerThanWhole_wholeIsTheSum() {
    Operation operation =
        normalized(
                """
                {"gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 5,
                 "gen_ai.usage.output_tokens": 10, "gen_ai.usage.reasoning.output_tokens": 90,
                 "gen_ai.usage.cache_read.input_tokens": 128955,
                 "gen_ai.usage.cache_creation.input_tokens": 1253}
                """)
            .operation();

    assertThat(operation.usage()).isEqualTo(new TokenUsage(130_213L, 100L, 128_955L, 1253L, 90L));
  }

  @ParameterizedTest
  @CsvSource({
    "chat, LLM",
    "text_completion, LLM",
    "generate_content, LLM",
    "Chat, LLM",
    "embeddings, EMBEDDING",
    "embedding, EMBEDDING",
    "retrieval, RETRIEVER",
    "rerank, RERANKER",
    "execute_tool, TOOL",
    "invoke_agent, AGENT",
    "create_agent, AGENT",
    "invoke_workflow, WORKFLOW",
    "plan, STEP",
    "search_memory, MEMORY",
    "fetch_response, OTHER",
    "something_new, OTHER",
  })
  void kind_ofOperationName(String name, OperationKind expected) {
    assertThat(normalized("{\"gen_ai.operation.name\": \"" + name + "\"}").operation().kind())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "vector_db, RETRIEVER",
    "database, OTHER",
    "http, OTHER",
    "data, OTHER",
    "human, HUMAN",
    "guardrail, GUARDRAIL",
    "evaluator, EVALUATOR",
    "memory, MEMORY",
  })
  void kind_ofOwnKey(String kind, OperationKind expected) {
    Span span = normalized("{\"treeline.span.kind\": \"" + kind + "\"}");

    assertThat(span.operation().kind()).isEqualTo(expected);
    assertThat(span.dialect()).isEqualTo("treeline");
  }

  @Test
  void kind_withoutOperationName_isToldByWhatIsThere() {
    assertThat(normalized("{\"gen_ai.tool.name\": \"search\"}").operation().kind())
        .isEqualTo(OperationKind.TOOL);
    assertThat(normalized("{\"gen_ai.request.model\": \"m\"}").operation().kind())
        .isEqualTo(OperationKind.LLM);
    assertThat(normalized("{\"treeline.human.type\": \"approval\"}").operation().kind())
        .isEqualTo(OperationKind.HUMAN);
    // The enclosing agent's name, as some senders put it on every span.
    assertThat(normalized("{\"gen_ai.agent.name\": \"a\"}").operation().kind())
        .isEqualTo(OperationKind.OTHER);
    Span plain = normalized("{\"http.request.method\": \"GET\"}");
    assertThat(plain.operation()).isEqualTo(Operation.OTHER);
    assertThat(plain.content()).isSameAs(Content.NONE);
    assertThat(plain.dialect()).isEqualTo("none");
  }

  @Test
  void kind_mcp_onlyTheClientsToolCallIsACallOfItsOwn() {
    Map<String, JsonNode> call =
        attributes(
            "{\"mcp.method.name\": \"tools/call\", \"gen_ai.operation.name\": \"execute_tool\"}");
    Map<String, JsonNode> list = attributes("{\"mcp.method.name\": \"tools/list\"}");

    assertThat(normalized(raw(CLIENT, 0, call)).operation().kind()).isEqualTo(OperationKind.MCP);
    assertThat(normalized(raw(INTERNAL, 0, call)).operation().kind()).isEqualTo(OperationKind.TOOL);
    assertThat(normalized(raw(SERVER, 0, call)).operation().kind()).isEqualTo(OperationKind.OTHER);
    assertThat(normalized(raw(CLIENT, 0, list)).operation().kind()).isEqualTo(OperationKind.OTHER);
    assertThat(normalized(raw(CLIENT, 0, list)).dialect()).isEqualTo("mcp");
  }

  @Test
  void kind_mcpSampling_isAModelCallWhereItSaysSo() {
    Map<String, JsonNode> asking = attributes("{\"mcp.method.name\": \"sampling/createMessage\"}");
    Map<String, JsonNode> answering =
        attributes(
            "{\"mcp.method.name\": \"sampling/createMessage\","
                + " \"gen_ai.operation.name\": \"chat\"}");

    assertThat(normalized(raw(CLIENT, 0, asking)).operation().kind())
        .isEqualTo(OperationKind.OTHER);
    assertThat(normalized(raw(SERVER, 0, answering)).operation().kind())
        .isEqualTo(OperationKind.LLM);
  }

  @Test
  void content_jsonTextAnyValueAndPlainText_becomeJsonTextAndLeaveTheAttributes() {
    Span span =
        normalized(
            """
            {"gen_ai.input.messages": "[{\\"role\\":\\"user\\"}]",
             "gen_ai.output.messages": [{"role": "assistant"}],
             "gen_ai.tool.call.arguments": {"a": 1}, "gen_ai.tool.call.result": "sunny, 007",
             "gen_ai.system_instructions": "[{\\"type\\":", "gen_ai.tool.definitions": "",
             "treeline.input": "7", "treeline.output": "\\"quoted\\"", "kept": "k"}
            """);

    assertThat(span.content())
        .isEqualTo(
            new Content(
                "[{\"role\":\"user\"}]",
                "[{\"role\":\"assistant\"}]",
                "\"[{\\\"type\\\":\"",
                null,
                "{\"a\":1}",
                "\"sunny, 007\"",
                "\"7\"",
                "\"quoted\""));
    assertThat(span.attributes().keySet())
        .containsExactlyInAnyOrder("gen_ai.tool.definitions", "kept");
  }

  @Test
  void openInference_llm_readsModelTokensAndFlattenedMessages() throws IOException {
    Span span =
        normalized(
            """
            {"openinference.span.kind": "LLM", "llm.model_name": "gpt-4o", "llm.provider": "openai",
             "llm.system": "x", "llm.token_count.prompt": 10, "llm.token_count.completion": 5,
             "llm.token_count.prompt_details.cache_read": 3,
             "llm.token_count.completion_details.reasoning": 2, "llm.cost.total": 0.5,
             "llm.input_messages.0.message.role": "system",
             "llm.input_messages.0.message.content": "be kind",
             "llm.input_messages.10.message.role": "tool",
             "llm.input_messages.10.message.tool_call_id": "c1",
             "llm.input_messages.10.message.content": "42",
             "llm.input_messages.2.message.role": "user",
             "llm.input_messages.2.message.contents.0.message_content.type": "text",
             "llm.input_messages.2.message.contents.0.message_content.text": "hello",
             "llm.output_messages.0.message.role": "assistant",
             "llm.output_messages.0.message.tool_calls.0.tool_call.id": "c1",
             "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "search",
             "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": "{\\"q\\":1}",
             "llm.tools.0.tool.json_schema":
               "{\\"type\\":\\"function\\",\\"function\\":{\\"name\\":\\"search\\"}}",
             "input.value": "raw in", "output.value": {"a": 1}}
            """);

    assertThat(span.dialect()).isEqualTo("openinference");
    assertThat(span.operation().kind()).isEqualTo(OperationKind.LLM);
    assertThat(span.operation().provider()).isEqualTo("openai");
    assertThat(span.operation().requestModel()).isEqualTo("gpt-4o");
    assertThat(span.operation().usage()).isEqualTo(new TokenUsage(10L, 5L, 3L, null, 2L));
    assertThat(span.operation().reportedCostUsd()).isEqualByComparingTo("0.5");
    assertThat(span.operation().reportedCostSource()).isEqualTo("llm.cost.total");
    assertJson(
        span.content().inputMessages(),
        """
        [{"role": "system", "parts": [{"type": "text", "content": "be kind"}]},
         {"role": "user", "parts": [{"type": "text", "content": "hello"}]},
         {"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1", "response": "42"}]}]
        """);
    assertJson(
        span.content().outputMessages(),
        """
        [{"role": "assistant",
          "parts": [{"type": "tool_call", "id": "c1", "name": "search", "arguments": {"q": 1}}]}]
        """);
    assertJson(
        span.content().toolDefinitions(), "[{\"type\": \"function\", \"name\": \"search\"}]");
    assertThat(span.content().input()).isEqualTo("\"raw in\"");
    assertThat(span.content().output()).isEqualTo("{\"a\":1}");
    assertThat(span.attributes().keySet()).noneMatch(key -> key.startsWith("llm.input_messages"));
  }

  @ParameterizedTest
  @CsvSource({
    "LLM, LLM",
    "embedding, EMBEDDING",
    "TOOL, TOOL",
    "AGENT, AGENT",
    "CHAIN, STEP",
    "RETRIEVER, RETRIEVER",
    "RERANKER, RERANKER",
    "GUARDRAIL, GUARDRAIL",
    "EVALUATOR, EVALUATOR",
    "UNKNOWN, OTHER",
  })
  void openInference_kinds(String kind, OperationKind expected) {
    assertThat(normalized("{\"openinference.span.kind\": \"" + kind + "\"}").operation().kind())
        .isEqualTo(expected);
  }

  @Test
  void openInference_tool_valuesAreArgumentsAndResult() {
    Span span =
        normalized(
            """
            {"openinference.span.kind": "TOOL", "tool.name": "search",
             "input.value": "{\\"q\\":1}", "output.value": "found"}
            """);

    assertThat(span.operation().toolName()).isEqualTo("search");
    assertThat(span.content().toolArguments()).isEqualTo("{\"q\":1}");
    assertThat(span.content().toolResult()).isEqualTo("\"found\"");
  }

  @Test
  void genAi_indexedPromptKeys_becomeMessages() throws IOException {
    Span span =
        normalized(
            """
            {"gen_ai.operation.name": "chat",
             "gen_ai.prompt.0.role": "user", "gen_ai.prompt.0.content": "hi",
             "gen_ai.completion.0.content": "hello", "gen_ai.completion.0.finish_reason": "stop"}
            """);

    assertJson(
        span.content().inputMessages(),
        "[{\"role\": \"user\", \"parts\": [{\"type\": \"text\", \"content\": \"hi\"}]}]");
    assertJson(
        span.content().outputMessages(),
        """
        [{"role": "assistant", "parts": [{"type": "text", "content": "hello"}],
          "finish_reason": "stop"}]
        """);
  }

  @Test
  void error_typeOfAttributeElseOfExceptionElseOfTool() {
    RawSpan.RawEvent exception =
        new RawSpan.RawEvent(
            1_790_000_000_000_000_000L,
            "exception",
            attributes("{\"exception.type\": \"java.io.IOException\"}"));

    Span own = normalized(raw(INTERNAL, 2, attributes("{\"error.type\": \"429\"}"), exception));
    Span thrown = normalized(raw(INTERNAL, 2, Map.of(), exception));
    Span left = normalized(raw(INTERNAL, 0, Map.of(), exception));
    Span handled = normalized(raw(INTERNAL, 1, Map.of(), exception));
    Span tool = normalized("{\"treeline.tool.is_error\": true}");
    Span fine = normalized("{\"treeline.tool.is_error\": \"false\"}");

    assertThat(own.errorType()).isEqualTo("429");
    assertThat(thrown.errorType()).isEqualTo("java.io.IOException");
    assertThat(left.errorType()).isEqualTo("java.io.IOException");
    assertThat(left.errorSource()).isEqualTo(ErrorSource.EXCEPTION);
    assertThat(handled.errorType()).isNull();
    assertThat(handled.status()).isEqualTo(SpanStatus.OK);
    assertThat(tool.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(tool.errorType()).isEqualTo("tool_error");
    assertThat(fine.status()).isEqualTo(SpanStatus.UNSET);
    assertThat(fine.errorType()).isNull();
  }

  private static void assertJson(String actual, String expected) throws IOException {
    assertThat(RawSpans.MAPPER.readTree(actual)).isEqualTo(RawSpans.MAPPER.readTree(expected));
  }

  @Test
  void genAi_retrieval_readsQueryAndDocumentsAsInputAndOutput() {
    Span span =
        normalized(
            """
            {"gen_ai.operation.name": "retrieval", "openinference.span.kind": "RETRIEVER",
             "gen_ai.retrieval.query.text": "refunds?",
             "gen_ai.retrieval.documents": "[{\\"id\\":\\"d-1\\",\\"score\\":0.5}]"}
            """);

    assertThat(span.operation().kind()).isEqualTo(OperationKind.RETRIEVER);
    assertThat(span.content().input()).isEqualTo("\"refunds?\"");
    assertThat(span.content().output()).contains("d-1");
  }

  @Test
  void treeline_node_isAStepOfTheWorkflowWhateverOthersCallIt() {
    Span span =
        normalized(
            """
            {"gen_ai.operation.name": "execute_node", "openinference.span.kind": "CHAIN",
             "treeline.span.kind": "node", "treeline.node.name": "triage"}
            """);

    assertThat(span.operation().kind()).isEqualTo(OperationKind.WORKFLOW);
  }
}
