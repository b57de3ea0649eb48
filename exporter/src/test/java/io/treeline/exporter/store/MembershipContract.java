package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Which session a span belongs to. Each trace is written in every order its spans can arrive in,
 * one by one, and once all together: the outcome must be the same.
 */
public abstract class MembershipContract extends SpanStoreContract {

  /** One way for a trace to arrive: its spans in some order, with ids of its own. */
  private record Arrival(int number, List<Span> spans, String suffix) {
    String traceId() {
      return spans.get(0).key().traceId();
    }
  }

  @Test
  void rootHasOne_othersInheritItUnlessTheyHaveTheirOwn() {
    check(
        suffix -> {
          Span root = TestSpans.agent("a").session("root" + suffix).at(10, 90).build();
          Span own = child(root, 0, 5).session("own" + suffix).build();
          Span underOwn = child(own, 1, 2).build();
          Span plain = child(root, 20, 30).build();
          return List.of(root, own, underOwn, plain);
        },
        List.of("root", "own", "root", "root"));
  }

  @Test
  void rootHasNone_earliestSpanWithOneGivesIt() {
    check(
        suffix -> {
          Span root = TestSpans.agent("a").at(0, 90).build();
          Span late = child(root, 30, 40).session("late" + suffix).build();
          Span early = child(root, 20, 25).session("early" + suffix).build();
          Span plain = child(late, 10, 11).build();
          return List.of(root, late, early, plain);
        },
        List.of("early", "late", "early", "early"));
  }

  @Test
  void rootNeverArrives_earliestSpanWithOneGivesIt_tiesBySmallestSpanId() {
    check(
        suffix -> {
          String trace = TestSpans.randomTraceId();
          SpanBuilder orphan = TestSpans.span().trace(trace).parentId(TestSpans.randomSpanId());
          Span plain = orphan.spanId("1000000000000000").at(0, 90).build();
          Span large = orphan.spanId("f000000000000000").session("f" + suffix).at(5, 6).build();
          Span small = orphan.spanId("7000000000000000").session("7" + suffix).at(5, 6).build();
          return List.of(plain, large, small);
        },
        List.of("7", "f", "7"));
  }

  @Test
  void severalRoots_theEarliestDecides() {
    check(
        suffix -> {
          Span late = TestSpans.span().session("late" + suffix).at(50, 90).build();
          Span early =
              TestSpans.span()
                  .trace(late.key().traceId())
                  .session("early" + suffix)
                  .at(40, 45)
                  .build();
          Span earliestChild = child(late, 0, 1).session("child" + suffix).build();
          Span plain = child(late, 60, 61).build();
          return List.of(late, early, earliestChild, plain);
        },
        List.of("late", "early", "child", "early"));
  }

  @Test
  void earliestRootHasNone_laterRootDoesNotCountAsRoot() {
    check(
        suffix -> {
          Span early = TestSpans.span().at(0, 90).build();
          Span lateRoot =
              TestSpans.span()
                  .trace(early.key().traceId())
                  .session("lateRoot" + suffix)
                  .at(20, 30)
                  .build();
          Span child = child(early, 10, 12).session("child" + suffix).build();
          return List.of(early, lateRoot, child);
        },
        List.of("child", "lateRoot", "child"));
  }

  @Test
  void runningRootThatNamedAnotherSession_isForgottenOnceItEnded() {
    check(
        suffix -> {
          Span running = TestSpans.agent("a").session("was" + suffix).running(5).build();
          Span ended =
              TestSpans.agent("a").key(running.key()).session("is" + suffix).at(5, 90).build();
          Span child = child(ended, 10, 12).build();
          Span named = child(ended, 0, 1).session("named" + suffix).build();
          return List.of(running, ended, child, named);
        },
        // The running version is replaced: only the ended one is there.
        List.of("is", "is", "is", "named"));
  }

  @Test
  void runningRootThatLostItsSession_leavesTheTraceToTheEarliestNamed() {
    check(
        suffix -> {
          Span running = TestSpans.agent("a").session("was" + suffix).running(0).build();
          Span ended = TestSpans.agent("a").key(running.key()).at(0, 90).build();
          Span named = child(ended, 10, 12).session("named" + suffix).build();
          Span plain = child(ended, 5, 6).build();
          return List.of(running, ended, named, plain);
        },
        List.of("named", "named", "named", "named"));
  }

