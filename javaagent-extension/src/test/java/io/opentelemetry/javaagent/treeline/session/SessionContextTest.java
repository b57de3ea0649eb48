package io.opentelemetry.javaagent.treeline.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.treeline.semconv.SessionIdSources;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionContextTest {

  @Test
  void from_contextWithoutSession_isEmpty() {
    assertThat(SessionContext.from(Context.root())).isSameAs(SessionContext.EMPTY);
  }

  @Test
  void from_contextWithSession_isThatSession() {
    SessionContext session = SessionContext.EMPTY.withName("Support");

    assertThat(SessionContext.from(Context.root().with(session))).isSameAs(session);
  }

  @Test
  void offerId_whenNoneIsKnown_isTaken() {
    SessionContext session = SessionContext.EMPTY.offerId("memory-1", SessionIdSources.FRAMEWORK);

    assertThat(session.id()).isEqualTo("memory-1");
    assertThat(session.idSource()).isEqualTo("framework");
  }

  @Test
  void offerId_fromStrongerSource_replaces() {
    SessionContext session =
        SessionContext.EMPTY
            .offerId("memory-1", SessionIdSources.FRAMEWORK)
            .offerId("header-1", SessionIdSources.HEADER)
            .offerId("baggage-1", SessionIdSources.BAGGAGE);

    assertThat(session.id()).isEqualTo("baggage-1");
  }

  @Test
  void offerId_fromEqualOrWeakerSource_leavesTheOutermost() {
    SessionContext session = SessionContext.EMPTY.withId("api-1", SessionIdSources.API);

    assertThat(session.offerId("header-1", SessionIdSources.HEADER)).isSameAs(session);
    assertThat(session.offerId("api-2", SessionIdSources.API)).isSameAs(session);
  }

  @Test
  void nothings_changeNothing() {
    SessionContext session =
        SessionContext.EMPTY
            .withId(" ", SessionIdSources.API)
            .offerId(null, SessionIdSources.HEADER)
            .withName("")
            .enterPath(null)
            .withUser(null)
            .withProperty("k", null)
            .withProperty(" ", "v");

    assertThat(session).isEqualTo(SessionContext.EMPTY);
    assertThat(session.isEmpty()).isTrue();
  }

  @Test
  void enterPath_makesOneFormOfWhatUsersWrite() {
    assertThat(SessionPath.enter(null, "a//b/ ")).isEqualTo("/a/b");
    assertThat(SessionPath.enter("/a", "b")).isEqualTo("/a/b");
    assertThat(SessionPath.enter("/a", " /b/")).isEqualTo("/b");
    assertThat(SessionPath.enter("/a", "/")).isEqualTo("/a");
    assertThat(SessionPath.enter("/a", "  ")).isEqualTo("/a");
    assertThat(SessionPath.enter(null, "/")).isNull();
    assertThat(SessionPath.enter("/a", "Müller & Söhne")).isEqualTo("/a/Müller & Söhne");
  }

  @Test
  void properties_areKeptInOrderAndReplaced() {
    SessionContext session =
        SessionContext.EMPTY.withProperty("b", "1").withProperty("a", "2").withProperty("b", "3");

    assertThat(session.properties()).containsExactly(Map.entry("b", "3"), Map.entry("a", "2"));
  }
}
