package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A library's own span about to end, to be corrected.
 *
 * <p>What the SDK lets nobody change on a span, such as taking an attribute away, is noted here and
 * applied when the span is exported. Used by the thread that ends the span alone.
 */
public final class AdoptedSpan {

  private final ReadWriteSpan span;
  private final Adoption adoption;
  private final @Nullable ModelSpan modelSpan;
  private final @Nullable String enclosingAgent;
  private final Set<String> removed = new HashSet<>();
  private @Nullable SpanKind kind;
  private @Nullable ModelResponse response;
  private @Nullable ModelRequest request;
  private boolean folded;

  AdoptedSpan(
      ReadWriteSpan span,
      Adoption adoption,
      @Nullable ModelSpan modelSpan,
      @Nullable String enclosingAgent) {
    this.span = span;
    this.adoption = adoption;
    this.modelSpan = modelSpan;
    this.enclosingAgent = enclosingAgent;
    this.folded = adoption.isFolded();
  }

  /** What {@link SpanAdopter#adopt} said. */
  public Adoption adoption() {
    return adoption;
  }

  /** Name as it is on the span now. */
  public String name() {
    return span.getName();
  }

  public SpanContext parent() {
    return span.getParentSpanContext();
  }

  /** Null when the span has no such attribute. */
  public <T> @Nullable T get(AttributeKey<T> key) {
    return removed.contains(key.getKey()) ? null : span.getAttribute(key);
  }

  /** Sets one attribute; null changes nothing. */
  public <T> AdoptedSpan set(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      removed.remove(key.getKey());
      span.setAttribute(key, value);
    }
    return this;
  }

  public AdoptedSpan remove(AttributeKey<?> key) {
    removed.add(key.getKey());
    return this;
  }

  /** Moves a value to another key, unless that one has a value already. */
  public <T> AdoptedSpan rename(AttributeKey<T> from, AttributeKey<T> to) {
    T value = get(from);
    if (value != null) {
      if (get(to) == null) {
        set(to, value);
      }
      remove(from);
    }
    return this;
  }

  /**
   * Moves the arguments or the result of a tool to the key the conventions have for it, masked and
   * cut; with content off it is taken away.
   *
   * @param fieldForText field that text which is no JSON object is put under
   */
  public AdoptedSpan toolContent(
      AttributeKey<String> from, AttributeKey<String> to, String fieldForText) {
    String value = get(from);
    if (value != null) {
      remove(from);
      removed.remove(to.getKey());
      ToolAttributes.putContent(span, to, value, fieldForText);
      if (!GenAiConfig.get().captureContent()) {
        remove(to);
      }
    }
    return this;
  }

  public AdoptedSpan name(String name) {
    span.updateName(name);
    return this;
  }

  public AdoptedSpan kind(SpanKind value) {
    kind = value;
    return this;
  }

  /** What the library's span says of the request beyond what {@link SpanAdopter#adopt} knew. */
  public AdoptedSpan requested(ModelRequest value) {
    request = value;
    return this;
  }

  /** What the library's span says of the answer; what was learned nearer to the wire wins. */
  public AdoptedSpan answered(ModelResponse value) {
    response = value;
    return this;
  }

  /** The tool answered that it failed; nothing was thrown. */
  public AdoptedSpan toolFailed() {
    set(TreelineAttributes.TOOL_IS_ERROR, true);
    if (get(CommonAttributes.ERROR_TYPE) == null) {
      set(CommonAttributes.ERROR_TYPE, "tool_error");
    }
    span.setStatus(StatusCode.ERROR);
    return this;
  }

  /**
   * Turns out to say nothing new. Only for a span without children: theirs may be exported already.
   */
  public AdoptedSpan fold() {
    folded = true;
    return this;
  }

  /** Puts on what every span of this kind has. */
  void complete() {
    String operation = adoption.operation();
    if (operation == null) {
      return;
    }
    if (modelSpan != null) {
      modelSpan.finishAdopted(request, response == null ? ModelResponse.EMPTY : response);
      return;
    }
    boolean tool = GenAiOperations.EXECUTE_TOOL.equals(operation);
    set(GenAiAttributes.OPERATION_NAME, operation);
    set(OpenInferenceAttributes.SPAN_KIND, tool ? "TOOL" : "AGENT");
    if (adoption.name() != null) {
      set(tool ? GenAiAttributes.TOOL_NAME : GenAiAttributes.AGENT_NAME, adoption.name());
    }
    String callId = tool ? get(GenAiAttributes.TOOL_CALL_ID) : null;
    if (callId != null) {
      ToolCallLedger.get().executed(callId, Context.root().with(Span.wrap(parent())));
    }
    if (enclosingAgent != null) {
      set(tool ? GenAiAttributes.AGENT_NAME : TreelineAttributes.AGENT_PARENT_NAME, enclosingAgent);
    }
  }

  /** Gives what this span knows to the call it is folded into. */
  void tell(ModelSpan outer) {
    if (request != null) {
      outer.enrich(request);
    }
    if (response != null) {
      outer.learn(response);
    }
  }

  SpanCorrection correction() {
    return new SpanCorrection(folded, Set.copyOf(removed), kind);
  }
}
