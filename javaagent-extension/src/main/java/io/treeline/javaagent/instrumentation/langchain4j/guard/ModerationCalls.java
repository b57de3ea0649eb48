package io.treeline.javaagent.instrumentation.langchain4j.guard;

import dev.langchain4j.model.moderation.Moderation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GuardrailCheck;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.javaagent.instrumentation.langchain4j.LangChain4jTelemetry;
import io.treeline.semconv.GenAiAttributes;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@link ModerationModelInstrumentation}'s advice does. */
public final class ModerationCalls {

  private static final ContextKey<Boolean> MODERATING =
      ContextKey.named("treeline-lc4j-moderation");

  private static final OptionalMethod MODEL_NAME = OptionalMethod.named("modelName");
  private static final OptionalField MODEL_NAME_FIELD = OptionalField.named("modelName");
  private static final OptionalMethod TEXTS = OptionalMethod.named("texts");
  private static final OptionalMethod SINGLE_TEXT = OptionalMethod.named("singleText");
  private static final OptionalMethod TEXT = OptionalMethod.named("text");
  private static final OptionalMethod CONTENT = OptionalMethod.named("content");
  private static final OptionalMethod MODERATION = OptionalMethod.named("moderation");

  private ModerationCalls() {}

  /**
   * A model is asked.
   *
   * @param request a text, messages, or the later versions' request
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(Object model, @Nullable Object request) {
    Context parent = Context.current();
    if (parent.get(MODERATING) != null) {
      return null;
    }
    GuardrailCheck check =
        LangChain4jTelemetry.get()
            .startGuardrail(
                parent,
                "moderation",
                "input",
                GenAiConfig.get().captureContent() ? read(request) : null);
    check.set(GenAiAttributes.REQUEST_MODEL, modelName(model, request));
    return new Active(check, check.context().with(MODERATING, true).makeCurrent());
  }

  public static void end(
      @Nullable Object call, @Nullable Object response, @Nullable Throwable thrown) {
    if (!(call instanceof Active active)) {
      return;
    }
    active.scope.close();
    if (thrown != null) {
      active.check.fail(thrown);
      return;
    }
    Object moderation = MODERATION.call(response);
    if (moderation == null) {
      moderation = CONTENT.call(response);
    }
    if (!(moderation instanceof Moderation verdict)) {
      active.check.fail(new IllegalStateException("the model gave no verdict"));
      return;
    }
    active.check.end(
        verdict.flagged() ? "failed" : "passed",
        verdict.flagged() ? verdict.flaggedText() : null,
        null);
  }

  private static @Nullable String modelName(Object model, @Nullable Object request) {
    String name = MODEL_NAME.text(request);
    if (name == null) {
      name = MODEL_NAME.text(model);
    }
    if (name == null || name.equals("unknown")) {
      name = MODEL_NAME_FIELD.get(model) instanceof String field ? field : null;
    }
    return name;
  }

  private static @Nullable String read(@Nullable Object request) {
    try {
      Object texts = TEXTS.call(request);
      Object checked = texts == null ? request : texts;
      return checked instanceof Collection<?> several
          ? several.stream().map(ModerationCalls::text).collect(Collectors.joining("\n"))
          : text(checked);
    } catch (Throwable e) {
      Failures.record("langchain4j moderation", e);
      return null;
    }
  }

  /** Of a text, a segment, a prompt or a message. */
  private static String text(@Nullable Object value) {
    if (value == null || value instanceof String) {
      return value == null ? "" : value.toString();
    }
    String text = SINGLE_TEXT.text(value);
    if (text == null) {
      text = TEXT.text(value);
    }
    return text == null ? value.toString() : text;
  }

  private record Active(GuardrailCheck check, Scope scope) {}
}
