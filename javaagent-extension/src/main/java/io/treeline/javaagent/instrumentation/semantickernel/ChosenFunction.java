package io.treeline.javaagent.instrumentation.semantickernel;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function that the model chose, on its way to the function: the first to run takes it.
 */
final class ChosenFunction {

  private static final ContextKey<ChosenFunction> KEY =
      ContextKey.named("treeline-semantic-kernel-chosen");

  private static final OptionalMethod ID = OptionalMethod.named("getId");
  private static final OptionalMethod FUNCTION = OptionalMethod.named("getFunction");
  private static final OptionalMethod NAME = OptionalMethod.named("getName");
  private static final OptionalMethod ARGUMENTS = OptionalMethod.named("getArguments");

  private final @Nullable String id;
  private final String name;
  private final @Nullable String arguments;
  private final AtomicBoolean taken = new AtomicBoolean();

  private ChosenFunction(@Nullable String id, String name, @Nullable String arguments) {
    this.id = id;
    this.name = name;
    this.arguments = arguments;
  }

  /** Null when {@code call} cannot be read. */
  static @Nullable ChosenFunction of(@Nullable Object call) {
    Object function = FUNCTION.call(call);
    String name = NAME.text(function);
    return name == null ? null : new ChosenFunction(ID.text(call), name, ARGUMENTS.text(function));
  }

  /** What nobody has taken yet; null when there is nothing. */
  static @Nullable ChosenFunction take(Context context) {
    ChosenFunction chosen = context.get(KEY);
    return chosen != null && chosen.taken.compareAndSet(false, true) ? chosen : null;
  }

  Context storeIn(Context context) {
    return context.with(KEY, this);
  }

  @Nullable String id() {
    return id;
  }

  /** As the model knows it, with its plugin. */
  String name() {
    return name;
  }

  /** JSON text. */
  @Nullable String arguments() {
    return arguments;
  }
}
