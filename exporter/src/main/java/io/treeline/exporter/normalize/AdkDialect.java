package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;

/**
 * Google's Agent Development Kit, which keeps requests and answers as JSON of the Gemini API. An
 * empty object stands for content that was not to be captured.
 */
final class AdkDialect implements Dialect {

  private static final String REQUEST = "gcp.vertex.agent.llm_request";
  private static final String RESPONSE = "gcp.vertex.agent.llm_response";
  private static final String ARGUMENTS = "gcp.vertex.agent.tool_call_args";
  private static final String RESULT = "gcp.vertex.agent.tool_response";

  @Override
  public String name() {
    return "adk";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    boolean model = in.has(REQUEST) || in.has(RESPONSE);
    boolean tool = in.has(ARGUMENTS) || in.has(RESULT);
    if (!model && !tool && !in.has("gcp.vertex.agent.invocation_id")) {
      return false;
    }
    DraftFiller fill = new DraftFiller(in, draft);
    if (tool) {
      fill.toolArguments(ARGUMENTS).toolResult(RESULT);
    }
    // Tools carry both keys, with nothing in them.
    if (model && !tool) {
      fill.kind(OperationKind.LLM);
      readModelCall(in, draft, fill);
    }
    return true;
  }

  private static void readModelCall(AttributeReader in, SpanDraft draft, DraftFiller fill) {
    JsonNode request = DraftFiller.parsed(in.all().get(REQUEST));
    JsonNode response = DraftFiller.parsed(in.all().get(RESPONSE));
    if (request != null && request.path("model").isTextual()) {
      String model = request.get("model").textValue();
      draft.requestModel = draft.requestModel == null ? model : draft.requestModel;
    }
    if (response != null) {
      JsonNode usage = response.path("usage_metadata");
      usage = usage.isMissingNode() ? response.path("usageMetadata") : usage;
      readUsage(usage, draft);
    }
    fill.inputMessages(REQUEST).outputMessages(RESPONSE);
    if (request != null && !request.isEmpty()) {
      fill.input(REQUEST);
    }
    if (response != null && !response.isEmpty()) {
      fill.output(RESPONSE);
    }
  }

  /** Versions before 1.0 put no usage on the span. Thoughts are counted apart from the answer. */
  private static void readUsage(JsonNode usage, SpanDraft draft) {
    if (draft.inputTokens != null || draft.outputTokens != null) {
      return;
    }
    draft.inputTokens = AttributeReader.countIn(usage, "prompt_token_count", "promptTokenCount");
    draft.outputTokens =
        AttributeReader.countIn(usage, "candidates_token_count", "candidatesTokenCount");
    draft.cacheReadTokens =
        AttributeReader.countIn(usage, "cached_content_token_count", "cachedContentTokenCount");
    draft.reasoningTokens =
        AttributeReader.countIn(usage, "thoughts_token_count", "thoughtsTokenCount");
    if (draft.outputTokens != null && draft.reasoningTokens != null) {
      draft.outputTokens += draft.reasoningTokens;
    }
  }
}
