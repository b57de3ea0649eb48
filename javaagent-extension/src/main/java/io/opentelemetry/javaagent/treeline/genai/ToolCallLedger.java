package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which tools models chose, so that one an application runs by hand becomes a span when
 * its result comes back with the next request.
 *
 * <p>Bounded in entries and in characters; the oldest choice is forgotten first. Ids are not unique
 * in the world (some servers number their calls), so a choice of the same trace is preferred, and
 * one of another trace counts only within the same session, or without any when it is the only one.
 * Guarded by {@code this}.
 */
final class ToolCallLedger {

  static final int MAX_CHOICES = 2048;
  private static final long MAX_CHARACTERS = 4L << 20;
  private static final ToolCallLedger INSTANCE = new ToolCallLedger();

  /** All choices, oldest first. */
  private final Set<Choice> choices = new LinkedHashSet<>();

  /** The choices of one id, oldest first; none are empty. */
  private final Map<String, Set<Choice>> byCallId = new LinkedHashMap<>();

  /** The latest execution with a span of its own, by call id. */
  private final Map<String, Execution> executions = new LinkedHashMap<>();

  private long characters;

  static ToolCallLedger get() {
    return INSTANCE;
  }

  /**
   * A model chose tools. Call it when the span has ended.
   *
   * @param startNanos {@code System.nanoTime()} at the start of the model call
   */
  void chosen(Span span, Context parent, long startNanos, List<ToolCall> calls) {
    long endEpochNanos = SpanTimes.endEpochNanos(span);
    GenAiConfig config = GenAiConfig.get();
    for (ToolCall call : calls) {
      if (call.id() == null) {
        continue;
      }
      String arguments =
          call.arguments() == null || !config.captureContent()
              ? null
              : new ContentJson(config.maxContentLength()).object(call.arguments(), "input");
      Choice choice =
          new Choice(
              call.id(),
              call.name(),
              arguments,
              endEpochNanos,
              span.getSpanContext(),
              Span.fromContext(parent).getSpanContext(),
              SessionContext.from(parent).id());
      remember(choice, startNanos);
    }
  }

