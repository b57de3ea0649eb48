package io.treeline.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.ingest.Ingest;
import io.treeline.exporter.ingest.IngestSettings;
import io.treeline.exporter.ingest.LoadTarget;
import io.treeline.exporter.journal.Journal;
import io.treeline.exporter.journal.JournalSettings;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.SessionFacts;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.model.Totals;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.pricing.Pricer;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SessionSummary;
import io.treeline.exporter.query.SessionTree;
import io.treeline.exporter.query.SpanSummary;
import io.treeline.exporter.query.TreeNode;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * The whole way, from bytes to trees: decode, normalize, price, store, read. Answers are written as
 * JSON in which what is unknown is left out.
 */
final class CorpusAnswers implements AutoCloseable {

  private static final int LONGEST_TEXT = 120;

  private final DuckDbSpanStore store;
  private final Journal journal;
  private final Ingest ingest;
  private final QueryService query;

  CorpusAnswers(Path directory) {
    store = DuckDbSpanStore.open(directory);
    Clock clock = Clock.fixed(Instant.parse("2026-03-02T00:00:00Z"), ZoneOffset.UTC);
    journal = Journal.open(new JournalSettings(directory.resolve("journal"), 64 << 20));
    LoadTarget target = LoadTarget.of(store, spans -> {}, logs -> {});
    ingest =
        Ingest.start(
            new IngestSettings(NormalizerLimits.DEFAULT, true, Duration.ofSeconds(10)),
            journal,
            project -> target,
            Pricer.load()::price,
            new ExporterTelemetry(),
            clock);
    query = new QueryService(store);
  }

  void accept(byte[] request) {
    ExportOutcome outcome = ingest.spans(ProjectId.DEFAULT, request, OtlpFormat.JSON);
    if (!outcome.message().isEmpty()) {
      throw new AssertionError(outcome.message());
    }
  }

  DuckDbSpanStore store() {
    return store;
  }

  /** What became of a case's spans. */
  JsonNode of(CorpusCase corpusCase) {
    SortedSet<String> sessions = new TreeSet<>();
    Set<SpanKey> known = new HashSet<>();
    for (SpanKey key : corpusCase.keys()) {
      if (!known.contains(key)) {
        String id = query.span(key.traceId(), key.spanId()).sessionId();
        sessions.add(id);
        query.spans(id, true).forEach(span -> known.add(span.span().key()));
      }
    }
    return of(query, sessions);
  }

  /** What a store says of some sessions. */
  static JsonNode of(QueryService query, Collection<String> sessions) {
    ObjectNode answer = CorpusCase.MAPPER.createObjectNode();
    var list = answer.putArray("sessions");
    sessions.forEach(id -> list.add(session(query, id)));
    return answer;
  }

  private static ObjectNode session(QueryService query, String id) {
    Map<SpanKey, SpanSummary> found = new HashMap<>();
    query.spans(id, true).forEach(span -> found.put(span.span().key(), span));
    SessionTree tree = query.tree(id, SessionTree.By.SPAN);
    SessionSummary summary = tree.summary();
    ObjectNode session = CorpusCase.MAPPER.createObjectNode();
    session.put("id", id);
    session.put("idSource", summary.sessionIdSource().name());
    session.put("name", summary.name());
    putAll(session, "users", summary.users());
    summary
        .properties()
        .forEach((name, values) -> putAll(session.withObject("/properties"), name, values));
    session.put("llmCalls", summary.llmCalls());
    session.put("toolCalls", summary.toolCalls());
    session.put("errors", summary.errors());
    putTokens(session, summary.tokens());
    put(session, "costUsd", plain(summary.costUsd()));
    session.put("unpricedCalls", summary.unpricedCalls());
    if (summary.estimatedCalls() > 0) {
      session.put("estimatedCalls", summary.estimatedCalls());
    }
    var spans = session.putArray("spans");
    for (TreeNode node : tree.nodes()) {
      spans.add(span(node.depth(), found.get(node.span().span().key())));
    }
    var paths = session.putArray("paths");
    for (TreeNode node : query.tree(id, SessionTree.By.PATH).nodes()) {
      paths.add(place(node));
    }
    return session;
  }

  private static ObjectNode place(TreeNode node) {
    Totals all = node.subtree();
    ObjectNode json = CorpusCase.MAPPER.createObjectNode();
    json.put("path", node.id());
    json.put("depth", node.depth());
    json.put("label", node.label());
    json.put("spansHere", node.self().spans());
    json.put("spans", all.spans());
    json.put("llmCalls", all.llmCalls());
    json.put("toolCalls", all.toolCalls());
    json.put("errors", all.errors());
    putTokens(json, all.tokens());
    put(json, "costUsd", plain(all.costUsd()));
    json.put("unpricedCalls", all.unpricedCalls());
    return json;
  }

  private static ObjectNode span(int depth, SpanSummary summary) {
    Span span = summary.span();
    ObjectNode json = CorpusCase.MAPPER.createObjectNode();
    json.put("span", span.key().spanId());
    json.put("depth", depth);
    json.put("name", span.name());
    json.put("kind", span.operation().kind().name());
    json.put("dialect", span.dialect());
    json.put("path", summary.path());
    putFacts(json, span.session());
    putOperation(json, span.operation());
    if (span.status() != SpanStatus.UNSET) {
      json.put("status", span.status().name());
    }
    put(json, "statusMessage", span.statusMessage());
    put(json, "errorType", span.errorType());
    put(json, "errorSource", span.errorSource() == null ? null : span.errorSource().name());
    putContent(json, span.content());
    return json;
  }

