package io.treeline.exporter.normalize;

import io.treeline.exporter.model.OperationKind;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's Agent Framework, known by its scope {@code agent_framework} and by the names of its
 * workflow spans: the GenAI conventions for agents, models and tools, and plain keys such as {@code
 * executor.id} for the workflow around them.
 *
 * <p><b>Tokens.</b> The provider's own count is passed through. Anthropic's and Bedrock's leave
 * cached tokens out, the others include them. Agents repeat the sum of their calls.
 *
 * <p>Messages and edges between executors are plumbing: their spans stay what they are, of kind
 * OTHER.
 */
final class AgentFrameworkDialect implements Dialect {

  private static final String WORKFLOW = "workflow.id";
  private static final String EXECUTOR = "executor.id";

  @Override
  public String name() {
    return "agent-framework";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    OperationKind kind = kind(in, draft.spanName);
    String provider = in.fact("gen_ai.provider.name", "gen_ai.system");
    boolean system = "microsoft.agent_framework".equals(provider);
    if (kind == null && !system && !draft.scope.startsWith("agent_framework")) {
      return false;
    }
    if (Providers.countsCacheApart(provider)) {
      draft.inputExcludesCache(name());
    }
    DraftFiller fill = new DraftFiller(in, draft).kind(kind);
    if (kind == OperationKind.STEP) {
      fill.agentName("gen_ai.agent.name", EXECUTOR);
    } else if (kind == OperationKind.WORKFLOW) {
      fill.agentName("gen_ai.agent.name", "workflow.name");
    }
    return true;
  }

  private static @Nullable OperationKind kind(AttributeReader in, String spanName) {
    if (in.has(WORKFLOW) && spanName.startsWith("workflow.run")) {
      return OperationKind.WORKFLOW;
    }
    if (in.has(EXECUTOR) && spanName.startsWith("executor.process")) {
      return OperationKind.STEP;
    }
    boolean plumbing =
        spanName.startsWith("workflow.build")
            || spanName.startsWith("edge_group.process")
            || spanName.startsWith("message.send");
    boolean said = in.has(WORKFLOW) || in.has("edge_group.type") || in.has("message.type");
    return plumbing && said ? OperationKind.OTHER : null;
  }
}
