package io.treeline.javaagent.instrumentation.langchain4j.guard;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GuardrailCheck;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.javaagent.instrumentation.langchain4j.LangChain4jTelemetry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link GuardrailInstrumentation}'s advice does. By name: 1.0 has no guardrails. */
public final class GuardrailCalls {

  private static final OptionalMethod USER_MESSAGE = OptionalMethod.named("userMessage");
  private static final OptionalMethod SINGLE_TEXT = OptionalMethod.named("singleText");
  private static final OptionalMethod RESPONSE = OptionalMethod.named("responseFromLLM");
  private static final OptionalMethod AI_MESSAGE = OptionalMethod.named("aiMessage");
  private static final OptionalMethod TEXT = OptionalMethod.named("text");
  private static final OptionalMethod IS_SUCCESS = OptionalMethod.named("isSuccess");
  private static final OptionalMethod IS_FATAL = OptionalMethod.named("isFatal");
  private static final OptionalMethod IS_REPROMPT = OptionalMethod.named("isReprompt");
  private static final OptionalMethod IS_RETRY = OptionalMethod.named("isRetry");
  private static final OptionalMethod REWRITTEN = OptionalMethod.named("hasRewrittenResult");
  private static final OptionalMethod SUCCESSFUL_TEXT = OptionalMethod.named("successfulText");
  private static final OptionalMethod REPROMPT = OptionalMethod.named("getReprompt");
  private static final OptionalMethod FAILURES = OptionalMethod.named("failures");
  private static final OptionalMethod MESSAGE = OptionalMethod.named("message");

  private GuardrailCalls() {}

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(
      Object executor, @Nullable Object request, @Nullable Object guardrail) {
    if (guardrail == null) {
      return null;
    }
    boolean input = executor.getClass().getSimpleName().startsWith("Input");
    String name = guardrail.getClass().getSimpleName();
    boolean nameless = name.isEmpty() || guardrail.getClass().isHidden();
    GuardrailCheck check =
        LangChain4jTelemetry.get()
            .startGuardrail(
                Context.current(),
                nameless ? (input ? "input" : "output") : name,
                input ? "input" : "output",
                GenAiConfig.get().captureContent() ? checked(request, input) : null);
    return new Active(check, check.makeCurrent());
  }

  public static void end(
      @Nullable Object call, @Nullable Object result, @Nullable Throwable thrown) {
    if (!(call instanceof Active active)) {
      return;
    }
    active.scope.close();
    if (thrown != null || result == null) {
      active.check.fail(
          thrown == null ? new IllegalStateException("the guardrail gave no verdict") : thrown);
      return;
    }
    String verdict = verdict(result);
    Object replacement = null;
    if (verdict.equals("rewritten")) {
      replacement = SUCCESSFUL_TEXT.text(result);
    } else if (verdict.equals("reprompt")
        && REPROMPT.call(result) instanceof Optional<?> prompt
        && prompt.isPresent()) {
      replacement = prompt.get();
    }
    active.check.end(verdict, reason(result), replacement);
  }

  private static String verdict(Object result) {
    if (isTrue(IS_SUCCESS, result)) {
      return isTrue(REWRITTEN, result) ? "rewritten" : "passed";
    }
    // A demand to try again is fatal as well: the guardrails behind it are not asked.
    if (isTrue(IS_REPROMPT, result)) {
      return "reprompt";
    }
    if (isTrue(IS_RETRY, result)) {
      return "retry";
    }
    return isTrue(IS_FATAL, result) ? "fatal" : "failed";
  }

  private static @Nullable String reason(Object result) {
    return FAILURES.call(result) instanceof List<?> failures && !failures.isEmpty()
        ? MESSAGE.text(failures.get(0))
        : null;
  }

  private static @Nullable String checked(@Nullable Object request, boolean input) {
    return input
        ? SINGLE_TEXT.text(USER_MESSAGE.call(request))
        : TEXT.text(AI_MESSAGE.call(RESPONSE.call(request)));
  }

  private static boolean isTrue(OptionalMethod method, Object result) {
    return Boolean.TRUE.equals(method.call(result));
  }

  private record Active(GuardrailCheck check, Scope scope) {}
}
