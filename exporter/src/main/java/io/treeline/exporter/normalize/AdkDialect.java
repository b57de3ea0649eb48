package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;

/**
 * Google's Agent Development Kit, which keeps requests and answers as JSON of the Gemini API. An
 * empty object stands for content that was not to be captured.
 *
 * <p><b>Tokens.</b> Those on the span are as the GenAI conventions have them. Where only Gemini's
 * answer has them, thoughts are counted apart from its output and are added to it.
 *
 * <p>Tools called in parallel have a span each and one more that merges their answers, named {@code
 * (merged tools)}: that one is no call and is of kind OTHER. The span {@code invocation} around one
 * turn of the user's is a workflow.
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
    boolean scope = draft.scope.equals("gcp.vertex.agent");
    if (!model && !tool && !scope && !in.has("gcp.vertex.agent.invocation_id")) {
      return false;
    }
    DraftFiller fill = new DraftFiller(in, draft);
    if (scope && draft.spanName.equals("invocation") && draft.operationName == null) {
      fill.kind(OperationKind.WORKFLOW);
      return true;
    }
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
    // Versions before 1.0 put no usage on the span itself, and later ones no modalities.
    if (response != null && !in.has("gen_ai.usage.input_tokens")) {
      JsonNode usage = response.path("usage_metadata");
      ProviderUsage.readGemini(
          usage.isMissingNode() ? response.path("usageMetadata") : usage, draft);
    }
    fill.inputMessages(REQUEST).outputMessages(RESPONSE);
    if (request != null && !request.isEmpty()) {
      fill.input(REQUEST);
    }
    if (response != null && !response.isEmpty()) {
      fill.output(RESPONSE);
    }
  }
}
