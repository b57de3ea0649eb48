package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scores come back as they were put, with what they are about, whichever came first. */
public abstract class ScoresContract extends SpanStoreContract {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String session = TestSpans.random("session");
  private final String name = TestSpans.random("helpfulness");
  private int count;

  private Score score(ScoreTarget target) {
    return score(target, ScoreValue.numeric(0.5));
  }

  /** Each judged a nanosecond after the one before. */
  private Score score(ScoreTarget target, ScoreValue value) {
    count++;
    return new Score(name + "-" + count, name, value, "api", null, 1_000 + count, target, Map.of());
  }

  private void put(Score... scores) {
    store.scores().put(List.of(scores));
  }

  private List<Score> named(ScoreQuery query) {
    return store.scores().find(query).scores();
  }

  private ScoreQuery all(int limit, ScoreQuery.Position after) {
    return new ScoreQuery(
        TimeRange.ALL, name, null, null, null, null, null, null, null, limit, after);
  }

  @Test
  void score_everyKindOfTargetAndValue_comesBackEqual() {
    SpanKey span = TestSpans.span().build().key();
    Score full =
        new Score(
            name + " \u0000 '\" 漢字",
            name,
            ScoreValue.numeric(-1.25e300).called("relevant"),
            "llm",
            "because of \uD83D\uDE80",
            Long.MAX_VALUE - 1,
            ScoreTarget.span(span),
            Map.of("rubric", JSON.objectNode().put("version", 2L)));
    List<Score> scores =
        List.of(
            full,
            score(ScoreTarget.trace(span.traceId()), ScoreValue.bool(true).called("pass")),
            score(ScoreTarget.session(session), ScoreValue.bool(false)),
            score(ScoreTarget.path("Refund", "/support/refund"), ScoreValue.category("good")),
            score(ScoreTarget.response("resp-1"), ScoreValue.numeric(0)));

    store.scores().put(scores);
    reopen();

    for (Score score : scores) {
      assertThat(store.scores().score(score.id())).contains(score);
    }
    assertThat(named(all(10, null))).containsExactlyInAnyOrderElementsOf(scores);
  }

  @Test
  void put_sameIdAgain_replaces() {
    Score first = score(ScoreTarget.session(session), ScoreValue.numeric(1));
    Score corrected =
        new Score(
            first.id(),
            name,
            ScoreValue.category("bad"),
            "human",
            "on second thoughts",
            5,
            ScoreTarget.response("r"),
            Map.of());

    put(first, first);
    put(first);
    assertThat(named(all(10, null))).containsExactly(first);
    put(first, corrected);
    reopen();

    assertThat(named(all(10, null))).containsExactly(corrected);
    assertThat(store.scores().scoresOf(session, true)).isEmpty();
  }

  @Test
  void delete_knownAndUnknown_saysWhetherItWasThere() {
    Score score = score(ScoreTarget.session(session));
    put(score);

    assertThat(store.scores().delete(score.id())).isTrue();
    assertThat(store.scores().delete(score.id())).isFalse();
    reopen();
    assertThat(store.scores().score(score.id())).isEmpty();
    put(score);
    assertThat(store.scores().score(score.id())).contains(score);
  }

  @Test
  void scoresOf_scoresBeforeTheirSpans_areFoundOnceTheSpansCome() {
    Span root = TestSpans.agent("a").session(session).at(0, 9).build();
    Span chat = TestSpans.llm("m").childOf(root).responseId(name + "-r").at(1, 2).build();
    Score ofChat = score(ScoreTarget.span(chat.key()));
    Score ofResponse = score(ScoreTarget.response(name + "-r"));
    Score ofTrace = score(ScoreTarget.trace(root.key().traceId()));
    Score ofSession = score(ScoreTarget.session(session));
    Score ofOther = score(ScoreTarget.span(TestSpans.span().build().key()));
    put(ofChat, ofResponse, ofTrace, ofSession, ofOther);
    assertThat(store.scores().scoresOf(session, true)).containsExactly(ofSession);

    write(chat);
    write(root);

    assertThat(store.scores().scoresOf(session, true))
        .containsExactly(ofChat, ofResponse, ofTrace, ofSession);
    assertThat(store.scores().scoresOf(session, false)).containsExactly(ofTrace, ofSession);
    assertThat(store.scores().scoresOf(chat.key())).containsExactly(ofChat, ofResponse);
    assertThat(store.scores().scoresOf(root.key())).isEmpty();
  }