  private static void putFacts(ObjectNode json, SessionFacts facts) {
    put(json, "session", facts.sessionId());
    put(json, "conversation", facts.conversationId());
    put(json, "user", facts.userId());
    putAll(json, "tags", facts.tags());
  }

  private static void putOperation(ObjectNode json, Operation operation) {
    put(json, "operation", operation.name());
    put(json, "provider", operation.provider());
    put(json, "model", operation.model());
    put(json, "agent", operation.agentName());
    put(json, "tool", operation.toolName());
    put(json, "callId", operation.toolCallId());
    putAll(json, "finish", operation.finishReasons());
    putTokens(json, operation.usage());
    put(json, "usageSource", operation.usageSource());
    put(json, "costUsd", plain(operation.costUsd()));
    put(json, "reportedCostUsd", plain(operation.reportedCostUsd()));
    put(json, "reportedCostSource", operation.reportedCostSource());
    if (operation.timeToFirstChunkNanos() != null) {
      json.put("ttftNanos", operation.timeToFirstChunkNanos());
    }
    if (operation.toolArgumentsHash() != null) {
      json.put("argumentsHash", Long.toHexString(operation.toolArgumentsHash()));
    }
    if (operation.toolResultHash() != null) {
      json.put("resultHash", Long.toHexString(operation.toolResultHash()));
    }
    if (operation.emptyResult()) {
      json.put("emptyResult", true);
    }
  }

  private static void putContent(ObjectNode json, Content content) {
    put(json, "system", parts(tree(content.systemInstructions())));
    put(json, "input", messages(content.inputMessages()));
    put(json, "output", messages(content.outputMessages()));
    put(json, "toolDefinitions", names(tree(content.toolDefinitions())));
    put(json, "arguments", cut(content.toolArguments()));
    put(json, "result", cut(content.toolResult()));
    put(json, "otherInput", cut(content.input()));
    put(json, "otherOutput", cut(content.output()));
  }

  private static String messages(String json) {
    if (json == null) {
      return null;
    }
    StringJoiner summary = new StringJoiner(" | ");
    for (JsonNode message : tree(json)) {
      summary.add(message.path("role").asText() + ": " + parts(message.path("parts")));
    }
    return summary.toString();
  }

  private static String parts(JsonNode parts) {
    if (parts == null) {
      return null;
    }
    StringJoiner summary = new StringJoiner(", ");
    for (JsonNode part : parts) {
      String type = part.path("type").asText();
      summary.add(
          switch (type) {
            case "text" -> part.path("content").asText();
            case "tool_call" -> "call " + part.path("name").asText() + part.path("arguments");
            case "tool_call_response" ->
                "answer "
                    + part.path("id").asText()
                    + " "
                    + (part.has("response") ? part.get("response") : part.path("result"));
            default -> type + " " + part.path("content").asText();
          });
    }
    return summary.toString();
  }

  private static String names(JsonNode definitions) {
    if (definitions == null) {
      return null;
    }
    StringJoiner names = new StringJoiner(", ");
    for (JsonNode definition : definitions) {
      JsonNode parsed = definition.isTextual() ? tree(definition.textValue()) : definition;
      names.add(parsed.path("name").asText());
    }
    return names.toString();
  }

  private static JsonNode tree(String json) {
    try {
      return json == null ? null : CorpusCase.MAPPER.readTree(json);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(json, e);
    }
  }

  private static void putTokens(ObjectNode json, TokenUsage usage) {
    ObjectNode tokens = CorpusCase.MAPPER.createObjectNode();
    putCount(tokens, "input", usage.input());
    putCount(tokens, "output", usage.output());
    putCount(tokens, "cacheRead", usage.cacheRead());
    putCount(tokens, "cacheWrite", usage.cacheWrite());
    putCount(tokens, "reasoning", usage.reasoning());
    putCount(tokens, "cacheWriteHour", usage.cacheWriteHour());
    putCount(tokens, "inputAudio", usage.inputAudio());
    putCount(tokens, "outputAudio", usage.outputAudio());
    putCount(tokens, "cacheReadAudio", usage.cacheReadAudio());
    putCount(tokens, "inputImage", usage.inputImage());
    if (!tokens.isEmpty()) {
      json.set("tokens", tokens);
    }
  }

  // As an int where it fits, which is what the file's numbers are read as.
  private static void putCount(ObjectNode tokens, String name, Long count) {
    if (count != null) {
      tokens.put(name, Math.toIntExact(count));
    }
  }

  private static void put(ObjectNode json, String name, String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void putAll(ObjectNode json, String name, Collection<String> values) {
    if (!values.isEmpty()) {
      var array = json.putArray(name);
      values.forEach(array::add);
    }
  }

  private static String cut(String text) {
    return text == null || text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static String plain(BigDecimal usd) {
    return usd == null ? null : usd.stripTrailingZeros().toPlainString();
  }

  @Override
  public void close() {
    ingest.close();
    journal.close();
    store.close();
  }
}
