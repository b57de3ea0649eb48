package io.opentelemetry.javaagent.treeline.genai;

import io.treeline.semconv.RecoveryStrategies;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls of models in a scope that failed lately. A later call takes the place of one when it
 * asks the same: of the same model it is a retry, of another one a fallback.
 *
 * <p>Guarded by its scope.
 */
final class FailedModels {

  static final int MAX_FAILURES = 8;

  /** Oldest first. */
  private final Deque<Entry> entries = new ArrayDeque<>();

  @Nullable Recovery starting(ModelRequest request) {
    if (entries.isEmpty()) {
      return null;
    }
    int question = question(request);
    for (Iterator<Entry> latest = entries.descendingIterator(); latest.hasNext(); ) {
      Entry entry = latest.next();
      if (entry.asks(request, question)) {
        latest.remove();
        return new Recovery(strategy(entry.failure, request), entry.failure);
      }
    }
    return null;
  }

  void failed(Failure failure, ModelRequest request) {
    if (entries.size() >= MAX_FAILURES) {
      entries.removeFirst();
    }
    entries.addLast(new Entry(failure, request.operation(), question(request)));
  }

  void answered(ModelRequest request) {
    if (!entries.isEmpty()) {
      int question = question(request);
      entries.removeIf(entry -> entry.asks(request, question));
    }
  }

  /** A call that does not name its model cannot be told from another's: it counts as the same. */
  private static String strategy(Failure failure, ModelRequest request) {
    return failure.name() == null
            || request.model() == null
            || failure.name().equals(request.model())
        ? RecoveryStrategies.RETRY
        : RecoveryStrategies.FALLBACK_MODEL;
  }

  /**
   * What is asked: the user's last words. Providers spell everything around them in ways of their
   * own. Without content all questions look alike, and the results they bring back tell them apart.
   */
  private static int question(ModelRequest request) {
    List<Message> messages = request.messages();
    for (int i = messages.size() - 1; i >= 0; i--) {
      Message message = messages.get(i);
      if (message.role().equals("user")) {
        int words = Objects.hash(message.parts().stream().map(Part::prose).toArray());
        if (message.parts().stream().anyMatch(part -> part.prose() != null)) {
          return words;
        }
      }
    }
    return request.toolResults().stream().map(ToolResult::callId).toList().hashCode();
  }

  private record Entry(Failure failure, String operation, int question) {
    boolean asks(ModelRequest request, int other) {
      return operation.equals(request.operation()) && question == other;
    }
  }
}
