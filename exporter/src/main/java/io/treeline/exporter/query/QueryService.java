package io.treeline.exporter.query;

import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SqlDialect;
import io.treeline.exporter.session.PathNode;
import io.treeline.exporter.session.PathTree;
import io.treeline.exporter.session.SpanNode;
import io.treeline.exporter.session.SpanTree;
import io.treeline.exporter.store.SessionQuery;
import io.treeline.exporter.store.SessionRows;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Upkeep;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers every question about sessions. Thread-safe; blocks while the store reads.
 *
 * <p>Every method throws {@link QueryException}: INVALID_ARGUMENT for a value that cannot be used,
 * NOT_FOUND for an unknown session or span, UNAVAILABLE when the store cannot answer now.
 */
public final class QueryService {

  /** Most nodes of one piece of a tree. */
  public static final int MOST_NODES = 20_000;

  private final SpanStore store;
  private final ScoreService scores;
  private final TreeCache trees = new TreeCache();

  public QueryService(SpanStore store) {
    this.store = store;
    this.scores = new ScoreService(store.scores(), Clock.systemUTC());
  }

  /** Scores: feedback of people and programs. */
  public ScoreService scores() {
    return scores;
  }

  /** What many sessions did, what went wrong in them, and what is different between some. */
  public DecisionService decisions() {
    return new DecisionService(store, this);
  }

  /**
   * Works out costs of stored calls anew.
   *
   * @param pricing the span with the cost it has by the prices in force
   */
  public Repricing repricing(UnaryOperator<Span> pricing) {
    return new Repricing(store, this, pricing);
  }

  /** Everything that is stored, for other programs. */
  public Exports exports() {
    return new Exports(store, this);
  }

  /** Finds sessions. Filters choose sessions; the numbers always cover the whole session. */
  public SessionPage sessions(SessionListRequest request) {
    SessionQuery query = SessionListParser.parse(request);
    SessionRows rows = ask(() -> store.reader().findSessions(query));
    SessionQuery.Position next = rows.next();
    return new SessionPage(
        rows.rows().stream().map(SessionSummary::of).toList(),
        next == null ? null : Cursor.encode(next, SessionListParser.fingerprint(request)));
  }

  /** Numbers of spans by group. */
  public Aggregates aggregate(AggregateRequest request) {
    return ask(() -> AggregateAnswers.answer(store.reader(), request));
  }

  /** Spans behind a number of an aggregate. */
  public List<SpanSummary> spans(SpanListRequest request) {
    return ask(() -> SpanListAnswers.answer(store.reader(), request));
  }

  /** Looks for words in what spans said. */
  public SearchPage search(SearchRequest request) {
    return ask(
        () ->
            SearchAnswers.answer(
                store.reader(), request, (hit, reader) -> summaryOf(hit.span(), hit.sessionId())));
  }

  /** The language that {@link #sql} speaks, with examples. */
  public SqlDialect sqlDialect() {
    return store.reader().sqlDialect();
  }

  /** Answers a question in SQL over the views that docs/sql.md describes. */
  public SqlAnswer sql(SqlRequest request) {
    return ask(() -> SqlAnswers.answer(store.reader(), request));
  }

  /** One session's numbers. */
  public SessionSummary session(String sessionId) {
    return ask(() -> store.reader().session(sessionId))
        .map(SessionSummary::of)
        .orElseThrow(() -> noSession(sessionId));
  }

  /** Deletes a session for good, with all that belongs to it. */
  public void deleteSession(String sessionId) {
    if (!ask(() -> upkeep().deleteSession(sessionId))) {
      throw noSession(sessionId);
    }
  }

