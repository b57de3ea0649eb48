package io.treeline.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what an exporter has stored with what one run of the demo must have left there: exactly
 * these sessions, with these trees, and none of them for free.
 */
public final class SessionCheck {

  private final QueryClient exporter;

  /**
   * For one exporter that held nothing before the demo ran.
   *
   * @param baseUrl such as {@code http://127.0.0.1:4319}
   */
  public SessionCheck(String baseUrl) {
    this.exporter = new QueryClient(baseUrl);
  }

  /** Whether the exporter can be asked. */
  public boolean ready() throws InterruptedException {
    return exporter.ready();
  }

  /** Ids of all stored sessions, oldest first. */
  public List<String> sessionIds() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    exporter.sessions().forEach(session -> ids.add(session.path("sessionId").asText()));
    return ids;
  }

  /** Ids of the oldest session of each name, oldest first: one of each kind. */
  public List<String> oneOfEachName() throws IOException, InterruptedException {
    Map<String, String> ids = new LinkedHashMap<>();
    for (JsonNode session : exporter.sessions()) {
      ids.putIfAbsent(session.path("name").asText(), session.path("sessionId").asText());
    }
    return List.copyOf(ids.values());
  }

  /** The stored sessions as text, oldest first. */
  public List<String> found() throws IOException, InterruptedException {
    List<String> found = new ArrayList<>();
    for (String id : sessionIds()) {
      found.add(SessionText.of(exporter.tree(id, "span"), exporter.tree(id, "path")));
    }
    return found;
  }

  /** What is missing, wrong or too much, in words for a person; empty when all is as expected. */
  public List<String> differences() throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    List<String> unexpected = found();
    for (String expected : ExpectedSessions.all()) {
      if (unexpected.remove(expected)) {
        continue;
      }
      Optional<String> sameName =
          unexpected.stream().filter(text -> name(text).equals(name(expected))).findFirst();
      sameName.ifPresent(unexpected::remove);
      differences.add(LineDifference.of(expected, sameName.orElse("")));
    }
    for (String found : unexpected) {
      differences.add("a session that was not expected:\n" + found);
    }
    differences.addAll(costDifferences());
    return differences;
  }

  /** Sums over all sessions of input, cached, output and reasoning tokens, as the model billed. */
  public List<Long> tokens() throws IOException, InterruptedException {
    List<Long> sums = new ArrayList<>();
    for (String field :
        List.of("inputTokens", "cacheReadTokens", "outputTokens", "reasoningTokens")) {
      long sum = 0;
      for (JsonNode session : exporter.sessions()) {
        sum += session.path(field).asLong();
      }
      sums.add(sum);
    }
    return sums;
  }

  private List<String> costDifferences() throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    for (JsonNode session : exporter.sessions()) {
      String id = session.path("sessionId").asText();
      JsonNode cost = session.path("costUsd");
      if (cost.isNull() || new BigDecimal(cost.asText("0")).signum() <= 0) {
        differences.add("session " + id + ": expected a cost above 0, found " + cost);
      }
    }
    return differences;
  }

  private static String name(String text) {
    return text.lines().filter(line -> line.startsWith("name ")).findFirst().orElse("");
  }
}
