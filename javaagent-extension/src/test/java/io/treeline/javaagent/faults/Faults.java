package io.treeline.javaagent.faults;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Called by every method of ours with its name: remembers it, and throws for the one that fails.
 */
public final class Faults implements Consumer<String> {

  static final String KEY = "treeline.test.faults";

  private final Set<String> reached = ConcurrentHashMap.newKeySet();
  private final Set<String> thrown = ConcurrentHashMap.newKeySet();
  private volatile String failing = "";

  static Faults get() {
    return (Faults) System.getProperties().get(KEY);
  }

  @Override
  public void accept(String method) {
    reached.add(method);
    if (method.equals(failing)) {
      thrown.add(method);
      throw new IllegalStateException("injected into " + method);
    }
  }

  /** The methods that ran since this was asked last, in order of their names. */
  Set<String> takeReached() {
    Set<String> taken = new TreeSet<>(reached);
    reached.removeAll(taken);
    return taken;
  }

  /** From now on that method throws; none when it is empty. */
  void fail(String method) {
    failing = method;
  }

  /** How many methods have thrown. */
  int thrown() {
    return thrown.size();
  }
}
