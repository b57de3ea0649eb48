package io.treeline.exporter.store;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.util.List;
import java.util.Map;

/**
 * Changes what is stored already. Thread-safe; every method returns when the change is durable, and
 * doing the same again changes nothing.
 */
public interface SpanCorrections {

  /**
   * As {@link SpanWriter#write}, but the later of two spans with one key takes the place of the
   * earlier as a whole, within one call too. It may belong to another session. What {@link
   * #addProperties} added stays.
   *
   * @throws IllegalArgumentException as {@link SpanWriter#write}
   * @throws StoreException as {@link SpanWriter#write}
   */
  void replace(List<Span> spans);

  /**
   * Adds properties to a stored span, as if it had been sent with them; one of the same name is
   * replaced.
   *
   * @return whether the span is stored; when it is not, nothing was changed
   * @throws StoreException when nothing was changed; safe to retry
   */
  boolean addProperties(SpanKey key, Map<String, String> properties);

  /**
   * Gives stored spans other costs; nothing else of them changes. Those that are not stored are
   * left out.
   *
   * @param costs one for each span, some thousands at most
   * @throws IllegalArgumentException when a cost is finer than 18 decimals; nothing was changed
   * @throws StoreException when nothing was changed; safe to retry
   */
  void reprice(List<SpanCost> costs);

  /**
   * Gives a session its tag, in place of the one it had. The session need not be stored yet.
   *
   * @throws StoreException when nothing was changed; safe to retry
   */
  void tagSession(String sessionId, String tag);
}
