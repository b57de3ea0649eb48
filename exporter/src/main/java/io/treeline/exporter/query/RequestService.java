package io.treeline.exporter.query;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.NameOfSessions;
import io.treeline.exporter.store.RequestFilter;
import io.treeline.exporter.store.RequestQuery;
import io.treeline.exporter.store.SessionMeasures;
import io.treeline.exporter.store.SessionOfRequests;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.StoredRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers questions about requests and their sessions by trees of conditions, and keeps what is
 * said of them later. Thread-safe; blocks while the store works.
 *
 * <p>Every method throws {@link QueryException}: UNAVAILABLE when the store cannot answer now, and
 * those that change something NOT_FOUND when it is not there.
 */
public final class RequestService {

  private final SpanStore store;

  public RequestService(SpanStore store) {
    this.store = store;
  }

  /** As {@link io.treeline.exporter.store.RequestReader#requests}. */
  public List<StoredRequest> requests(RequestQuery query) {
    return ask(() -> store.requests().requests(query));
  }

  /** As {@link io.treeline.exporter.store.RequestReader#sessions}. */
  public List<SessionOfRequests> sessions(
      RequestFilter filter, TimeRange range, long offset, int limit) {
    return ask(() -> store.requests().sessions(filter, range, offset, limit));
  }

  /** As {@link io.treeline.exporter.store.RequestReader#names}. */
  public List<NameOfSessions> names(RequestFilter filter, TimeRange range) {
    return ask(() -> store.requests().names(filter, range));
  }

  /** As {@link io.treeline.exporter.store.RequestReader#measures}. */
  public List<SessionMeasures> measures(RequestFilter filter, TimeRange range) {
    return ask(() -> store.requests().measures(filter, range));
  }

  /** The request of a session that started first. */
  public SpanKey firstRequest(String sessionId) {
    RequestFilter ofSession =
        new RequestFilter.Test(
            RequestFilter.Field.SESSION_ID, null, RequestFilter.Operator.EQUALS, sessionId);
    return requests(
            new RequestQuery(ofSession, RequestFilter.Field.START, null, false, 0, 1, false))
        .stream()
        .findFirst()
        .map(request -> request.span().key())
        .orElseThrow(() -> QueryException.notFound("No request found"));
  }

  /** Does nothing when the span is stored. */
  public void requireStored(SpanKey key) {
    if (ask(() -> store.reader().sessionOf(key)).isEmpty()) {
      throw noRequest();
    }
  }

  /** Adds a property to a span, in the place of one of the same name. */
  public void addProperty(SpanKey key, String name, String value) {
    boolean found = ask(() -> store.corrections().addProperties(key, Map.of(name, value)));
    if (!found) {
      throw noRequest();
    }
  }

  /** The tag of a session; empty when it has none. */
  public Optional<String> tag(String sessionId) {
    return ask(() -> store.reader().tagOfSession(sessionId));
  }

  /** Gives a session its tag. */
  public void tag(String sessionId, String tag) {
    ask(
        () -> {
          store.corrections().tagSession(sessionId, tag);
          return true;
        });
  }

  /** Keeps scores, each in the place of the one with its id. */
  public void score(List<Score> scores) {
    ask(
        () -> {
          store.scores().put(scores);
          return true;
        });
  }

  private static QueryException noRequest() {
    return QueryException.notFound("Request not found");
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (StoreException e) {
      throw QueryException.unavailable(e);
    } catch (IllegalArgumentException e) {
      throw QueryException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
