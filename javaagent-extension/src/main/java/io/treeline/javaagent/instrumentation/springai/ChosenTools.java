package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.model.tool.ToolExecutionResult;

/**
 * The tools a model chose, while Spring AI runs them: what {@link ToolManagerInstrumentation}'s
 * advice does. Knows the ids that Spring AI 1 keeps from its observations, and the tools that were
 * not run because a limit was reached.
 */
public final class ChosenTools {

  private static final ContextKey<ChosenTools> KEY = ContextKey.named("treeline-spring-ai-chosen");

  private final List<AssistantMessage.ToolCall> waiting = new ArrayList<>();

  private ChosenTools() {}

  /**
   * The tools that an answer chose are about to be run.
   *
   * @return what {@link #end} needs
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(@Nullable ChatResponse response) {
    if (response == null) {
      return null;
    }
    Context current = Context.current();
    ChatWork request = ChatWork.in(current);
    if (request != null) {
      request.toolsChosen(response);
    }
    ChosenTools chosen = new ChosenTools();
    try {
      for (Generation generation : response.getResults()) {
        chosen.waiting.addAll(generation.getOutput().getToolCalls());
      }
    } catch (Throwable e) {
      Failures.record("spring-ai chosen tools", e);
    }
    Context place = OpenWork.placeOf(current, null);
    return new Running(
        chosen, place, ContinuedRequests.leave(place).with(KEY, chosen).makeCurrent());
  }

  /** The tools were run, or one of them threw, or a limit was reached. */
  public static void end(
      @Nullable Object entered, @Nullable ToolExecutionResult result, @Nullable Throwable thrown) {
    if (!(entered instanceof Running running)) {
      return;
    }
    running.scope.close();
    AgentRun run = AgentRun.in(running.place);
    if (thrown != null
        && thrown.getClass().getSimpleName().equals("ToolCallLimitExceededException")) {
      if (run != null) {
        run.stopped("max_iterations");
      }
      running.chosen.refuse(running.place, thrown);
    } else if (result != null) {
      if (result.returnDirect() && run != null) {
        run.stopped("tool_result");
      }
      running.chosen.refuse(running.place, result);
    }
  }

  /** Id of the first call of this tool with these arguments that was not taken yet. */
  static @Nullable String take(Context context, String name, @Nullable String arguments) {
    ChosenTools chosen = context.get(KEY);
    return chosen == null ? null : chosen.take(name, arguments);
  }

  static void executed(Context context, String callId) {
    ChosenTools chosen = context.get(KEY);
    if (chosen != null) {
      synchronized (chosen.waiting) {
        chosen.waiting.removeIf(call -> callId.equals(call.id()));
      }
    }
  }

  private @Nullable String take(String name, @Nullable String arguments) {
    synchronized (waiting) {
      for (AssistantMessage.ToolCall call : waiting) {
        if (call.name().equals(name) && Objects.equals(call.arguments(), arguments)) {
          waiting.remove(call);
          return call.id();
        }
      }
      for (AssistantMessage.ToolCall call : waiting) {
        if (call.name().equals(name)) {
          waiting.remove(call);
          return call.id();
        }
      }
      return null;
    }
  }

  /** The call that broke the limit gets a span that says so; the rest was not even looked at. */
  private void refuse(Context place, Throwable limit) {
    synchronized (waiting) {
      if (!waiting.isEmpty()) {
        AssistantMessage.ToolCall call = waiting.remove(0);
        SpringAiTelemetry.get()
            .startTool(place, ToolRequest.function(call.name(), call.id(), call.arguments()))
            .fail(limit);
      }
    }
  }

  /** Calls that were answered, but not run: their answer tells the model of a limit. */
  private void refuse(Context place, ToolExecutionResult result) {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        return;
      }
      List<Message> history = result.conversationHistory();
      if (history.isEmpty()
          || !(history.get(history.size() - 1) instanceof ToolResponseMessage answers)) {
        return;
      }
      for (ToolResponseMessage.ToolResponse answer : answers.getResponses()) {
        for (AssistantMessage.ToolCall call : List.copyOf(waiting)) {
          if (call.id() != null && call.id().equals(answer.id())) {
            waiting.remove(call);
            SpringAiTelemetry.get()
                .startTool(place, ToolRequest.function(call.name(), call.id(), call.arguments()))
                .endAsError(answer.responseData());
          }
        }
      }
    }
  }

  private record Running(ChosenTools chosen, Context place, Scope scope) {}
}
