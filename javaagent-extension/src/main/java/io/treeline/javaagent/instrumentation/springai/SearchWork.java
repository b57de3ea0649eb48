package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import io.opentelemetry.javaagent.treeline.genai.Retrieval;
import io.opentelemetry.javaagent.treeline.genai.RetrievalRequest;
import io.opentelemetry.javaagent.treeline.genai.RetrievedDocument;
import io.treeline.semconv.CommonAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.observation.VectorStoreObservationContext;

/** One search of a vector store. */
final class SearchWork implements ObservedWork {

  private final VectorStoreObservationContext observed;
  private @Nullable Retrieval retrieval;
  private List<?> found = List.of();
  private @Nullable Throwable failure;

  SearchWork(VectorStoreObservationContext observed) {
    this.observed = observed;
  }

  @Override
  public OpenWork start(Context parent, @Nullable Subscription subscription) {
    SearchRequest query = observed.getQueryRequest();
    RetrievalRequest.Builder request =
        RetrievalRequest.search()
            .dataSource(dataSource(observed))
            .set(CommonAttributes.DB_SYSTEM_NAME, observed.getDatabaseSystem());
    if (query != null) {
      request.query(query.getQuery()).topK(query.getTopK());
    }
    Retrieval started = SpringAiTelemetry.get().startRetrieval(parent, request.build());
    retrieval = started;
    return OpenWork.begin(parent, started.context(), null);
  }

  @Override
  public void returned(@Nullable Object result) {
    if (result instanceof List<?> documents) {
      found = documents;
    }
  }

  @Override
  public void failed(Throwable thrown) {
    failure = thrown;
  }

  @Override
  public void stop() {
    if (retrieval == null) {
      return;
    }
    if (failure != null) {
      retrieval.fail(failure);
    } else {
      retrieval.end(found.size(), documents());
    }
  }

  /** The collection searched, or the kind of store when it has no name. */
  static String dataSource(VectorStoreObservationContext observed) {
    String collection = observed.getCollectionName();
    return collection == null || collection.isBlank() ? observed.getDatabaseSystem() : collection;
  }

  private List<RetrievedDocument> documents() {
    if (!GenAiConfig.get().captureContent()) {
      return List.of();
    }
    List<RetrievedDocument> documents = new ArrayList<>(found.size());
    for (Object element : found) {
      if (element instanceof Document document) {
        documents.add(
            new RetrievedDocument(
                document.getId(), document.getScore(), document.getText(), document.getMetadata()));
      }
    }
    return documents;
  }
}
