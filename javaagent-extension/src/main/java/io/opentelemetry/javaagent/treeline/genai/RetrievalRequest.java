package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import org.jspecify.annotations.Nullable;

/**
 * A search for documents, or a ranking of documents found.
 *
 * @param operation {@code retrieval} or {@code rerank}
 * @param dataSource what is searched, such as a store, an index or a retriever; low cardinality;
 *     null when unknown
 * @param provider value of {@code gen_ai.provider.name}; null when unknown or local
 * @param model model that searches or ranks; null when there is none or it is unknown
 * @param query text or a JSON value; content; null when there is none or content is off
 * @param topK most documents wanted; null when unlimited or unknown
 * @param wrapsOneSearch whether this layer does nothing but one search of a layer beneath, which
 *     then adds what it knows to this span and has none of its own
 * @param attributes anything else that belongs on the span from its start
 */
public record RetrievalRequest(
    String operation,
    @Nullable String dataSource,
    @Nullable String provider,
    @Nullable String model,
    @Nullable Object query,
    @Nullable Long topK,
    boolean wrapsOneSearch,
    Attributes attributes) {

  /** A search; everything but that may stay unset. */
  public static Builder search() {
    return new Builder(GenAiOperations.RETRIEVAL);
  }

  /** A ranking by a model; everything but that may stay unset. */
  public static Builder rerank() {
    return new Builder(GenAiOperations.RERANK);
  }

  /** Collects a request. Not thread-safe. */
  public static final class Builder {
    private final String operation;
    private final AttributesBuilder attributes = Attributes.builder();
    private @Nullable String dataSource;
    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable Object query;
    private @Nullable Long topK;
    private boolean wrapsOneSearch;

    private Builder(String operation) {
      this.operation = operation;
    }

    public Builder dataSource(@Nullable String value) {
      dataSource = value;
      return this;
    }

    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    public Builder model(@Nullable String value) {
      model = value;
      return this;
    }

    /** Content: may be given whether content is on or off. */
    public Builder query(@Nullable Object value) {
      query = GenAiConfig.get().captureContent() ? value : null;
      return this;
    }

    public Builder topK(@Nullable Number value) {
      topK = value == null ? null : (Long) value.longValue();
      return this;
    }

    public Builder wrapsOneSearch(boolean value) {
      wrapsOneSearch = value;
      return this;
    }

    public Builder conversationId(@Nullable String value) {
      return set(GenAiAttributes.CONVERSATION_ID, value);
    }

    /** Sets one span attribute; null is left out. */
    public <T> Builder set(AttributeKey<T> key, @Nullable T value) {
      if (value != null) {
        attributes.put(key, value);
      }
      return this;
    }

    public RetrievalRequest build() {
      return new RetrievalRequest(
          operation, dataSource, provider, model, query, topK, wrapsOneSearch, attributes.build());
    }
  }
}
