package io.opentelemetry.javaagent.treeline.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.treeline.semconv.SessionIdSources;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionPropagatorTest {

  private static final SessionPropagator SILENT =
      new SessionPropagator(W3CBaggagePropagator.getInstance(), false);
  private static final SessionPropagator SENDING =
      new SessionPropagator(W3CBaggagePropagator.getInstance(), true);

  @Test
  void extract_sessionKeys_areTheSession() {
    Context context = extract(SILENT, Context.root(), "session.id=s-1,user.id=u,tenant=t");

    assertThat(SessionContext.from(context))
        .isEqualTo(new SessionContext("s-1", SessionIdSources.BAGGAGE, null, null, "u", Map.of()));
  }

  @Test
  void extract_ownSessionId_winsOverSessionId() {
    Context context = extract(SILENT, Context.root(), "session.id=web,treeline.session.id=s-1");

    assertThat(SessionContext.from(context).id()).isEqualTo("s-1");
  }

  @Test
  void extract_leavesTheBaggageOfTheApplicationWhole() {
    Context context = extract(SILENT, Context.root(), "session.id=s-1,tenant=t");

    assertThat(Baggage.fromContext(context).asMap()).containsOnlyKeys("session.id", "tenant");
  }

  @Test
  void extract_otherKeys_makeNoSession() {
    Context context = extract(SILENT, Context.root(), "tenant=t");

    assertThat(SessionContext.from(context).isEmpty()).isTrue();
  }

  @Test
  void extract_withinAnApiSession_leavesItsId() {
    Context known = Context.root().with(SessionContext.EMPTY.withId("mine", SessionIdSources.API));

    assertThat(SessionContext.from(extract(SILENT, known, "session.id=other")).id())
        .isEqualTo("mine");
  }

  @Test
  void inject_silent_sendsNeitherSessionNorWhatCameIn() {
    Context context = extract(SILENT, Context.root(), "session.id=s-1,tenant=t");
    Context own = context.with(SessionContext.from(context).withName("Support"));

    assertThat(inject(SILENT, own)).isEqualTo("tenant=t");
  }

  @Test
  void inject_silent_sendsWhatTheApplicationSetItself() {
    Context context = extract(SILENT, Context.root(), "session.id=s-1");
    Baggage changed =
        Baggage.fromContext(context).toBuilder().put("session.id", "of-the-application").build();

    assertThat(inject(SILENT, context.with(changed))).isEqualTo("session.id=of-the-application");
  }

  @Test
  void inject_sending_sendsTheSession() {
    Context context =
        Context.root()
            .with(
                SessionContext.EMPTY
                    .withId("s-1", SessionIdSources.API)
                    .withProperty("plan", "pro"));

    assertThat(inject(SENDING, context).split(","))
        .containsExactlyInAnyOrder("session.id=s-1", "treeline.property.plan=pro");
    assertThat(inject(SENDING, Context.root())).isNull();
  }

  private static Context extract(SessionPropagator propagator, Context context, String header) {
    return propagator.extract(context, Map.of("baggage", header), new MapGetter());
  }

  private static String inject(SessionPropagator propagator, Context context) {
    Map<String, String> headers = new HashMap<>();
    propagator.inject(context, headers, Map::put);
    return headers.get("baggage");
  }

  private static final class MapGetter implements TextMapGetter<Map<String, String>> {
    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public String get(Map<String, String> carrier, String key) {
      return carrier.get(key);
    }
  }
}