  /**
   * Writes a copy of all that is stored at one moment.
   *
   * @throws IOException when it cannot be written
   */
  public void backup(OutputStream out) throws IOException {
    try {
      upkeep().backup(out);
    } catch (StoreException e) {
      throw QueryException.unavailable(e);
    } catch (UnsupportedOperationException e) {
      throw QueryException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private Upkeep upkeep() {
    return store
        .upkeep()
        .orElseThrow(
            () ->
                QueryException.invalid(
                    "this store is looked after with its own tools: see docs/operations.md"));
  }

  /** One session as a tree, without content. */
  public SessionTree tree(String sessionId, SessionTree.By by) {
    SessionSummary summary = session(sessionId);
    SessionSpans spans =
        SessionSpans.of(sessionId, ask(() -> store.reader().spansOf(sessionId, false)));
    List<TreeNode> nodes =
        switch (by) {
          case SPAN -> treeNodes(spans);
          case PATH ->
              PathTree.of(spans.forest(), spans.paths()).nodes().stream()
                  .map(this::treeNode)
                  .toList();
        };
    return new SessionTree(summary, by, nodes);
  }

  /**
   * A piece of a session's span tree, without content.
   *
   * @param offset of the first node, 0 where null
   * @param limit most nodes, 1 to {@link #MOST_NODES}, {@link #MOST_NODES} where null
   * @throws QueryException INVALID_ARGUMENT, NOT_FOUND
   */
  public TreePage treePage(String sessionId, @Nullable String offset, @Nullable String limit) {
    int first = number("offset", offset, 0, 0, Integer.MAX_VALUE);
    int most = number("limit", limit, MOST_NODES, 1, MOST_NODES);
    SessionSummary summary = session(sessionId);
    List<TreeNode> nodes =
        trees.get(
            summary,
            () ->
                treeNodes(
                    SessionSpans.of(
                        sessionId, ask(() -> store.reader().spansOf(sessionId, false)))));
    int from = Math.min(first, nodes.size());
    int to = (int) Math.min(nodes.size(), (long) from + most);
    String version = "%08x-%x".formatted(summary.hashCode(), nodes.size());
    return new TreePage(summary, version, from, nodes.size(), nodes.subList(from, to));
  }

  private static int number(String name, @Nullable String text, int absent, int least, int most) {
    if (text == null) {
      return absent;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, as what is out of range is.
    }
    throw QueryException.invalid(
        "%s must be %d to %d: was \"%s\"".formatted(name, least, most, text));
  }

  /** What the spans of one session mean together. */
  public SessionAnalysis analysis(String sessionId) {
    List<Span> spans = ask(() -> store.reader().spansOf(sessionId, false));
    if (spans.isEmpty()) {
      throw noSession(sessionId);
    }
    return SessionAnalysis.of(spans);
  }

  /**
   * All spans of one session by start time.
   *
   * @param withContent whether each span carries what was said
   */
  public List<SpanSummary> spans(String sessionId, boolean withContent) {
    List<Span> spans = ask(() -> store.reader().spansOf(sessionId, withContent));
    if (spans.isEmpty()) {
      throw noSession(sessionId);
    }
    Function<Span, Attachments> attachments =
        withContent ? attachments(sessionId) : span -> Attachments.NONE;
    SessionSpans together = SessionSpans.of(sessionId, spans);
    Map<SpanKey, Integer> index = together.index();
    List<SpanSummary> summaries = new ArrayList<>(spans.size());
    for (Span span : spans) {
      int node = Objects.requireNonNull(index.get(span.key()));
      summaries.add(together.summary(node).with(attachments.apply(span)));
    }
    return summaries;
  }

  /** One span with its content. */
  public SpanSummary span(String traceId, String spanId) {
    SpanKey key = key(traceId, spanId);
    Optional<Span> found = ask(() -> store.reader().span(key));
    Optional<String> session = ask(() -> store.reader().sessionOf(key));
    if (found.isEmpty() || session.isEmpty()) {
      throw QueryException.notFound("no span %s in trace %s is stored".formatted(spanId, traceId));
    }
    Span span = found.get();
    Attachments attachments =
        ask(() -> new Attachments(store.reader().logsOf(key), store.scores().scoresOf(span.key())));
    return summaryOf(span, session.get()).with(attachments);
  }

  private Function<Span, Attachments> attachments(String sessionId) {
    Map<SpanKey, List<LogRecord>> logs =
        ask(() -> store.reader().logsOf(sessionId)).stream()
            .collect(Collectors.groupingBy(LogRecord::key));
    Map<SpanKey, List<Score>> scores = new HashMap<>();
    Map<String, List<Score>> ofResponses = new HashMap<>();
    for (Score score : ask(() -> store.scores().scoresOf(sessionId, true))) {
      SpanKey key = score.target().spanKey();
      String responseId = score.target().responseId();
      if (key != null) {
        scores.computeIfAbsent(key, k -> new ArrayList<>()).add(score);
      } else if (responseId != null) {
        ofResponses.computeIfAbsent(responseId, k -> new ArrayList<>()).add(score);
      }
    }
    return span -> {
      String responseId = span.operation().responseId();
      List<Score> own = new ArrayList<>(scores.getOrDefault(span.key(), List.of()));
      if (responseId != null) {
        own.addAll(ofResponses.getOrDefault(responseId, List.of()));
      }
      own.sort(Comparator.comparingLong(Score::epochNanos).thenComparing(Score::id));
      return new Attachments(logs.getOrDefault(span.key(), List.of()), own);
    };
  }

  /** Why the store cannot work; empty when it can. Never throws. */
  public Optional<String> storeProblem() {
    return Optional.ofNullable(store.check().problem());
  }

  /** What a span is hangs on others: its path on the ancestors, its outcome on what came after. */
  private SpanSummary summaryOf(Span span, String sessionId) {
    List<Span> others = ask(() -> store.reader().spansOf(sessionId, false));
    SessionSpans together = SessionSpans.of(sessionId, others);
    Integer node = together.index().get(span.key());
    return node == null
        ? SessionSpans.of(sessionId, List.of(span)).summary(0)
        : together.summary(node, span);
  }

  private static List<TreeNode> treeNodes(SessionSpans spans) {
    List<SpanNode> nodes = SpanTree.of(spans.forest(), spans.paths()).nodes();
    List<TreeNode> treeNodes = new ArrayList<>(nodes.size());
    for (int node = 0; node < nodes.size(); node++) {
      // The tree has the forest's order.
      treeNodes.add(treeNode(nodes.get(node), spans.summary(node)));
    }
    return treeNodes;
  }

  private static TreeNode treeNode(SpanNode node, SpanSummary summary) {
    Span span = node.span();
    return new TreeNode(
        span.key().traceId() + ":" + span.key().spanId(),
        span.name(),
        node.depth(),
        span.startEpochNanos(),
        span.endEpochNanos(),
        node.self(),
        node.subtree(),
        summary,
        null);
  }

  private TreeNode treeNode(PathNode node) {
    return new TreeNode(
        node.path(),
        node.label(),
        node.depth(),
        node.startEpochNanos(),
        node.endEpochNanos(),
        node.self(),
        node.subtree(),
        null,
        new TreeNode.Place(node.path(), node.derived(), node.spanKeys()));
  }

  private static SpanKey key(String traceId, String spanId) {
    try {
      return new SpanKey(traceId, spanId);
    } catch (IllegalArgumentException e) {
      throw QueryException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static QueryException noSession(String sessionId) {
    return QueryException.notFound("no session \"%s\" is stored".formatted(sessionId));
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (StoreException e) {
      throw QueryException.unavailable(e);
    } catch (UnsupportedOperationException e) {
      // What this engine cannot do, and what to do instead.
      throw QueryException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