  @Test
  void nobodyHasOne_theTraceIsTheSession() {
    Span root = TestSpans.agent("a").at(0, 90).build();
    Span child = child(root, 1, 2).build();

    write(child);
    write(root);

    String traceId = root.key().traceId();
    assertThat(spansOf(traceId)).containsExactly(root, child);
    assertThat(reader().sessionOf(child.key())).contains(traceId);
    assertThat(session(traceId).sessionIdSource()).isEqualTo(SessionIdSource.TRACE);
  }

  @Test
  void rootArrivesLast_theDerivedSessionIsGone() {
    String session = TestSpans.random("session");
    Span root = TestSpans.agent("a").session(session, SessionIdSource.CONVERSATION).build();
    Span child = child(root, 1, 2).build();

    write(child);
    assertThat(session(child.key().traceId()).spans()).isEqualTo(1);
    write(root);

    assertThat(reader().session(child.key().traceId())).isEmpty();
    assertThat(spansOf(child.key().traceId())).isEmpty();
    assertThat(spansOf(session)).containsExactly(root, child);
    assertThat(session(session).sessionIdSource()).isEqualTo(SessionIdSource.CONVERSATION);
  }

  @Test
  void sessionOverSeveralTraces_hasAllTheirSpans() {
    String session = TestSpans.random("session");
    Span first = TestSpans.agent("a").session(session, SessionIdSource.CONVERSATION).build();
    Span second = TestSpans.agent("b").session(session, SessionIdSource.OWN_KEY).at(20, 30).build();
    Span underSecond = child(second, 21, 22).build();

    write(underSecond, first);
    write(second);

    assertThat(spansOf(session)).containsExactly(first, second, underSecond);
    assertThat(session(session).sessionIdSource()).isEqualTo(SessionIdSource.OWN_KEY);
  }

  private static SpanBuilder child(Span parent, long start, long end) {
    return TestSpans.span().childOf(parent).at(start, end);
  }

  /**
   * Writes the trace in all orders and checks each span's session.
   *
   * @param trace makes the trace anew, session ids ending in the given suffix; of spans with one
   *     key the last is the one that stays
   * @param sessions the sessions of its spans, without the suffix, in the same order
   */
  private void check(Function<String, List<Span>> trace, List<String> sessions) {
    List<Arrival> arrivals = new ArrayList<>();
    int size = sessions.size();
    List<List<Integer>> orders = permutations(size);
    for (int i = 0; i <= orders.size(); i++) {
      String suffix = "-" + TestSpans.random("s");
      arrivals.add(new Arrival(i, trace.apply(suffix), suffix));
    }
    for (int step = 0; step < size; step++) {
      List<Span> batch = new ArrayList<>();
      for (int i = 0; i < orders.size(); i++) {
        batch.add(arrivals.get(i).spans().get(orders.get(i).get(step)));
      }
      store.writer().write(batch);
    }
    store.writer().write(arrivals.get(orders.size()).spans());

    arrivals.forEach(arrival -> check(arrival, sessions));
  }

  private void check(Arrival arrival, List<String> sessions) {
    TreeMap<String, TreeMap<String, Span>> expected = new TreeMap<>();
    for (int i = 0; i < sessions.size(); i++) {
      Span span = arrival.spans().get(i);
      String session = sessions.get(i) + arrival.suffix();
      assertThat(reader().sessionOf(span.key())).contains(session);
      expected.computeIfAbsent(session, s -> new TreeMap<>()).put(span.key().spanId(), span);
    }
    // Costly questions: every other arrival answers one, the rest the other.
    expected.forEach(
        (session, spans) -> {
          if (arrival.number() % 2 == 0) {
            assertThat(spansOf(session)).containsExactlyInAnyOrderElementsOf(spans.values());
          } else {
            assertThat(session(session).spans()).isEqualTo(spans.size());
          }
        });
    assertThat(reader().session(arrival.traceId())).isEmpty();
  }

  private static List<List<Integer>> permutations(int size) {
    List<List<Integer>> all = List.of(List.of());
    for (int n = 0; n < size; n++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> shorter : all) {
        for (int at = 0; at <= n; at++) {
          List<Integer> next = new ArrayList<>(shorter);
          next.add(at, n);
          longer.add(next);
        }
      }
      all = longer;
    }
    return all;
  }
}
