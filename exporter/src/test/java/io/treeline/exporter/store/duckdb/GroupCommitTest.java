package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Grouping, with an engine that waits and fails when told to. */
class GroupCommitTest {

  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch firstIsUnderWay = new CountDownLatch(1);
  private final List<List<String>> committed = new CopyOnWriteArrayList<>();
  private volatile boolean pauseFails;

  private final GroupCommit.Engine engine =
      new GroupCommit.Engine() {
        @Override
        public void commit(Changes changes) throws Exception {
          firstIsUnderWay.countDown();
          gate.await();
          List<String> names = changes.spans().stream().map(span -> span.span().name()).toList();
          if (names.contains("poison")) {
            throw new IOException("cannot digest");
          }
          committed.add(names);
        }

        @Override
        public void change(GroupCommit.Change change) throws Exception {
          gate.await();
          committed.add(List.of("change"));
        }

        @Override
        public void pause(boolean idle) {
          if (pauseFails) {
            throw new OutOfMemoryError("while nobody writes");
          }
        }
      };

  private GroupCommit writer = start(1 << 20);

  private GroupCommit start(long maxQueuedBytes) {
    GroupCommit started = new GroupCommit(engine, "test.duckdb", maxQueuedBytes);
    started.start();
    return started;
  }

  @AfterEach
  void close() {
    gate.countDown();
    writer.close();
  }

  private static Span named(String name) {
    return TestSpans.span().name(name).build();
  }

  private CompletableFuture<Void> writeAside(String name) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    long before = writer.queuedBytes();
    new Thread(
            () -> {
              try {
                writer.write(List.of(named(name)));
                done.complete(null);
              } catch (RuntimeException e) {
                done.completeExceptionally(e);
              }
            })
        .start();
    await().until(() -> writer.queuedBytes() > before);
    return done;
  }

  @Test
  void write_afterWorkBetweenGroupsFailed_isCommitted() {
    pauseFails = true;
    gate.countDown();

    writer.write(List.of(named("first")));
    writer.write(List.of(named("second")));

    assertThat(committed).containsExactly(List.of("first"), List.of("second"));
    assertThat(writer.isRunning()).isTrue();
  }

  @Test
  void write_whileACommitIsUnderWay_isGroupedIntoTheNext() throws Exception {
    List<CompletableFuture<Void>> calls = new ArrayList<>(List.of(writeAside("first")));
    firstIsUnderWay.await();
    calls.add(writeAside("a"));
    calls.add(writeAside("b"));
    calls.add(writeAside("c"));
    assertThat(calls).noneMatch(CompletableFuture::isDone);

    gate.countDown();
    calls.forEach(CompletableFuture::join);

    assertThat(committed).containsExactly(List.of("first"), List.of("a", "b", "c"));
    await().until(() -> writer.queuedBytes() == 0);
  }

  @Test
  void write_oneCallOfAGroupFails_theOthersAreStored() throws Exception {
    CompletableFuture<Void> first = writeAside("first");
    firstIsUnderWay.await();
    CompletableFuture<Void> good = writeAside("good");
    CompletableFuture<Void> poison = writeAside("poison");
    CompletableFuture<Void> alsoGood = writeAside("also good");

    gate.countDown();
    CompletableFuture.allOf(first, good, alsoGood).join();

    assertThatThrownBy(poison::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "could not store 1 spans in test.duckdb: cannot digest"
                + " (nothing of this request was stored; send it again)");
    assertThat(committed).containsExactly(List.of("first"), List.of("good"), List.of("also good"));
  }

  @Test
  void write_aboveTheBound_saysBusyAndStoresNothing() throws Exception {
    writer.close();
    writer = start(2_500);
    CompletableFuture<Void> first = writeAside("first");
    firstIsUnderWay.await();
    CompletableFuture<Void> second = writeAside("second");

    assertThatThrownBy(() -> writer.write(List.of(named("third"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("busy");
    gate.countDown();
    CompletableFuture.allOf(first, second).join();
    writer.write(List.of(named("third")));

    assertThat(committed).containsExactly(List.of("first"), List.of("second"), List.of("third"));
  }

  @Test
  void write_largerThanTheBoundAlone_isLetIn() {
    writer.close();
    writer = start(1);
    gate.countDown();

    writer.write(List.of(named("a"), named("b")));

    assertThat(committed).containsExactly(List.of("a", "b"));
  }

  @Test
  void close_withCallsWaiting_storesThem() throws Exception {
    CompletableFuture<Void> first = writeAside("first");
    firstIsUnderWay.await();
    CompletableFuture<Void> second = writeAside("second");

    CompletableFuture<Void> closing = CompletableFuture.runAsync(writer::close);
    gate.countDown();
    CompletableFuture.allOf(first, second, closing).join();

    assertThat(committed).containsExactly(List.of("first"), List.of("second"));
    assertThat(writer.isRunning()).isFalse();
  }

  @Test
  void change_betweenWrites_isDoneInItsPlace() throws Exception {
    CompletableFuture<Void> first = writeAside("first");
    firstIsUnderWay.await();
    CompletableFuture<Void> second = writeAside("second");
    CompletableFuture<Void> change =
        CompletableFuture.runAsync(() -> writer.change(connection -> Set.of()));
    await().until(() -> writer.waiting() == 2);
    CompletableFuture<Void> third = writeAside("third");

    gate.countDown();

    CompletableFuture.allOf(first, second, change, third).join();
    assertThat(committed)
        .containsExactly(List.of("first"), List.of("second"), List.of("change"), List.of("third"));
  }
}
