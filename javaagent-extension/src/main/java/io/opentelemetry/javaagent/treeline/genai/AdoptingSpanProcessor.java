package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@link SpanAdopter}s see the spans of their libraries begin and end.
 *
 * <p>Corrections that the SDK has no way to make on a span are left for {@link
 * CorrectingSpanProcessor}, which stands before each exporter.
 */
public final class AdoptingSpanProcessor implements ExtendedSpanProcessor {

  private final List<SpanAdopter> adopters;
  private volatile @Nullable GenAiTelemetry telemetry;

  /** Scopes are few and fixed; an absent adopter is remembered as {@link #NOBODY}. */
  private final Map<String, SpanAdopter> byScope = new ConcurrentHashMap<>();

  private static final SpanAdopter NOBODY =
      new SpanAdopter() {
        @Override
        public boolean adopts(String scopeName) {
          return false;
        }

        @Override
        public @Nullable Adoption adopt(Context parent, ReadWriteSpan span) {
          return null;
        }

        @Override
        public void complete(AdoptedSpan span) {}
      };

  public AdoptingSpanProcessor(List<SpanAdopter> adopters) {
    this.adopters = List.copyOf(adopters);
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    try {
      SpanAdopter adopter = adopterOf(span);
      if (adopter == NOBODY) {
        return;
      }
      String scope = span.getInstrumentationScopeInfo().getName();
      Adoption adoption =
          CoveredScopes.isCovered(parentContext, scope)
              ? Adoption.folded()
              : adopter.adopt(parentContext, span);
      if (adoption != null) {
        start(adopter, parentContext, span, adoption);
      }
    } catch (Throwable e) {
      Failures.record("adopt " + span.getInstrumentationScopeInfo().getName(), e);
    }
  }

  private void start(SpanAdopter adopter, Context parent, ReadWriteSpan span, Adoption adoption) {
    ModelSpan modelSpan = null;
    boolean joined = false;
    if (adoption.request() != null) {
      modelSpan = ModelSpan.openIn(parent, adoption.operation());
      joined = modelSpan != null;
      if (modelSpan == null) {
        modelSpan = ModelSpan.adopt(telemetry(), parent, span, adoption.request());
      } else {
        modelSpan.enrich(adoption.request());
      }
    }
    if (joined || adoption.isFolded()) {
      AdoptedSpans.fold(span);
    }
    AdoptedSpans.open(
        new AdoptedSpans.Open(
            adopter,
            span,
            adoption,
            modelSpan,
            joined,
            adoption.isFolded() ? null : AgentInvocation.enclosingAgent(parent)));
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    try {
      AdoptedSpans.Open open = AdoptedSpans.close(span);
      if (open == null || open.adoption().isFolded()) {
        return;
      }
      if (open.joined() && open.modelSpan() != null) {
        AdoptedSpan adopted = new AdoptedSpan(span, open.adoption(), null, null);
        open.adopter().complete(adopted);
        adopted.tell(open.modelSpan());
        return;
      }
      AdoptedSpan adopted =
          new AdoptedSpan(span, open.adoption(), open.modelSpan(), open.enclosingAgent());
      open.adopter().complete(adopted);
      adopted.complete();
      CorrectingSpanProcessor.correct(span, adopted.correction());
    } catch (Throwable e) {
      Failures.record("complete " + span.getInstrumentationScopeInfo().getName(), e);
    }
  }

  /** Not before the first span: the SDK is still being built when this object is. */
  private GenAiTelemetry telemetry() {
    GenAiTelemetry created = telemetry;
    if (created == null) {
      created = GenAiTelemetry.create("io.treeline.adopted", null);
      telemetry = created;
    }
    return created;
  }

  private SpanAdopter adopterOf(ReadableSpan span) {
    String scope = span.getInstrumentationScopeInfo().getName();
    SpanAdopter known = byScope.get(scope);
    if (known != null) {
      return known;
    }
    for (SpanAdopter adopter : adopters) {
      if (adopter.adopts(scope)) {
        byScope.put(scope, adopter);
        return adopter;
      }
    }
    byScope.put(scope, NOBODY);
    return NOBODY;
  }

  @Override
  public boolean isStartRequired() {
    return !adopters.isEmpty();
  }

  @Override
  public boolean isOnEndingRequired() {
    return !adopters.isEmpty();
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
