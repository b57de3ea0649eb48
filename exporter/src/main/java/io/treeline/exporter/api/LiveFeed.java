package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells subscribers which sessions changed, as server-sent events: at most four times a second,
 * each session once per event. Telling it of a change never blocks and costs no more than a set
 * insertion; a subscriber that does not read is dropped.
 */
public final class LiveFeed implements AutoCloseable {

  static final long EVENT_MILLIS = 250;
  static final long HEARTBEAT_MILLIS = 15_000;
  static final int MAX_SUBSCRIBERS = 256;
  static final int MAX_IDS_PER_EVENT = 1000;
  private static final int MAX_WAITING_IDS = 100_000;
  private static final int MAX_UNREAD_EVENTS = 32;

  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final Set<String> changed = new LinkedHashSet<>();
  private final ScheduledThreadPoolExecutor timer;
  private final long eventMillis;
  private boolean eventScheduled;

  public LiveFeed() {
    this(EVENT_MILLIS);
  }

  LiveFeed(long eventMillis) {
    this.eventMillis = eventMillis;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "live-feed");
              thread.setDaemon(true);
              return thread;
            });
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    Future<?> unused =
        timer.scheduleAtFixedRate(
            () -> send(": still here\n\n"),
            HEARTBEAT_MILLIS,
            HEARTBEAT_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Says that these sessions changed; to be called after the change is visible to readers. */
  public void publish(Collection<String> sessionIds) {
    if (sessionIds.isEmpty() || subscribers.isEmpty()) {
      return;
    }
    synchronized (changed) {
      for (String id : sessionIds) {
        if (changed.size() < MAX_WAITING_IDS) {
          changed.add(id);
        }
      }
      scheduleEvent();
    }
  }

  /** Whether anybody listens: without, a caller need not find out what changed. */
  public boolean hasSubscribers() {
    return !subscribers.isEmpty();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    subscribers.forEach(subscriber -> subscriber.writer.close());
    subscribers.clear();
  }

  HttpResponse subscribe() {
    if (subscribers.size() >= MAX_SUBSCRIBERS) {
      return ErrorMapping.error(
          HttpStatus.SERVICE_UNAVAILABLE,
          "UNAVAILABLE",
          "the live feed has %d subscribers already, the most it takes".formatted(MAX_SUBSCRIBERS));
    }
    HttpResponseWriter writer = HttpResponse.streaming();
    writer.write(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.EVENT_STREAM)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build());
    Subscriber subscriber = new Subscriber(writer);
    subscriber.send(HttpData.ofUtf8("retry: 2000\n\n"));
    subscribers.add(subscriber);
    Future<?> unused =
        writer
            .whenComplete()
            .handle(
                (done, failure) -> {
                  subscribers.remove(subscriber);
                  return null;
                });
    return writer;
  }

  int subscribers() {
    return subscribers.size();
  }

  /** Under the lock on {@code changed}. */
  private void scheduleEvent() {
    if (!eventScheduled && !timer.isShutdown()) {
      eventScheduled = true;
      Future<?> unused = timer.schedule(this::sendChanges, eventMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void sendChanges() {
    List<String> ids = new ArrayList<>();
    synchronized (changed) {
      Iterator<String> waiting = changed.iterator();
      while (waiting.hasNext() && ids.size() < MAX_IDS_PER_EVENT) {
        ids.add(waiting.next());
        waiting.remove();
      }
      eventScheduled = false;
      if (!changed.isEmpty()) {
        scheduleEvent();
      }
    }
    send("event: changed\ndata: " + json(ids) + "\n\n");
  }

  private void send(String event) {
    HttpData data = HttpData.ofUtf8(event);
    subscribers.forEach(subscriber -> subscriber.send(data));
  }

  private static String json(List<String> ids) {
    JsonBody body =
        (JsonGenerator out) -> {
          out.writeStartObject();
          Values.writeTexts(out, "sessionIds", ids);
          out.writeEndObject();
        };
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      body.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static final class Subscriber {
    private final HttpResponseWriter writer;
    private int unread;

    Subscriber(HttpResponseWriter writer) {
      this.writer = writer;
    }

    synchronized void send(HttpData event) {
      unread++;
      if (unread > MAX_UNREAD_EVENTS) {
        writer.abort();
        return;
      }
      if (writer.tryWrite(event)) {
        Future<?> unused =
            writer
                .whenConsumed()
                .handle(
                    (done, failure) -> {
                      read();
                      return null;
                    });
      }
    }

    private synchronized void read() {
      unread = 0;
    }
  }
}
