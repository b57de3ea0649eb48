package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.ErrorSource;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.McpAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a span went. The first evidence of a failure counts, in the order of {@link ErrorSource}:
 *
 * <ol>
 *   <li>the status is ERROR, or the span says {@code error.type}, or Langfuse's level is ERROR
 *   <li>an exception was recorded and left the span
 *   <li>HTTP answered 400 or above
 *   <li>MCP said {@code isError}
 *   <li>the tool's answer says that it failed, see {@link ToolResult}
 *   <li>the model stopped for a reason that broke the step, see {@link BrokenAnswer}
 * </ol>
 *
 * A status of OK overrules exceptions and HTTP, which were dealt with then. It does not overrule
 * what a tool or a model answered: instrumentations set it for every call that threw nothing.
 *
 * @param errorType null when the span is not in error, or nobody gave the error a type
 * @param errorSource null exactly when the span is not in error
 * @param emptyResult whether a tool worked and found nothing, which is no error
 */
record Outcome(
    SpanStatus status,
    @Nullable String errorType,
    @Nullable ErrorSource errorSource,
    boolean emptyResult) {

  private static final String TOOL_ERROR = "tool_error";

  private static final Set<OperationKind> ASKED_FOR_SOMETHING =
      Set.of(OperationKind.TOOL, OperationKind.MCP, OperationKind.RETRIEVER);

  static Outcome of(int code, AttributeReader in, SpanDraft draft, List<SpanEvent> events) {
    SpanStatus sent = code == 1 ? SpanStatus.OK : code == 2 ? SpanStatus.ERROR : SpanStatus.UNSET;
    ToolResult result = toolResult(draft);
    Outcome answered = answered(in, draft, result);
    if (sent == SpanStatus.ERROR) {
      String type = type(in, events);
      return error(
          ErrorSource.STATUS, type == null && answered != null ? answered.errorType() : type);
    }
    Outcome failed = sent == SpanStatus.UNSET ? unsettled(in, draft, events) : null;
    if (failed != null) {
      return failed;
    }
    if (answered != null) {
      return answered;
    }
    boolean nothing = result.verdict() == ToolResult.Verdict.EMPTY || isNotFound(in, draft, sent);
    return new Outcome(sent, null, null, nothing);
  }

  /** What counts as long as nobody said that the span is OK. */
  private static @Nullable Outcome unsettled(
      AttributeReader in, SpanDraft draft, List<SpanEvent> events) {
    boolean langfuse = "ERROR".equals(in.fact("langfuse.observation.level"));
    if (langfuse || in.fact(CommonAttributes.ERROR_TYPE.getKey()) != null) {
      return error(ErrorSource.STATUS, type(in, events));
    }
    if (events.stream().anyMatch(Outcome::isUnhandled)) {
      return error(ErrorSource.EXCEPTION, type(in, events));
    }
    BigDecimal http = httpStatus(in);
    return http != null && http.intValue() >= 400 && !isNotFound(in, draft, SpanStatus.UNSET)
        ? error(ErrorSource.HTTP, http.toBigInteger().toString())
        : null;
  }

  private static @Nullable Outcome answered(
      AttributeReader in, SpanDraft draft, ToolResult result) {
    boolean mcp = draft.kind == OperationKind.MCP || in.has(McpAttributes.METHOD_NAME.getKey());
    String type = result.errorType() == null ? TOOL_ERROR : result.errorType();
    boolean flagged = in.isTrue(TreelineAttributes.TOOL_IS_ERROR.getKey());
    if (result.verdict() == ToolResult.Verdict.FAILED_BY_FLAG || flagged) {
      return error(mcp ? ErrorSource.MCP : ErrorSource.TOOL_RESULT, type);
    }
    if (result.verdict() == ToolResult.Verdict.FAILED) {
      return error(ErrorSource.TOOL_RESULT, type);
    }
    String broken =
        draft.kind == OperationKind.LLM
            ? BrokenAnswer.errorType(draft.finishReasons, draft.outputMessages, isStructured(in))
            : null;
    return broken == null ? null : error(ErrorSource.FINISH_REASON, broken);
  }

  private static ToolResult toolResult(SpanDraft draft) {
    if (draft.kind == OperationKind.RETRIEVER) {
      return ToolResult.of(draft.output);
    }
    boolean tool = draft.kind == OperationKind.TOOL || draft.kind == OperationKind.MCP;
    return ToolResult.of(tool ? draft.toolResult : null);
  }

  private static Outcome error(ErrorSource source, @Nullable String type) {
    return new Outcome(SpanStatus.ERROR, type, source, false);
  }

  /** {@code error.type}, else the type of the first exception that left the span. */
  private static @Nullable String type(AttributeReader in, List<SpanEvent> events) {
    String sent = in.fact(CommonAttributes.ERROR_TYPE.getKey());
    for (int i = 0; sent == null && i < events.size(); i++) {
      JsonNode type = events.get(i).attributes().get(CommonAttributes.EXCEPTION_TYPE.getKey());
      String name = type == null || !type.isTextual() ? "" : type.textValue();
      sent = !name.isEmpty() && isUnhandled(events.get(i)) ? name : null;
    }
    return sent;
  }

  private static boolean isUnhandled(SpanEvent event) {
    JsonNode escaped = event.attributes().get("exception.escaped");
    boolean handled = escaped != null && "false".equalsIgnoreCase(escaped.asText());
    return !handled
        && (event.name().equals("exception")
            || event.attributes().containsKey(CommonAttributes.EXCEPTION_TYPE.getKey()));
  }

  /** A tool that asked and was told 404. */
  private static boolean isNotFound(AttributeReader in, SpanDraft draft, SpanStatus status) {
    BigDecimal http = httpStatus(in);
    return status == SpanStatus.UNSET
        && http != null
        && http.intValue() == 404
        && ASKED_FOR_SOMETHING.contains(draft.kind);
  }

  private static @Nullable BigDecimal httpStatus(AttributeReader in) {
    return in.number(CommonAttributes.HTTP_RESPONSE_STATUS_CODE.getKey(), "http.status_code");
  }

  private static boolean isStructured(AttributeReader in) {
    String format =
        in.fact(
            GenAiAttributes.OUTPUT_TYPE.getKey(),
            "gen_ai.openai.request.response_format",
            "gen_ai.request.response_format");
    return format != null && format.startsWith("json");
  }
}
