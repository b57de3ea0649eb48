package io.treeline.exporter.journal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Those who wait for positions to be loaded. Thread-safe. */
final class LoadWaiters {

  private final IdentityHashMap<CompletableFuture<Void>, Long> waiting = new IdentityHashMap<>();
  private volatile long loadedTo;
  private boolean closed;

  LoadWaiters(long loadedTo) {
    this.loadedTo = loadedTo;
  }

  long loadedTo() {
    return loadedTo;
  }

  synchronized boolean any() {
    return !waiting.isEmpty();
  }

  CompletableFuture<Void> waitFor(long position) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    synchronized (this) {
      if (position <= loadedTo) {
        return CompletableFuture.completedFuture(null);
      }
      if (closed) {
        future.completeExceptionally(new JournalException("the journal is closed"));
        return future;
      }
      waiting.put(future, position);
    }
    // Cancelled or timed out: nobody waits any more.
    CompletableFuture<Void> unused = future.whenComplete((done, failure) -> remove(future));
    return future;
  }

  void loaded(long position) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    synchronized (this) {
      loadedTo = position;
      Iterator<Map.Entry<CompletableFuture<Void>, Long>> entries = waiting.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<CompletableFuture<Void>, Long> entry = entries.next();
        if (entry.getValue() <= position) {
          done.add(entry.getKey());
          entries.remove();
        }
      }
    }
    done.forEach(future -> future.complete(null));
  }

  void close() {
    List<CompletableFuture<Void>> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(waiting.keySet());
      waiting.clear();
    }
    left.forEach(
        future -> future.completeExceptionally(new JournalException("the journal is closed")));
  }

  @SuppressWarnings("CollectionUndefinedEquality") // The map compares by identity.
  private synchronized void remove(CompletableFuture<Void> future) {
    waiting.remove(future);
  }
}
