package io.treeline.exporter.model;

/** What a span stands for in an agent's work, whatever convention its sender used. */
public enum OperationKind {
  /** One call of a language model. */
  LLM,
  EMBEDDING,
  TOOL,
  AGENT,
  WORKFLOW,
  /** A step or turn inside an agent. */
  STEP,
  RETRIEVER,
  RERANKER,
  GUARDRAIL,
  EVALUATOR,
  MCP,
  MEMORY,
  /** A person was asked, approved, rejected or took over. */
  HUMAN,
  /** Everything else: HTTP, database, the application's own spans. */
  OTHER;

  /**
   * Whether every span of this kind is a call with usage of its own. Agents and workflows may
   * repeat the sum of their children; see {@link Operation#ownsUsage}.
   */
  public boolean ownsUsage() {
    return this == LLM || this == EMBEDDING || this == RERANKER;
  }
}
