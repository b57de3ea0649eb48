package io.treeline.semconv;

/** Values of {@link GenAiAttributes#OPERATION_NAME}. */
public final class GenAiOperations {

  public static final String CHAT = "chat";
  public static final String TEXT_COMPLETION = "text_completion";
  public static final String GENERATE_CONTENT = "generate_content";
  public static final String EMBEDDINGS = "embeddings";
  public static final String RETRIEVAL = "retrieval";
  public static final String EXECUTE_TOOL = "execute_tool";
  public static final String CREATE_AGENT = "create_agent";
  public static final String INVOKE_AGENT = "invoke_agent";
  public static final String INVOKE_WORKFLOW = "invoke_workflow";
  public static final String PLAN = "plan";

  /** Not in the conventions, which have none for ranking documents. */
  public static final String RERANK = "rerank";

  /** Not in the conventions: one step of a workflow that is a graph. */
  public static final String EXECUTE_NODE = "execute_node";

  private GenAiOperations() {}
}
