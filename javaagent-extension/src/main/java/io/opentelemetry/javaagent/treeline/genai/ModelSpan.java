package io.opentelemetry.javaagent.treeline.genai;

import static io.treeline.semconv.GenAiAttributes.OPERATION_NAME;
import static io.treeline.semconv.GenAiAttributes.PROVIDER_NAME;
import static io.treeline.semconv.GenAiAttributes.REQUEST_MODEL;
import static io.treeline.semconv.GenAiAttributes.REQUEST_STREAM;
import static io.treeline.semconv.GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The span of one logical call of a model, shared by all layers the call passes through.
 *
 * <p>What layers nearer to the wire learned is kept apart and wins over what the owner says. All
 * mutable state is guarded by {@code this}.
 */
final class ModelSpan {

  /** The model call a context is in the middle of; {@link #NONE} under a tool or an agent. */
  private static final ContextKey<Object> CURRENT = ContextKey.named("treeline-genai-model-call");

  private static final Object NONE = new Object();

  private final GenAiTelemetry telemetry;
  private final Context caller;
  private final Context parent;
  private final Context context;
  private final Span span;
  private final long startNanos = System.nanoTime();
  private final @Nullable ChainedResponse previous;

  private ModelRequest request;
  private ModelResponse learned = ModelResponse.EMPTY;
  private @Nullable Long firstContentNanos;
  private @Nullable String attemptFailure;
  private int retries;
  private @Nullable Recovery recovery;
  private boolean failed;
  private boolean ended;

  /** Calls of layers beneath that joined: those that go on, and those that are over. */
  private int openInside;

  private int endedInside;
  private boolean failedInside;

  /** Whether calls beyond the first have spans of their own. */
  private boolean wrapsSeveral;

  private ModelSpan(
      GenAiTelemetry telemetry,
      Context caller,
      Context parent,
      Span span,
      ModelRequest request,
      @Nullable ChainedResponse previous) {
    this.telemetry = telemetry;
    this.caller = caller;
    this.parent = parent;
    this.span = span;
    this.request = request;
    this.previous = previous;
    this.context = parent.with(span).with(CURRENT, this);
  }

  /** For the inside of a tool or an agent, whose model calls have spans of their own. */
  static Context leave(Context context) {
    return context.get(CURRENT) == null && !AdoptedSpans.anyOpen()
        ? context
        : context.with(CURRENT, NONE);
  }

  /**
   * The call {@code context} is in the middle of; null when there is none.
   *
   * @param operation only a call of this operation counts; null for any
   */
  static @Nullable ModelSpan openIn(Context context, @Nullable String operation) {
    ModelSpan outer = nearest(context);
    return outer != null && outer.accepts(operation) ? outer : null;
  }

  /** A library's own span that is current is nearer than what was put into the context before. */
  private static @Nullable ModelSpan nearest(Context context) {
    AdoptedSpans.Open within = AdoptedSpans.in(context, false);
    if (within != null && (within.modelSpan() != null || within.isBoundary())) {
      return within.modelSpan();
    }
    Object ours = context.get(CURRENT);
    if (ours != null) {
      return ours instanceof ModelSpan outer ? outer : null;
    }
    AdoptedSpans.Open above = AdoptedSpans.in(context, true);
    return above == null ? null : above.modelSpan();
  }

  static ModelSpan start(GenAiTelemetry telemetry, Context caller, ModelRequest request) {
    McpContent.modelCallStarted(caller);
    ChainedResponse previous = ResponseChain.previous(request);
    Context parent = Sessions.enter(caller, request.callerSession(), previous);
    SpanBuilder builder =
        telemetry
            .tracer()
            .spanBuilder(spanName(request))
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAllAttributes(request.attributes())
            .setAttribute(OPERATION_NAME, request.operation())
            .setAttribute(OpenInferenceAttributes.SPAN_KIND, kindOf(request));
    String provider = request.provider() != null ? request.provider() : telemetry.defaultProvider();
    if (provider != null) {
      builder.setAttribute(PROVIDER_NAME, provider);
    }
    if (request.model() != null) {
      builder.setAttribute(REQUEST_MODEL, request.model());
    }
    if (request.streaming()) {
      builder.setAttribute(REQUEST_STREAM, true);
    }
    if (previous != null) {
      previous.putTo(builder, request);
    }
    ModelSpan started =
        new ModelSpan(telemetry, caller, parent, builder.startSpan(), request, previous);
    ToolCallLedger.get().infer(telemetry.tracer(), started.span, parent, request.toolResults());
    started.beginRecovery();
    return started;
  }

