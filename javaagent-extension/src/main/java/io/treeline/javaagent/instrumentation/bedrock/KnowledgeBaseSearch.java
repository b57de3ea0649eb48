package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Retrieval;
import io.opentelemetry.javaagent.treeline.genai.RetrievalRequest;
import io.opentelemetry.javaagent.treeline.genai.RetrievedDocument;
import io.treeline.semconv.AwsAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** One search in a knowledge base, with or without an answer made of what it found. */
public final class KnowledgeBaseSearch {

  private final Retrieval retrieval;
  private final Scope scope;

  private KnowledgeBaseSearch(Retrieval retrieval, Scope scope) {
    this.retrieval = retrieval;
    this.scope = scope;
  }

  /** Null when it cannot be traced; the call goes on all the same. */
  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  public static @Nullable KnowledgeBaseSearch begin(SdkRequest request) {
    try {
      Map<String, ?> body = SdkJson.object(request);
      Map<String, ?> generate =
          Json.object(
              Json.object(body, "retrieveAndGenerateConfiguration"), "knowledgeBaseConfiguration");
      boolean generates = !generate.isEmpty();
      String id = Json.text(generates ? generate : body, "knowledgeBaseId");
      Map<String, ?> search =
          Json.object(
              Json.object(generates ? generate : body, "retrievalConfiguration"),
              "vectorSearchConfiguration");
      RetrievalRequest read =
          RetrievalRequest.search()
              .dataSource(id)
              .provider("aws.bedrock")
              .model(generates ? Json.text(generate, "modelArn") : null)
              .query(Json.text(Json.object(body, generates ? "input" : "retrievalQuery"), "text"))
              .topK(Json.integer(search, "numberOfResults"))
              .conversationId(Json.text(body, "sessionId"))
              .set(AwsAttributes.BEDROCK_KNOWLEDGE_BASE_ID, id)
              .build();
      Context parent =
          AgentSessions.enter(Context.current(), request, Json.text(body, "sessionId"));
      Retrieval retrieval = AgentTraces.TELEMETRY.startRetrieval(parent, read);
      return new KnowledgeBaseSearch(retrieval, retrieval.makeCurrent());
    } catch (Throwable e) {
      Failures.record("bedrock retrieval", e);
      return null;
    }
  }

  /** The method of the blocking client returned or threw. */
  public void returned(@Nullable Object response, @Nullable Throwable failure) {
    scope.close();
    end(response, failure);
  }

  /** The method of the asynchronous client returned or threw. */
  public <T> @Nullable CompletableFuture<T> returnedLater(
      @Nullable CompletableFuture<T> answer, @Nullable Throwable failure) {
    scope.close();
    if (failure != null || answer == null) {
      end(null, failure);
      return answer;
    }
    return CallerFuture.of(answer, retrieval.parentContext(), this::end);
  }

  private void end(@Nullable Object response, @Nullable Throwable failure) {
    if (failure != null) {
      retrieval.fail(failure);
      return;
    }
    List<?> found = List.of();
    try {
      if (response instanceof SdkPojo pojo) {
        found = found(SdkJson.object(pojo));
      }
    } catch (Throwable e) {
      Failures.record("bedrock retrieval", e);
    }
    retrieval.end(found.size(), documents(found));
  }

  /** Results of a search, or what an answer refers to. */
  private static List<?> found(Map<String, ?> body) {
    if (body.containsKey("retrievalResults")) {
      return Json.array(body, "retrievalResults");
    }
    List<Object> references = new ArrayList<>();
    for (Object citation : Json.array(body, "citations")) {
      references.addAll(Json.array(Json.asObject(citation), "retrievedReferences"));
    }
    return references;
  }

  /** Empty when content is off. */
  static List<RetrievedDocument> documents(List<?> results) {
    List<RetrievedDocument> documents = new ArrayList<>();
    if (!GenAiConfig.get().captureContent()) {
      return documents;
    }
    for (Object element : results) {
      Map<String, ?> result = Json.asObject(element);
      Map<String, ?> location = Json.object(result, "location");
      String id = Json.text(result, "documentId");
      String uri = Json.text(Json.object(location, "s3Location"), "uri");
      Object score = result.get("score");
      documents.add(
          new RetrievedDocument(
              id != null ? id : uri,
              score instanceof Number number ? (Double) number.doubleValue() : null,
              Json.text(Json.object(result, "content"), "text"),
              Json.object(result, "metadata")));
    }
    return documents;
  }
}
