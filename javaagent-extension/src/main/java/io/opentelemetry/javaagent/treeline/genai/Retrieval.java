package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One search for documents, or one ranking of documents. Embeddings made on the way have spans of
 * their own. Thread-safe; never throws; only the first ending counts.
 */
public final class Retrieval extends OperationSpan {

  /** The search that the next search inside is the same as; {@link #NONE} once it has begun. */
  private static final ContextKey<Object> WRAPPER = ContextKey.named("treeline-genai-retrieval");

  private static final Object NONE = new Object();

  private final RetrievalRequest request;
  private final @Nullable Retrieval wrapper;

  private volatile @Nullable List<RetrievedDocument> learned;
  private volatile int learnedCount = -1;

  private Retrieval(Span span, Context parent, Context context, RetrievalRequest request) {
    super(span, parent, context.with(WRAPPER, NONE));
    this.request = request;
    this.wrapper = null;
  }

  /** A wrapping search: one that begins in its context joins it. */
  private Retrieval(Span span, Context parent, RetrievalRequest request, Joint joint) {
    super(span, parent, ModelSpan.leave(parent).with(span).with(WRAPPER, joint));
    this.request = request;
    this.wrapper = null;
    joint.set(this);
  }

  /** The search that {@code wrapper} wraps. */
  private Retrieval(Retrieval wrapper, Context parent, RetrievalRequest request) {
    super(wrapper.span(), parent, parent.with(WRAPPER, NONE));
    this.request = request;
    this.wrapper = wrapper;
  }

  static Retrieval start(Tracer tracer, Context parent, RetrievalRequest request) {
    boolean search = GenAiOperations.RETRIEVAL.equals(request.operation());
    Retrieval outer =
        search && parent.get(WRAPPER) instanceof Joint joint ? joint.getAndSet(null) : null;
    if (outer != null) {
      Retrieval inner = new Retrieval(outer, parent, request);
      outer.enrich(request);
      return inner;
    }
    String name = search ? request.dataSource() : request.model();
    Span span =
        tracer
            .spanBuilder(name == null ? request.operation() : request.operation() + " " + name)
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAllAttributes(request.attributes())
            .setAttribute(GenAiAttributes.OPERATION_NAME, request.operation())
            .setAttribute(OpenInferenceAttributes.SPAN_KIND, search ? "RETRIEVER" : "RERANKER")
            .startSpan();
    Retrieval started =
        request.wrapsOneSearch()
            ? new Retrieval(span, parent, request, new Joint())
            : new Retrieval(span, parent, ModelSpan.leave(parent).with(span), request);
    started.put(request, null);
    return started;
  }

  /** Whether another layer owns the span. */
  public boolean isJoined() {
    return wrapper != null;
  }

  /**
   * Ends the span of a search that was answered.
   *
   * @param count how many documents there are
   * @param documents content, best first; empty when content is off
   */
  public void end(int count, List<RetrievedDocument> documents) {
    if (!beginEnd()) {
      return;
    }
    if (wrapper != null) {
      wrapper.learned = documents;
      wrapper.learnedCount = count;
      return;
    }
    putDocuments(count, documents);
    span().end();
  }

  /** Ends the span with what the wrapped search found, when this layer does not know it. */
  public void endWithLearned() {
    if (wrapper != null || !beginEnd()) {
      return;
    }
    List<RetrievedDocument> documents = learned;
    if (learnedCount >= 0 && documents != null) {
      putDocuments(learnedCount, documents);
    }
    span().end();
  }

  @Override
  public void fail(Throwable failure) {
    // The owner of the span is told as well, or carries on without.
    if (wrapper == null) {
      super.fail(failure);
    }
  }

  private void enrich(RetrievalRequest inner) {
    inner.attributes().forEach((key, value) -> putAny(key, value));
    put(inner, request);
  }

  @SuppressWarnings("unchecked") // an attribute's key and value belong together
  private void putAny(AttributeKey<?> key, Object value) {
    span().setAttribute((AttributeKey<Object>) key, value);
  }

  /** Sets what {@code said} says and {@code known} did not. */
  private void put(RetrievalRequest said, @Nullable RetrievalRequest known) {
    if (known == null || known.dataSource() == null) {
      set(GenAiAttributes.DATA_SOURCE_ID, said.dataSource());
      if (known != null && said.dataSource() != null) {
        span().updateName(said.operation() + " " + said.dataSource());
      }
    }
    set(GenAiAttributes.PROVIDER_NAME, said.provider());
    set(GenAiAttributes.REQUEST_MODEL, said.model());
    set(GenAiAttributes.RETRIEVAL_TOP_K, said.topK());
    if (known == null || known.query() == null) {
      putValue(GenAiAttributes.RETRIEVAL_QUERY_TEXT, said.query());
    }
  }

  private void putDocuments(int count, List<RetrievedDocument> documents) {
    set(TreelineAttributes.RETRIEVAL_DOCUMENT_COUNT, (long) count);
    if (!documents.isEmpty()) {
      putContent(GenAiAttributes.RETRIEVAL_DOCUMENTS, json -> json.documents(documents));
    }
  }

  /** Lets the first search in a context, and no other, find the one it belongs to. */
  @SuppressWarnings("serial") // never written
  private static final class Joint extends AtomicReference<@Nullable Retrieval> {}
}