  /** A call whose span a library made itself, and ends itself. */
  static ModelSpan adopt(
      GenAiTelemetry telemetry, Context caller, Span span, ModelRequest request) {
    Context parent = Sessions.enter(caller, request.callerSession(), null);
    return new ModelSpan(telemetry, caller, parent, span, request, null);
  }

  /**
   * The library is about to end its span. Its instrumentation counts its own metrics.
   *
   * @param late what the span says of the request now; null when nothing more than at its start
   */
  void finishAdopted(@Nullable ModelRequest late, ModelResponse response) {
    ModelResponse answer;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      request = late == null ? request : Merge.requests(request, late);
      // The last answer is that of a call with a span, and usage, of its own.
      answer = wrapsSeveral ? learned : learned.orElse(response);
    }
    span.updateName(spanName(request));
    span.setAllAttributes(request.attributes());
    span.setAttribute(OPERATION_NAME, request.operation());
    span.setAttribute(OpenInferenceAttributes.SPAN_KIND, kindOf(request));
    if (request.provider() != null) {
      span.setAttribute(PROVIDER_NAME, request.provider());
    }
    if (request.model() != null) {
      span.setAttribute(REQUEST_MODEL, request.model());
    }
    if (request.streaming()) {
      span.setAttribute(REQUEST_STREAM, true);
    }
    ToolCallLedger.get().infer(telemetry.tracer(), span, parent, request.toolResults());
    putOutcome(answer, null);
    remember(answer);
  }

  Context context() {
    return context;
  }

  boolean isRecording() {
    return span.isRecording();
  }

  /** What was current before the call, without the session that the call alone names. */
  Context caller() {
    return caller;
  }

  /**
   * A layer nearer to the wire is about to make a call: the same one, unless it is over already.
   *
   * @return false when it is another call, which the owner makes as well
   */
  synchronized boolean join(ModelRequest inner) {
    if (openInside == 0 && endedInside > 0) {
      wrapsSeveral = true;
      if (failedInside) {
        failedInside = false;
        addRetry(retries + 1, null, null);
        boolean sameModel = inner.model() != null && inner.model().equals(request.model());
        span.setAttribute(
            TreelineAttributes.RECOVERY_STRATEGY, sameModel ? "retry" : "fallback_model");
      }
      return false;
    }
    openInside++;
    enrich(inner);
    return true;
  }

  /** What {@link #join}ed is over. */
  synchronized void leave(ModelResponse response, @Nullable Throwable failure) {
    openInside--;
    endedInside++;
    failedInside = failure != null;
    if (failure != null && attemptFailure == null) {
      attemptFailed(failure);
    }
    learn(response);
  }

  /** A layer nearer to the wire knows more of the call. */
  synchronized void enrich(ModelRequest inner) {
    if (ended) {
      return;
    }
    ToolCallLedger.get().infer(telemetry.tracer(), span, parent, inner.toolResults());
    span.setAllAttributes(inner.attributes());
    if (inner.provider() != null) {
      span.setAttribute(PROVIDER_NAME, inner.provider());
    }
    if (inner.model() != null) {
      span.setAttribute(REQUEST_MODEL, inner.model());
      if (!inner.model().equals(request.model())) {
        span.updateName(spanName(inner));
      }
    }
    if (inner.streaming()) {
      span.setAttribute(REQUEST_STREAM, true);
    }
    if (inner.callerSession() != null) {
      Sessions.stamp(span, parent, inner.callerSession());
    }
    request = Merge.requests(inner, request);
  }

  /** A layer nearer to the wire has the answer. */
  synchronized void learn(ModelResponse response) {
    learned = response.orElse(learned);
  }

  <T> void set(AttributeKey<T> key, T value) {
    span.setAttribute(key, value);
  }

  synchronized void firstContent() {
    if (firstContentNanos == null) {
      firstContentNanos = System.nanoTime() - startNanos;
    }
  }

  synchronized void attemptFailed(Throwable failure) {
    attemptFailure = SpanErrors.unwrap(failure).getClass().getName();
  }

  synchronized void attemptFailed(String reason) {
    attemptFailure = reason;
  }

  synchronized void retry(int attempt, @Nullable String reason, @Nullable Duration backoff) {
    // Announced by the client itself: what follows is the same call once more.
    endedInside = 0;
    failedInside = false;
    addRetry(attempt, reason, backoff);
  }

  private void addRetry(int attempt, @Nullable String reason, @Nullable Duration backoff) {
    if (ended) {
      return;
    }
    retries++;
    var event = Attributes.builder().put(TreelineAttributes.RETRY_ATTEMPT, (long) attempt);
    String known = reason != null ? reason : attemptFailure;
    attemptFailure = null;
    if (known != null) {
      event.put(TreelineAttributes.RETRY_REASON, known);
    }
    if (backoff != null) {
      event.put(TreelineAttributes.RETRY_BACKOFF_MILLIS, backoff.toMillis());
    }
    span.addEvent(TreelineAttributes.RETRY_EVENT, event.build());
  }

  private void beginRecovery() {
    try {
      RecoveryScope scope = RecoveryScope.of(parent);
      recovery = scope == null ? null : scope.modelStarting(request);
      Recovery.begin(span, recovery);
    } catch (RuntimeException e) {
      Failures.record("model recovery", e);
    }
  }

  /**
   * Remembers a call that failed for what may take its place, and whether this one took another's.
   *
   * @param errorType null when the call did not fail
   * @param said what it threw; null when nothing was thrown
   */
  private void endRecovery(@Nullable String errorType, @Nullable Throwable said) {
    RecoveryScope scope = RecoveryScope.of(parent);
    Recovery.end(span, recovery, errorType != null);
    if (scope != null && errorType != null) {
      scope.modelFailed(
          new Failure(
              span.getSpanContext(),
              request.model(),
              errorType,
              SpanErrors.shortText(said),
              Recovery.attempt(recovery)),
          request);
    }
    failed = errorType != null;
  }

  synchronized int retries() {
    return retries;
  }

  void end(ModelResponse response, @Nullable Throwable failure, @Nullable String streamEnding) {
    ModelResponse answer;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      // The last answer is that of a call with a span, and usage, of its own.
      answer = wrapsSeveral ? learned : learned.orElse(response);
    }
    try {
      finish(answer, failure, streamEnding);
    } catch (Throwable e) {
      Failures.record("model call", e);
    } finally {
      span.end();
    }
    remember(answer);
  }

  private void remember(ModelResponse answer) {
    try {
      List<ToolCall> calls = answer.toolCalls();
      if (!calls.isEmpty()) {
        ToolCallLedger.get().chosen(span, parent, startNanos, calls);
      }
      ResponseChain.record(request, answer, previous, span, parent);
      RecoveryScope scope = RecoveryScope.of(parent);
      if (scope != null && !failed) {
        scope.modelAnswered(request, answer, startNanos);
      }
    } catch (Throwable e) {
      Failures.record("tool call ledger", e);
    }
  }

  private void finish(
      ModelResponse answer, @Nullable Throwable failure, @Nullable String streamEnding) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    Double firstContent = firstContentSeconds();
    // An answer can say itself that it failed.
    String errorType = answer.attributes().get(CommonAttributes.ERROR_TYPE);
    if (span.isRecording()) {
      putOutcome(answer, streamEnding);
    }
    if (failure != null) {
      errorType = SpanErrors.record(span, failure);
    }
    endRecovery(errorType, failure);
    telemetry
        .metrics()
        .record(
            context,
            telemetry.defaultProvider(),
            request,
            answer,
            errorType,
            seconds,
            firstContent);
  }

  private void putOutcome(ModelResponse answer, @Nullable String streamEnding) {
    Double firstContent = firstContentSeconds();
    if (firstContent != null) {
      span.setAttribute(RESPONSE_TIME_TO_FIRST_CHUNK, firstContent);
    }
    if (retries > 0) {
      span.setAttribute(CommonAttributes.HTTP_REQUEST_RESEND_COUNT, (long) retries);
    }
    if (streamEnding != null) {
      span.setAttribute(TreelineAttributes.STREAM_END, streamEnding);
    }
    ModelAttributes.put(span, request, answer);
    if (answer.attributes().get(CommonAttributes.ERROR_TYPE) != null) {
      span.setStatus(StatusCode.ERROR);
    }
  }

  private @Nullable Double firstContentSeconds() {
    return firstContentNanos == null ? null : firstContentNanos / 1e9;
  }

  private synchronized boolean accepts(@Nullable String operation) {
    return !ended
        && (operation == null
            || operation.equals(request.operation())
            || (isGeneration(operation) && isGeneration(request.operation())));
  }

  /** The same call by two names: a framework's chat is Gemini's generation of content. */
  private static boolean isGeneration(String operation) {
    return GenAiOperations.CHAT.equals(operation)
        || GenAiOperations.GENERATE_CONTENT.equals(operation);
  }

  private static String kindOf(ModelRequest request) {
    return GenAiOperations.EMBEDDINGS.equals(request.operation()) ? "EMBEDDING" : "LLM";
  }

  private static String spanName(ModelRequest request) {
    return request.model() == null
        ? request.operation()
        : request.operation() + " " + request.model();
  }
}
