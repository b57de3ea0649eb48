package io.treeline.exporter.normalize;

import io.treeline.exporter.model.OperationKind;

/**
 * Functions of Microsoft's Semantic Kernel; its model calls speak an older GenAI dialect.
 *
 * <p><b>Tokens.</b> As the GenAI conventions have it. Versions before 1.20 wrote them under {@code
 * gen_ai.response}.
 */
final class SemanticKernelDialect implements Dialect {

  private static final String FUNCTION = "semantic_kernel.function.invocation.name";

  private static final String FUNCTION_OF_DOTNET = "semantic_kernel.function.name";

  @Override
  public String name() {
    return "semantic-kernel";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    boolean function = in.has(FUNCTION) || in.has(FUNCTION_OF_DOTNET);
    if (function) {
      new DraftFiller(in, draft)
          .kind(OperationKind.TOOL)
          .toolName(FUNCTION, FUNCTION_OF_DOTNET)
          .toolArguments("semantic_kernel.function.arguments", "gen_ai.tool.call.arguments")
          .toolResult("semantic_kernel.function.result", "gen_ai.tool.call.result");
    }
    return function || draft.scope.startsWith("Microsoft.SemanticKernel");
  }
}
