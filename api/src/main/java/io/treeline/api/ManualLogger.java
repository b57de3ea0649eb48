package io.treeline.api;

import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Logs tools and any other operation that is no LLM call, as spans.
 *
 * <pre>{@code
 * Order order =
 *     ManualLogger.tool("lookup_order").arguments(Map.of("id", id)).call(() -> orders.find(id));
 *
 * try (Operation search = ManualLogger.vectorSearch("handbook").arguments(query).start()) {
 *   search.result(index.search(query));
 * }
 * }</pre>
 */
public final class ManualLogger {

  private static final Pattern IDENTIFIER = Pattern.compile("[\\w.:/-]{1,64}");

  /** A tool call: {@code execute_tool}. */
  public static OperationBuilder tool(@Nullable String name) {
    String known = Quiet.orElse(name, "name of a tool", "tool");
    return new OperationBuilder(OperationType.TOOL, known)
        .set(GenAiAttributes.TOOL_NAME, known)
        .set(GenAiAttributes.TOOL_TYPE, "function");
  }

  /** A run of an agent: {@code invoke_agent}. Input and output are those of the whole run. */
  public static OperationBuilder agent(@Nullable String name) {
    String known = Quiet.orElse(name, "name of an agent", "agent");
    return new OperationBuilder(OperationType.AGENT, known).set(GenAiAttributes.AGENT_NAME, known);
  }

  /**
   * A search in a vector store: {@code retrieval}.
   *
   * @param source name of the collection or index
   */
  public static OperationBuilder vectorSearch(@Nullable String source) {
    String known = Quiet.orElse(source, "source of a vector search", "vector_search");
    return new OperationBuilder(OperationType.VECTOR_SEARCH, known)
        .set(GenAiAttributes.DATA_SOURCE_ID, known);
  }

  /** A database operation, such as {@code select orders}. */
  public static OperationBuilder database(@Nullable String operation) {
    return new OperationBuilder(
        OperationType.DATABASE, Quiet.orElse(operation, "database operation", "operation"));
  }

  /** A call over HTTP, such as {@code POST /refunds}. */
  public static OperationBuilder http(@Nullable String operation) {
    return new OperationBuilder(
        OperationType.HTTP, Quiet.orElse(operation, "HTTP operation", "call"));
  }

  /** Any other operation: a computation, a file, a queue. */
  public static OperationBuilder data(@Nullable String name) {
    return new OperationBuilder(OperationType.DATA, Quiet.orElse(name, "operation", "operation"));
  }

  /**
   * Asks a human and waits: the span lasts as long as the answer takes. Say what was decided with
   * {@link Operation#humanDecision}.
   *
   * @param request what is asked: an identifier such as {@code change_plan} becomes part of the
   *     span's name; anything else is content, and the span is named by {@code type}
   */
  public static OperationBuilder human(@Nullable HumanType type, @Nullable String request) {
    String known = Quiet.orElse(request, "request to a human", "request");
    String kind = (type == null ? HumanType.INPUT : type).value();
    boolean identifier = IDENTIFIER.matcher(known).matches();
    return new OperationBuilder(OperationType.HUMAN, identifier ? known : kind)
        .request(identifier ? null : known)
        .set(TreelineAttributes.HUMAN_TYPE, kind);
  }

  /** Kinds of operations, and how their spans are called. */
  enum OperationType {
    TOOL(GenAiOperations.EXECUTE_TOOL, GenAiOperations.EXECUTE_TOOL, null, "TOOL"),
    AGENT(GenAiOperations.INVOKE_AGENT, GenAiOperations.INVOKE_AGENT, null, "AGENT"),
    VECTOR_SEARCH(GenAiOperations.RETRIEVAL, GenAiOperations.RETRIEVAL, "vector_db", "RETRIEVER"),
    DATABASE("database", null, "database", "CHAIN"),
    HTTP("http", null, "http", "CHAIN"),
    DATA("data", null, "data", "CHAIN"),
    HUMAN("human", null, "human", "CHAIN");

    final String spanPrefix;
    final @Nullable String operationName;
    final @Nullable String spanKind;
    final String openInferenceKind;

    OperationType(
        String spanPrefix,
        @Nullable String operationName,
        @Nullable String spanKind,
        String openInferenceKind) {
      this.spanPrefix = spanPrefix;
      this.operationName = operationName;
      this.spanKind = spanKind;
      this.openInferenceKind = openInferenceKind;
    }
  }

  private ManualLogger() {}
}
