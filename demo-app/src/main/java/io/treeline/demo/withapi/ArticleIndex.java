package io.treeline.demo.withapi;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A vector store small enough to fit here. */
final class ArticleIndex {

  /**
   * An article near to a query.
   *
   * @param score cosine of the angle between the two, at most 1
   */
  record Hit(String title, double score) {}

  private final Map<String, List<Float>> vectors = new LinkedHashMap<>();

  void add(String title, List<Float> vector) {
    vectors.put(title, List.copyOf(vector));
  }

  /** The nearest articles, nearest first. */
  List<Hit> search(List<Float> query, int limit) {
    return vectors.entrySet().stream()
        .map(article -> new Hit(article.getKey(), dot(article.getValue(), query)))
        .sorted(Comparator.comparingDouble(Hit::score).reversed())
        .limit(limit)
        .toList();
  }

  private static double dot(List<Float> a, List<Float> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i) * b.get(i);
    }
    return Math.round(sum * 1000) / 1000.0;
  }
}
