package io.treeline.exporter.access;

import io.treeline.exporter.model.ProjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys in force: those of a file, read again within a second of its change. While the file
 * cannot be used, the last good ones stay in force, and the log says so. Thread-safe.
 */
public final class KeyRing implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(KeyRing.class);

  /**
   * What a key may send that says nothing itself.
   *
   * @param spansPerSecond null for no limit
   * @param bytesPerSecond null for no limit
   */
  public record Limits(@Nullable Long spansPerSecond, @Nullable Long bytesPerSecond) {
    public static final Limits NONE = new Limits(null, null);
  }

  private final KeyFile file;
  private final Limits limits;
  private final byte[] loginSecret;
  private final Map<String, RateLimit> rates = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "keys");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Map<String, ApiKey> keys = Map.of();
  private volatile @Nullable String problem;
  private @Nullable Object seen;

  private KeyRing(KeyFile file, Limits limits) {
    this.file = file;
    this.limits = limits;
    this.loginSecret = file.loginSecret();
  }

  /**
   * Reads the keys and watches their file.
   *
   * @throws KeyFileException when it cannot be read
   */
  public static KeyRing open(KeyFile file, Limits limits) {
    KeyRing ring = new KeyRing(file, limits);
    ring.seen = ring.state();
    ring.load();
    if (ring.keys.isEmpty()) {
      logger.warn(
          "auth=keys, and there is no key in {}: nobody can send or ask. Make one with"
              + " \"treeline keys create\"; it is in force within a second",
          file.path());
    }
    ScheduledFuture<?> unused =
        ring.watcher.scheduleWithFixedDelay(ring::look, 500, 500, TimeUnit.MILLISECONDS);
    return ring;
  }

  /** The key with this id; null when there is none or it was revoked. */
  @Nullable ApiKey byId(String id) {
    ApiKey key = keys.get(id);
    return key == null || key.revoked() != null ? null : key;
  }

  /** Ids of the keys that open a project. */
  public List<String> idsOf(ProjectId project) {
    return keys.values().stream()
        .filter(key -> key.revoked() == null && key.project().equals(project))
        .map(ApiKey::id)
        .sorted()
        .toList();
  }

  /** Not to be changed. */
  byte[] loginSecret() {
    return loginSecret;
  }

  Caller caller(ApiKey key) {
    return new Caller(key.id(), key.project(), key.scopes(), rate(key));
  }

  /** Why the file cannot be used; null when it can. */
  public @Nullable String problem() {
    return problem;
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }

  private RateLimit rate(ApiKey key) {
    Long spans = key.spansPerSecond() == null ? limits.spansPerSecond : key.spansPerSecond();
    Long bytes = key.bytesPerSecond() == null ? limits.bytesPerSecond : key.bytesPerSecond();
    if (spans == null && bytes == null) {
      return RateLimit.NONE;
    }
    RateLimit known = rates.get(key.id());
    if (known != null && known.isOf(spans, bytes)) {
      return known;
    }
    return rates.compute(
        key.id(),
        (id, old) ->
            old != null && old.isOf(spans, bytes)
                ? old
                : new RateLimit(spans, bytes, System::nanoTime));
  }

  private void look() {
    try {
      Object now = state();
      if (!Objects.equals(now, seen) || problem != null) {
        seen = now;
        load();
        problem = null;
      }
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.equals(problem)) {
        logger.error("{}; the keys read before stay in force", message);
      }
      problem = message;
    }
  }

  private void load() {
    Map<String, ApiKey> all = new HashMap<>();
    file.read().forEach(key -> all.put(key.id(), key));
    keys = Map.copyOf(all);
    rates.keySet().retainAll(all.keySet());
    logger.info("{} keys from {}", all.size(), file.path());
  }

  /** Differs whenever the file was replaced: it is never written in place. */
  private @Nullable Object state() {
    try {
      BasicFileAttributes is = Files.readAttributes(file.path(), BasicFileAttributes.class);
      return Arrays.asList(is.lastModifiedTime(), is.size(), is.fileKey());
    } catch (IOException e) {
      return null; // There is none, which is a state too.
    }
  }
}
