package io.opentelemetry.javaagent.treeline.genai;

import io.treeline.semconv.GenAiOperations;
import org.jspecify.annotations.Nullable;

/**
 * What a library's own span stands for.
 *
 * @param operation value of {@code gen_ai.operation.name}; null for a span that is none of these
 * @param name of the agent or tool; null when unknown or for a model call
 * @param request what is known of a model call at its start; null for anything else
 * @param isFolded whether the span only repeats what another one says
 */
public record Adoption(
    @Nullable String operation,
    @Nullable String name,
    @Nullable ModelRequest request,
    boolean isFolded) {

  private static final Adoption PLAIN = new Adoption(null, null, null, false);
  private static final Adoption FOLDED = new Adoption(null, null, null, true);

  /**
   * A call of a model. What calls a model inside of it joins it, as it would join a call of ours;
   * when it is itself inside of an open call of the same kind, it is folded into that one.
   */
  public static Adoption modelCall(ModelRequest request) {
    return new Adoption(request.operation(), null, request, false);
  }

  /** The execution of a tool. Model calls inside it have spans of their own. */
  public static Adoption tool(@Nullable String name) {
    return new Adoption(GenAiOperations.EXECUTE_TOOL, name, null, false);
  }

  /** The run of an agent. Model calls inside it have spans of their own. */
  public static Adoption agent(@Nullable String name) {
    return new Adoption(GenAiOperations.INVOKE_AGENT, name, null, false);
  }

  /** Anything else that is worth correcting when it ends. */
  public static Adoption plain() {
    return PLAIN;
  }

  /** Says nothing new: it is not exported, and its children become its parent's. */
  public static Adoption folded() {
    return FOLDED;
  }
}
