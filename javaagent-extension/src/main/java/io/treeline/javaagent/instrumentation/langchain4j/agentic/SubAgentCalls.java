package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import dev.langchain4j.agentic.internal.AgentInvoker;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.HumanStep;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.javaagent.instrumentation.langchain4j.AgentContent;
import io.treeline.javaagent.instrumentation.langchain4j.LangChain4jTelemetry;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link AgentInvokerInstrumentation}'s advice does. */
public final class SubAgentCalls {

  private static final String HUMAN = "dev.langchain4j.agentic.workflow.HumanInTheLoop";
  private static final OptionalMethod AGENT_ID = OptionalMethod.named("agentId");
  private static final OptionalMethod NAMED_ARGUMENTS = OptionalMethod.named("namedArgs");

  private SubAgentCalls() {}

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(AgentInvoker invoker, Object[] arguments) {
    Context parent = Context.current();
    Workflow workflow = Workflow.in(parent);
    Method method = invoker.method();
    String name = AgentNames.given(invoker.name(), method);
    Workflow.Step step =
        workflow == null ? new Workflow.Step(null, 0) : workflow.step(invoker, name);
    if (method.getDeclaringClass().getName().equals(HUMAN)) {
      return askHuman(parent, invoker, name, arguments, step, workflow);
    }
    AgentRequest request =
        new AgentRequest(
            GenAiOperations.INVOKE_AGENT,
            name,
            AGENT_ID.text(invoker),
            invoker.description(),
            AgentContent.input(namedArguments(method, arguments)),
            attributes(step));
    AgentRun run = AgentRun.of(LangChain4jTelemetry.get().startAgent(parent, request), method);
    return new ActiveSubAgent(run, run.context().makeCurrent(), workflow, invoker);
  }

  public static void end(
      @Nullable Object call, @Nullable Object result, @Nullable Throwable thrown) {
    if (call instanceof ActiveHuman asked) {
      asked.end(result, thrown);
    }
    if (!(call instanceof ActiveSubAgent active)) {
      return;
    }
    active.scope.close();
    if (thrown != null) {
      if (active.workflow != null) {
        active.workflow.failed(active.invoker);
      }
      active.run.fail(cause(thrown));
    } else if (!active.run.isStreaming()) {
      active.run.end(AgentContent.output(result));
    }
  }

  private static Attributes attributes(Workflow.Step step) {
    AttributesBuilder attributes = Attributes.builder();
    if (step.iteration() != null) {
      attributes.put(TreelineAttributes.AGENT_ITERATION, step.iteration());
    }
    if (step.attempt() > 0) {
      attributes.put(TreelineAttributes.RETRY_ATTEMPT, step.attempt());
    }
    return attributes.build();
  }

  /** A person is no agent: the span is that of a question. */
  @SuppressWarnings("MustBeClosedChecker") // closed by end
  private static ActiveHuman askHuman(
      Context parent,
      AgentInvoker invoker,
      @Nullable String name,
      Object[] arguments,
      Workflow.Step step,
      @Nullable Workflow workflow) {
    Map<String, Object> asked = namedArguments(invoker.method(), arguments);
    HumanStep human =
        LangChain4jTelemetry.get()
            .startHumanStep(parent, "input", name, asked.isEmpty() ? null : asked);
    human.set(GenAiAttributes.AGENT_DESCRIPTION, invoker.description());
    human.set(TreelineAttributes.AGENT_ITERATION, step.iteration());
    if (step.attempt() > 0) {
      human.set(TreelineAttributes.RETRY_ATTEMPT, step.attempt());
    }
    return new ActiveHuman(human, human.makeCurrent(), workflow, invoker);
  }

  /** By name where the version tells names, else by position. */
  private static Map<String, Object> namedArguments(Method method, Object[] arguments) {
    Map<String, Object> named = new LinkedHashMap<>();
    Object last = arguments.length == 0 ? null : arguments[arguments.length - 1];
    if (last instanceof Object[] positional) {
      for (int i = 0; i < positional.length && i < method.getParameterCount(); i++) {
        if (positional[i] != null) {
          named.put(method.getParameters()[i].getName(), positional[i]);
        }
      }
    } else if (NAMED_ARGUMENTS.call(last) instanceof Map<?, ?> byName) {
      byName.forEach(
          (name, value) -> {
            // The scope itself is what all agents share, not what this one is asked.
            if (value != null
                && !String.valueOf(name).equals("@AgenticScope")
                && !String.valueOf(name).equals("@MemoryId")) {
              named.put(String.valueOf(name), value);
            }
          });
    }
    return named;
  }

  /** What went wrong in the agent, without the wrappers of the call by reflection. */
  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null
        && (cause instanceof InvocationTargetException
            || cause.getClass().getName().endsWith(".AgentInvocationException")
            || cause instanceof java.lang.reflect.UndeclaredThrowableException)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private record ActiveHuman(
      HumanStep step, Scope scope, @Nullable Workflow workflow, Object invoker) {

    void end(@Nullable Object answer, @Nullable Throwable thrown) {
      scope.close();
      if (thrown == null) {
        step.end(null, answer);
        return;
      }
      if (workflow != null) {
        workflow.failed(invoker);
      }
      step.fail(cause(thrown));
    }
  }

  private record ActiveSubAgent(
      AgentRun run, Scope scope, @Nullable Workflow workflow, Object invoker) {}
}