  /** A tool with this call id has a span of its own: nothing is to be inferred. */
  void executed(String callId, Context context) {
    SpanContext near = Span.fromContext(context).getSpanContext();
    synchronized (this) {
      Choice choice = find(callId, near, SessionContext.from(context).id());
      if (choice != null) {
        forget(choice);
      }
      executions.put(callId, new Execution(System.nanoTime(), near.getTraceId()));
      if (executions.size() > MAX_CHOICES) {
        Iterator<String> oldest = executions.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  /**
   * As {@link #executed}, for a tool whose call id is not known: the oldest choice of its trace.
   */
  synchronized void executedByName(String name, SpanContext near) {
    for (Choice choice : choices) {
      if (choice.name.equals(name) && choice.span.getTraceId().equals(near.getTraceId())) {
        forget(choice);
        return;
      }
    }
  }

  /** Makes spans of the tools whose results {@code request}, just begun, brings back. */
  void infer(Tracer tracer, Span request, Context parent, List<ToolResult> results) {
    for (ToolResult result : results) {
      try {
        Choice choice =
            take(result.callId(), request.getSpanContext(), SessionContext.from(parent).id());
        if (choice != null) {
          inferOne(tracer, request, parent, choice, result);
        }
      } catch (RuntimeException e) {
        Failures.record("inferred tool", e);
      }
    }
  }

  private static void inferOne(
      Tracer tracer, Span request, Context parent, Choice choice, ToolResult result) {
    ToolRequest tool = ToolRequest.function(choice.name, choice.callId, choice.arguments);
    RecoveryScope scope = RecoveryScope.of(parent);
    Recovery recovery =
        scope == null ? null : scope.toolStarting(tool.name(), tool.callId(), tool.argumentsHash());
    Span span =
        ToolAttributes.spanBuilder(tracer, tool)
            .setParent(beside(choice, parent))
            .setStartTimestamp(choice.endEpochNanos, TimeUnit.NANOSECONDS)
            .addLink(choice.span)
            .setAttribute(TreelineAttributes.INFERRED, true)
            .startSpan();
    Recovery.begin(span, recovery);
    String agent = AgentInvocation.enclosingAgent(parent);
    if (agent != null) {
      span.setAttribute(GenAiAttributes.AGENT_NAME, agent);
    }
    if (choice.arguments != null) {
      span.setAttribute(GenAiAttributes.TOOL_CALL_ARGUMENTS, choice.arguments);
    }
    ToolAttributes.putContent(span, GenAiAttributes.TOOL_CALL_RESULT, result.result(), "result");
    if (result.isError()) {
      ToolAttributes.putError(span);
      ToolAttributes.failed(
          span, scope, recovery, tool, ToolAttributes.TOOL_ERROR, result.result());
    } else {
      Recovery.end(span, recovery, false);
    }
    span.end(
        Math.max(choice.endEpochNanos, SpanTimes.startEpochNanos(request)), TimeUnit.NANOSECONDS);
  }

  /**
   * The tool stands beside the model calls. Calls without a parent are each a trace of their own:
   * then the tool goes under the call that chose it rather than into a third trace.
   */
  private static Context beside(Choice choice, Context parent) {
    if (Span.fromContext(parent).getSpanContext().isValid()) {
      return parent;
    }
    return parent.with(Span.wrap(choice.parent.isValid() ? choice.parent : choice.span));
  }

  private synchronized void remember(Choice choice, long startNanos) {
    Execution executed = executions.get(choice.callId);
    if (executed != null && executed.startNanos - startNanos >= 0) {
      // Run while the answer was still streaming.
      return;
    }
    choices.add(choice);
    byCallId.computeIfAbsent(choice.callId, id -> new LinkedHashSet<>()).add(choice);
    characters += choice.characters();
    while (choices.size() > MAX_CHOICES || (characters > MAX_CHARACTERS && choices.size() > 1)) {
      forget(choices.iterator().next());
    }
  }

  private synchronized @Nullable Choice take(
      String callId, SpanContext near, @Nullable String session) {
    Choice choice = find(callId, near, session);
    Execution executed = executions.get(callId);
    if (choice != null
        && executed != null
        && executed.traceId.equals(near.getTraceId())
        && !choice.span.getTraceId().equals(near.getTraceId())) {
      // Executed here; that choice is another trace's, which happens to have the same id.
      return null;
    }
    if (choice != null) {
      forget(choice);
    }
    return choice;
  }

  private @Nullable Choice find(String callId, SpanContext near, @Nullable String session) {
    Set<Choice> live = byCallId.getOrDefault(callId, Set.of());
    Choice newest = null;
    for (Choice choice : live) {
      if (choice.span.getTraceId().equals(near.getTraceId())) {
        return choice;
      }
      if (session == null
          ? choice.session == null && live.size() == 1
          : session.equals(choice.sessionOrTrace())) {
        newest = choice;
      }
    }
    return newest;
  }

  private void forget(Choice choice) {
    choices.remove(choice);
    characters -= choice.characters();
    Set<Choice> same = byCallId.get(choice.callId);
    if (same != null && same.remove(choice) && same.isEmpty()) {
      byCallId.remove(choice.callId);
    }
  }

  private record Execution(long startNanos, String traceId) {}

  /** One chosen tool; compared by identity. */
  private static final class Choice {
    final String callId;
    final String name;
    final @Nullable String arguments;
    final long endEpochNanos;
    final SpanContext span;
    final SpanContext parent;
    final @Nullable String session;

    Choice(
        String callId,
        String name,
        @Nullable String arguments,
        long endEpochNanos,
        SpanContext span,
        SpanContext parent,
        @Nullable String session) {
      this.callId = callId;
      this.name = name;
      this.arguments = arguments;
      this.endEpochNanos = endEpochNanos;
      this.span = span;
      this.parent = parent;
      this.session = session;
    }

    /** What stands for the session of a call that was given none: its trace. */
    String sessionOrTrace() {
      return session != null ? session : span.getTraceId();
    }

    int characters() {
      return callId.length() + name.length() + (arguments == null ? 0 : arguments.length());
    }
  }
}
