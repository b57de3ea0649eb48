package io.treeline.exporter.store;

import io.treeline.exporter.model.Span;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every engine must do, in parts: {@link WritingContract}, {@link MembershipContract}, {@link
 * SessionNumbersContract}, {@link FindSessionsContract}, {@link CorrectionsContract}, {@link
 * LogsContract}, {@link CountedSpansContract} and {@link ScoresContract}. An engine's test extends
 * each of them and supplies {@link #newStore}, nothing else. Ids are random, so that tests may
 * share a database; what is found is compared exactly.
 */
public abstract class SpanStoreContract {

  protected SpanStore store;

  /**
   * Opens a store. The first time in a test it may hold spans of other tests; after that store was
   * closed, the next one must hold what was written.
   */
  protected abstract SpanStore newStore();

  /** Called before each read: an engine that works in the background may want to be waited for. */
  protected void settle() {}

  @BeforeEach
  void openStore() {
    store = newStore();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  protected final void reopen() {
    store.close();
    store = newStore();
  }

  protected final void write(Span... spans) {
    store.writer().write(List.of(spans));
  }

  protected final SpanReader reader() {
    settle();
    return store.reader();
  }

  protected final SessionRow session(String id) {
    return reader().session(id).orElseThrow();
  }

  protected final List<Span> spansOf(String session) {
    return reader().spansOf(session, true);
  }
}
