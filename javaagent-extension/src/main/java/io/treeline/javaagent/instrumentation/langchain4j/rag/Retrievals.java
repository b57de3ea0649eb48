package io.treeline.javaagent.instrumentation.langchain4j.rag;

import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Retrieval;
import io.opentelemetry.javaagent.treeline.genai.RetrievalRequest;
import io.opentelemetry.javaagent.treeline.genai.RetrievedDocument;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.javaagent.instrumentation.langchain4j.LangChain4jTelemetry;
import io.treeline.semconv.GenAiAttributes;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the advice on searches does. */
public final class Retrievals {

  private static final String STORE_RETRIEVER =
      "dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever";
  private static final OptionalMethod QUERY = OptionalMethod.named("query");
  private static final OptionalMethod MODEL_NAME = OptionalMethod.named("modelName");
  private static final OptionalField MODEL_NAME_FIELD = OptionalField.named("modelName");
  private static final OptionalMethod CONTENT = OptionalMethod.named("content");
  private static final OptionalMethod TOKEN_USAGE = OptionalMethod.named("tokenUsage");
  private static final OptionalMethod INPUT_TOKENS = OptionalMethod.named("inputTokenCount");

  private Retrievals() {}

  public static @Nullable Object beginRetrieve(Object retriever, @Nullable Object query) {
    boolean wraps =
        retriever.getClass().getName().equals(STORE_RETRIEVER) || Sources.isListening(retriever);
    return Active.start(
        RetrievalRequest.search()
            .dataSource(Sources.name(retriever))
            .query(query instanceof Query asked ? asked.text() : null)
            .wrapsOneSearch(wraps)
            .build(),
        null);
  }

  public static void endRetrieve(
      @Nullable Object call, @Nullable Object contents, @Nullable Throwable thrown) {
    if (call instanceof Active active) {
      Collection<?> found = contents instanceof Collection<?> all ? all : List.of();
      active.end(found.size(), () -> Documents.ofContents(found), thrown);
    }
  }

  public static @Nullable Object beginSearch(Object store, @Nullable Object request) {
    RetrievalRequest.Builder search =
        RetrievalRequest.search()
            .dataSource(Sources.name(store))
            .wrapsOneSearch(Sources.isListening(store));
    if (request instanceof EmbeddingSearchRequest asked) {
      search.topK(asked.maxResults()).query(QUERY.text(asked));
    }
    return Active.start(search.build(), null);
  }

  public static void endSearch(
      @Nullable Object call, @Nullable Object result, @Nullable Throwable thrown) {
    if (call instanceof Active active) {
      if (result instanceof EmbeddingSearchResult<?> found) {
        active.end(found.matches().size(), () -> Documents.ofMatches(found), thrown);
      } else {
        active.end(0, List::of, thrown);
      }
    }
  }

  public static @Nullable Object beginScore(
      Object model, @Nullable Object segments, @Nullable String query) {
    String name = MODEL_NAME.text(model);
    if (name == null && MODEL_NAME_FIELD.get(model) instanceof String field) {
      name = field;
    }
    return Active.start(
        RetrievalRequest.rerank()
            .model(name == null ? Sources.name(model) : name)
            .query(query)
            .build(),
        segments);
  }

  public static void endScore(
      @Nullable Object call, @Nullable Object response, @Nullable Throwable thrown) {
    if (call instanceof Active active) {
      active.retrieval.set(
          GenAiAttributes.USAGE_INPUT_TOKENS, INPUT_TOKENS.number(TOKEN_USAGE.call(response)));
      List<?> segments = active.ranked instanceof List<?> list ? list : List.of();
      List<?> scores = CONTENT.call(response) instanceof List<?> list ? list : List.of();
      active.end(scores.size(), () -> Documents.ofScored(segments, scores), thrown);
    }
  }

  /** A search from the entry of a method to its exit, current on the calling thread. */
  static final class Active {
    final Retrieval retrieval;
    final @Nullable Object ranked;
    private final Scope scope;

    private Active(Retrieval retrieval, @Nullable Object ranked, Scope scope) {
      this.retrieval = retrieval;
      this.ranked = ranked;
      this.scope = scope;
    }

    @SuppressWarnings("MustBeClosedChecker") // closed by end
    static Active start(RetrievalRequest request, @Nullable Object ranked) {
      Retrieval retrieval = LangChain4jTelemetry.get().startRetrieval(Context.current(), request);
      return new Active(retrieval, ranked, retrieval.makeCurrent());
    }

    void end(int count, Supplier<List<RetrievedDocument>> documents, @Nullable Throwable thrown) {
      scope.close();
      if (thrown != null) {
        retrieval.fail(thrown);
      } else {
        retrieval.end(count, read(documents));
      }
    }

    /** Empty when content is off or cannot be read: the search ends in any case. */
    private static List<RetrievedDocument> read(Supplier<List<RetrievedDocument>> documents) {
      try {
        return GenAiConfig.get().captureContent() ? documents.get() : List.of();
      } catch (Throwable e) {
        Failures.record("langchain4j documents", e);
        return List.of();
      }
    }
  }
}
