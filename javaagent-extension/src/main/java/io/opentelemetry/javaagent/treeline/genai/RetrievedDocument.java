package io.opentelemetry.javaagent.treeline.genai;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document a retrieval found or a reranker ranked. Content: build it only when {@link
 * GenAiConfig#captureContent()}.
 *
 * @param id of the document in its store; null when it has none
 * @param score the store's or reranker's own measure, not comparable between stores; null when
 *     there is none
 * @param content text; null when it is none
 * @param metadata what is stored beside it; empty when there is nothing; values are JSON values or
 *     are written as their text
 */
public record RetrievedDocument(
    @Nullable String id,
    @Nullable Double score,
    @Nullable Object content,
    Map<String, ? extends @Nullable Object> metadata) {

  public RetrievedDocument {
    metadata = Collections.unmodifiableMap(metadata);
  }

  /** In the shape of {@code gen_ai.retrieval.documents}; what is null is left out. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (id != null) {
      fields.put("id", id);
    }
    if (score != null) {
      fields.put("score", score);
    }
    if (content != null) {
      fields.put("content", content);
    }
    if (!metadata.isEmpty()) {
      fields.put("metadata", metadata);
    }
    return fields;
  }
}
