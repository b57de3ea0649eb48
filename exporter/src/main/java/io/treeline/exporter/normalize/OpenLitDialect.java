package io.treeline.exporter.normalize;

import io.treeline.exporter.model.OperationKind;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenLIT, known by its scopes: the GenAI conventions and several hundred keys of its own under
 * {@code gen_ai.}.
 *
 * <p><b>Tokens.</b> {@code gen_ai.usage.input_tokens} is the provider's own count. For Anthropic
 * and Bedrock it leaves out what was read from and written to the cache; for every other provider
 * it includes it.
 *
 * <p>A chat span names the tools the model asked for, joined by commas, under the keys of a tool
 * call. No tool ran, so they stay attributes.
 */
final class OpenLitDialect implements Dialect {

  private static final Map<String, OperationKind> KINDS =
      Map.ofEntries(
          Map.entry("vectordb", OperationKind.OTHER),
          // Pictures and speech that a model made: calls of it, mostly without a count of tokens.
          Map.entry("image", OperationKind.LLM),
          Map.entry("audio", OperationKind.LLM),
          Map.entry("memory", OperationKind.MEMORY),
          Map.entry("memory_add", OperationKind.MEMORY),
          Map.entry("memory_search", OperationKind.MEMORY),
          Map.entry("memory_get", OperationKind.MEMORY),
          Map.entry("memory_update", OperationKind.MEMORY),
          Map.entry("memory_delete", OperationKind.MEMORY),
          Map.entry("framework", OperationKind.WORKFLOW),
          Map.entry("graph", OperationKind.WORKFLOW),
          Map.entry("team", OperationKind.WORKFLOW),
          Map.entry("agent", OperationKind.AGENT),
          Map.entry("task", OperationKind.STEP),
          Map.entry("execution", OperationKind.STEP),
          Map.entry("user_prompt_processing", OperationKind.STEP),
          Map.entry("tool_coordination", OperationKind.STEP),
          Map.entry("guard", OperationKind.GUARDRAIL));

  @Override
  public String name() {
    return "openlit";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    boolean sdk = "openlit".equals(in.fact("telemetry.sdk.name"));
    if (!sdk && !draft.scope.startsWith("openlit")) {
      return false;
    }
    // What its price list does not have costs 0 there.
    draft.zeroCostIsUnknown = true;
    if (Providers.countsCacheApart(in.fact("gen_ai.provider.name", "gen_ai.system"))) {
      draft.inputExcludesCache(name());
    }
    DraftFiller fill =
        new DraftFiller(in, draft)
            .kind(kind(in))
            .agentName("gen_ai.agent.name")
            .reportedCost("gen_ai.usage.cost", "gen_ai.token.cost.total");
    if (draft.kind == OperationKind.TOOL) {
      fill.toolArguments("gen_ai.tool.call.arguments", "gen_ai.tool.args", "gen_ai.tool.input")
          .toolResult("gen_ai.tool.call.result", "gen_ai.tool.output");
    } else if (draft.kind == OperationKind.RETRIEVER || draft.kind == OperationKind.MEMORY) {
      fill.input(
          "gen_ai.retrieval.query.text", "gen_ai.retrieval.query", "gen_ai.memory.search.query");
    } else if (draft.kind == OperationKind.WORKFLOW || draft.kind == OperationKind.STEP) {
      fill.input("gen_ai.workflow.input").output("gen_ai.workflow.output");
    } else if (draft.kind == OperationKind.AGENT) {
      fill.output("gen_ai.agent.actual_output");
    }
    return true;
  }

  /** Null for what the GenAI conventions name too. */
  private static @Nullable OperationKind kind(AttributeReader in) {
    String operation = in.fact("gen_ai.operation.name");
    if (operation == null) {
      return null;
    }
    String name = operation.toLowerCase(Locale.ROOT);
    if (name.equals("vectordb") && isQuery(in)) {
      return OperationKind.RETRIEVER;
    }
    return name.equals("execute_tool") ? OperationKind.TOOL : KINDS.get(name);
  }

  private static boolean isQuery(AttributeReader in) {
    String operation = in.fact("db.operation.name", "db.operation");
    return operation != null
        && (operation.equalsIgnoreCase("query")
            || operation.equalsIgnoreCase("search")
            || operation.equalsIgnoreCase("get"));
  }
}
