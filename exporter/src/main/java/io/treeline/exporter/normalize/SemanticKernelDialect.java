package io.treeline.exporter.normalize;

import io.treeline.exporter.model.OperationKind;

/** Functions of Microsoft's Semantic Kernel; its model calls speak an older GenAI dialect. */
final class SemanticKernelDialect implements Dialect {

  private static final String FUNCTION = "semantic_kernel.function.invocation.name";

  @Override
  public String name() {
    return "semantic-kernel";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    if (!in.has(FUNCTION)) {
      return false;
    }
    new DraftFiller(in, draft).kind(OperationKind.TOOL).toolName(FUNCTION);
    return true;
  }
}
