package io.opentelemetry.javaagent.treeline.session;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a session goes out only when the user wants it, and is taken from what comes in.
 *
 * <p>Wraps each configured propagator; only one that carries baggage makes a difference. Out, with
 * propagation off: entries that came in are not sent on, because the next receiver may be another
 * company. Entries that the application put into its baggage itself are its own affair. The
 * application sees its baggage unchanged in any case.
 */
public final class SessionPropagator implements TextMapPropagator {

  /** What of the baggage came in with the request that is being served. */
  private static final ContextKey<Map<String, String>> INBOUND =
      ContextKey.named("treeline-inbound-baggage");

  private static final Logger logger = Logger.getLogger(SessionPropagator.class.getName());

  private final TextMapPropagator delegate;
  private final boolean sendsSession;

  /**
   * Wraps a propagator.
   *
   * @param sendsSession {@code treeline.session.propagation.enabled}
   */
  public SessionPropagator(TextMapPropagator delegate, boolean sendsSession) {
    this.delegate = delegate;
    this.sendsSession = sendsSession;
  }

  @Override
  public Collection<String> fields() {
    return delegate.fields();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    Context sent;
    try {
      Baggage present = Baggage.fromContext(context);
      Baggage baggage = outbound(context, present);
      sent = baggage == present ? context : context.with(baggage);
    } catch (Throwable e) {
      logger.log(Level.FINE, "baggage was left out of a request", e);
      // What cannot be looked through is not sent: the next receiver may be another company.
      sent = context.with(Baggage.empty());
    }
    delegate.inject(sent, carrier, setter);
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    Context extracted = delegate.extract(context, carrier, getter);
    try {
      return withSession(context, extracted);
    } catch (Throwable e) {
      logger.log(Level.FINE, "the session of a request was not read", e);
      return extracted;
    }
  }

  private static Context withSession(Context context, Context extracted) {
    Baggage baggage = Baggage.fromContext(extracted);
    if (baggage.isEmpty() || baggage == Baggage.fromContext(context)) {
      return extracted;
    }
    Map<String, String> entries = SessionBaggage.entriesOf(baggage);
    return entries.isEmpty()
        ? extracted
        : extracted
            .with(INBOUND, entries)
            .with(SessionBaggage.read(entries, SessionContext.from(extracted)));
  }

  private Baggage outbound(Context context, Baggage present) {
    if (sendsSession) {
      SessionContext session = SessionContext.from(context);
      return session.isEmpty() ? present : SessionBaggage.write(session, present);
    }
    Map<String, String> inbound = context.get(INBOUND);
    return inbound == null || present.isEmpty()
        ? present
        : SessionBaggage.without(inbound, present);
  }

  @Override
  public String toString() {
    return "SessionPropagator{" + delegate + "}";
  }
}
