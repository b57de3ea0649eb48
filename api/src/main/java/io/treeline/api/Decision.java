package io.treeline.api;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision that code made, or read out of a model's answer.
 *
 * <pre>{@code
 * Decision.of("route").alternatives("refund", "escalate").chosen("refund")
 *     .rationale("amount below the limit").mark();
 * }</pre>
 */
public final class Decision {

  private final String type;
  private final List<String> offered = new ArrayList<>();
  private final List<String> chosen = new ArrayList<>();
  private @Nullable Object rationale;

  private Decision(String type) {
    this.type = type;
  }

  /**
   * Begins to describe a decision.
   *
   * @param type {@code tool_select}, {@code route}, {@code handoff}, {@code stop} or a word of your
   *     own
   */
  public static Decision of(@Nullable String type) {
    return new Decision(Quiet.orElse(type, "type of a decision", "decision"));
  }

  /** Names of what was on offer, what was chosen included or not. */
  public Decision alternatives(String... names) {
    return alternatives(Arrays.asList(names));
  }

  /** Names of what was on offer, what was chosen included or not. */
  public Decision alternatives(Collection<String> names) {
    names.stream().filter(Objects::nonNull).forEach(offered::add);
    return this;
  }

  /** Names of what was chosen, in order. */
  public Decision chosen(String... names) {
    Arrays.stream(names).filter(Objects::nonNull).forEach(chosen::add);
    return this;
  }

  /** Why. Content: left out when content is not to be kept. */
  public Decision rationale(@Nullable Object why) {
    rationale = why;
    return this;
  }

  /** Puts the decision on the present span, as an event. Without a span it is lost. */
  public void mark() {
    Quiet.run("marking a decision", () -> mark(Span.current()));
  }

  private void mark(Span span) {
    if (!span.isRecording()) {
      Quiet.misuse("a decision was marked outside of any span: type was " + type);
      return;
    }
    List<String> all = new ArrayList<>(offered);
    chosen.stream().filter(name -> !all.contains(name)).forEach(all::add);
    AttributesBuilder attributes =
        Attributes.builder()
            .put(TreelineAttributes.DECISION_TYPE, type)
            .put(TreelineAttributes.DECISION_OFFERED, all)
            .put(TreelineAttributes.DECISION_CHOSEN, chosen);
    String why = Telemetry.content(rationale);
    if (why != null) {
      attributes.put(TreelineAttributes.DECISION_RATIONALE, why);
    }
    span.addEvent(TreelineAttributes.DECISION_EVENT, attributes.build());
  }
}
