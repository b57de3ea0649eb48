package io.treeline.javaagent.instrumentation.langchain4j.rag;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import io.opentelemetry.javaagent.treeline.genai.RetrievedDocument;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** LangChain4j's documents in the core's terms. Content: call only when it is captured. */
final class Documents {

  private static final OptionalMethod TEXT = OptionalMethod.named("text");

  private Documents() {}

  static List<RetrievedDocument> ofContents(Collection<?> contents) {
    List<RetrievedDocument> documents = new ArrayList<>(contents.size());
    for (Object content : contents) {
      if (content instanceof Content found) {
        documents.add(ofContent(found));
      }
    }
    return documents;
  }

  static List<RetrievedDocument> ofMatches(EmbeddingSearchResult<?> result) {
    List<RetrievedDocument> documents = new ArrayList<>();
    for (EmbeddingMatch<?> match : result.matches()) {
      documents.add(document(match.embeddingId(), match.score(), match.embedded()));
    }
    return documents;
  }

  /**
   * @param scores one for each segment, in their order; fewer when the model gave fewer
   */
  static List<RetrievedDocument> ofScored(List<?> segments, List<?> scores) {
    List<RetrievedDocument> documents = new ArrayList<>(segments.size());
    for (int i = 0; i < segments.size(); i++) {
      Double score =
          i < scores.size() && scores.get(i) instanceof Number number
              ? (Double) number.doubleValue()
              : null;
      documents.add(document(null, score, segments.get(i)));
    }
    return documents;
  }

  private static RetrievedDocument ofContent(Content content) {
    String id = null;
    Double score = null;
    Double reranked = null;
    for (Map.Entry<?, ?> entry : content.metadata().entrySet()) {
      // By name: later versions may have more.
      String key = String.valueOf(entry.getKey());
      if (key.equals("EMBEDDING_ID") && entry.getValue() != null) {
        id = entry.getValue().toString();
      } else if (entry.getValue() instanceof Number number) {
        if (key.equals("SCORE")) {
          score = number.doubleValue();
        } else if (key.equals("RERANKED_SCORE")) {
          reranked = number.doubleValue();
        }
      }
    }
    return document(id, reranked == null ? score : reranked, content.textSegment());
  }

  private static RetrievedDocument document(
      @Nullable String id, @Nullable Double score, @Nullable Object embedded) {
    if (embedded instanceof TextSegment segment) {
      return new RetrievedDocument(id, score, segment.text(), segment.metadata().toMap());
    }
    return new RetrievedDocument(id, score, TEXT.text(embedded), Map.of());
  }
}