  @Test
  void scoresOf_sessionsThatShareATrace_keepTheirSpansApart() {
    Span root = TestSpans.agent("a").session(session).at(0, 9).build();
    Span guest = TestSpans.llm("m").childOf(root).session(session + "-guest").at(1, 2).build();
    Score ofRoot = score(ScoreTarget.span(root.key()));
    Score ofGuest = score(ScoreTarget.span(guest.key()));
    Score ofTrace = score(ScoreTarget.trace(root.key().traceId()));
    write(root, guest);
    put(ofRoot, ofGuest, ofTrace);

    assertThat(store.scores().scoresOf(session, true)).containsExactly(ofRoot, ofTrace);
    assertThat(store.scores().scoresOf(session + "-guest", true)).containsExactly(ofGuest);
  }

  @Test
  void find_eachFilter_leavesWhatMatches() {
    Span chat = TestSpans.llm("m").session(session).responseId(name + "-r").build();
    write(chat);
    Score ofSpan = score(ScoreTarget.span(chat.key()), ScoreValue.bool(true));
    Score ofResponse = score(ScoreTarget.response(name + "-r"), ScoreValue.category("x"));
    Score ofSession = score(ScoreTarget.session(session));
    Score ofPath = score(ScoreTarget.path(name + "-n", "/a/b"));
    put(ofSpan, ofResponse, ofSession, ofPath);
    ScoreQuery q = all(10, null);

    assertThat(named(q)).containsExactly(ofPath, ofSession, ofResponse, ofSpan);
    assertThat(
            named(
                new ScoreQuery(
                    new TimeRange(1_002, 1_004),
                    name,
                    "api",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    10,
                    null)))
        .containsExactly(ofSession, ofResponse);
    assertThat(named(of(ScoreValue.Type.BOOLEAN, null, null, null, null, null)))
        .containsExactly(ofSpan);
    assertThat(named(of(null, ScoreTarget.Kind.PATH, null, null, null, null)))
        .containsExactly(ofPath);
    assertThat(named(of(null, null, session, null, null, null)))
        .containsExactly(ofSession, ofResponse, ofSpan);
    assertThat(named(of(null, null, null, chat.key(), null, null)))
        .containsExactly(ofResponse, ofSpan);
    assertThat(named(of(null, null, null, null, name + "-n", "/a/b"))).containsExactly(ofPath);
    assertThat(named(of(null, null, null, null, name + "-n", "/a"))).isEmpty();
    assertThat(named(of(null, null, "no such session", null, null, null))).isEmpty();
  }

  private ScoreQuery of(
      ScoreValue.Type type,
      ScoreTarget.Kind about,
      String ofSession,
      SpanKey span,
      String sessionName,
      String path) {
    return new ScoreQuery(
        TimeRange.ALL, name, null, type, about, ofSession, span, sessionName, path, 10, null);
  }

  @Test
  void find_pageByPage_givesEachOnceNewestFirst() {
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      // Two at one time: then the id decides.
      scores.add(
          new Score(
              name + "-" + i,
              name,
              ScoreValue.numeric(i),
              "api",
              null,
              1_000 + i / 2,
              ScoreTarget.session(session),
              Map.of()));
    }
    store.scores().put(scores);

    List<String> seen = new ArrayList<>();
    ScoreQuery.Position after = null;
    int pages = 0;
    do {
      ScoreRows page = store.scores().find(all(2, after));
      page.scores().forEach(score -> seen.add(score.id().substring(name.length() + 1)));
      after = page.next();
      pages++;
    } while (after != null);

    assertThat(seen).containsExactly("4", "3", "2", "1", "0");
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void use_afterClose_saysThatTheStoreIsClosed() {
    Score score = score(ScoreTarget.session(session));
    store.close();

    assertThatThrownBy(() -> put(score))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.scores().score("x"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }
}
