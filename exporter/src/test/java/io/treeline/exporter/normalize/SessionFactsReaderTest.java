package io.treeline.exporter.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.SessionFacts;
import io.treeline.exporter.model.SessionIdSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionFactsReaderTest {

  @Test
  void read_everyKindOfId_ownKeyWinsThenSessionKeyThenConversation() {
    String own = "'treeline.session.id': 'own'";
    String key = "'session.id': 'key', 'langfuse.session.id': 'later'";
    String conversation = "'gen_ai.conversation.id': 'talk'";

    SessionFacts all = facts(own, key, conversation);
    SessionFacts keyed = facts(key, conversation);
    SessionFacts talk = facts(conversation);

    assertThat(all.sessionId()).isEqualTo("own");
    assertThat(all.sessionIdSource()).isEqualTo(SessionIdSource.OWN_KEY);
    assertThat(all.conversationId()).isEqualTo("talk");
    assertThat(keyed.sessionId()).isEqualTo("key");
    assertThat(keyed.sessionIdSource()).isEqualTo(SessionIdSource.SESSION_KEY);
    assertThat(talk.sessionId()).isEqualTo("talk");
    assertThat(talk.sessionIdSource()).isEqualTo(SessionIdSource.CONVERSATION);
    assertThat(talk.conversationId()).isEqualTo("talk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session.id",
        "langfuse.session.id",
        "gen_ai.session.id",
        "helicone.session.id",
        "Helicone-Session-Id",
        "helicone-session-id",
        "http.request.header.helicone-session-id",
        "lmnr.association.properties.session_id",
        "traceloop.association.properties.session_id",
        "gcp.vertex.agent.session_id",
        "mlflow.trace.session",
        "ai.telemetry.metadata.sessionId",
        "ai.telemetry.metadata.session_id",
        "session_id"
      })
  void read_sessionKeyOfAnyDialect_isSessionKey(String key) {
    SessionFacts facts = facts("'" + key + "': 's-1'");

    assertThat(facts.sessionId()).isEqualTo("s-1");
    assertThat(facts.sessionIdSource()).isEqualTo(SessionIdSource.SESSION_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user.id",
        "langfuse.user.id",
        "enduser.id",
        "gen_ai.user.id",
        "Helicone-User-Id",
        "lmnr.association.properties.user_id",
        "traceloop.association.properties.user_id",
        "mlflow.trace.user",
        "ai.telemetry.metadata.userId",
        "ai.telemetry.metadata.user_id",
        "gen_ai.user",
        "llm.user",
        "gen_ai.request.user",
        "langfuse.observation.metadata.langfuse_user_id",
        "langfuse.trace.metadata.langfuse_user_id"
      })
  void read_userKeyOfAnyDialect_isTheUserUnlessAStrongerOneSaysSo(String key) {
    assertThat(facts("'" + key + "': 'u-1'").userId()).isEqualTo("u-1");
    assertThat(facts("'" + key + "': 'u-1'", "'user.id': 'strong'").userId()).isEqualTo("strong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gen_ai.conversation.id",
        "spring.ai.chat.client.conversation.id",
        "gen_ai.openai.conversation.id"
      })
  void read_conversationKeyOfAnyDialect_isKeptApartFromTheSession(String key) {
    SessionFacts facts = facts("'" + key + "': 'talk'", "'session.id': 's-1'");

    assertThat(facts.conversationId()).isEqualTo("talk");
    assertThat(facts.sessionId()).isEqualTo("s-1");
    assertThat(facts("'" + key + "': 'none'").sessionId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "treeline.session.name",
        "Helicone-Session-Name",
        "langfuse.trace.name",
        "traceloop.workflow.name"
      })
  void read_nameKeyOfAnyDialect_isTheSessionsName(String key) {
    assertThat(facts("'" + key + "': 'Refund'").sessionName()).isEqualTo("Refund");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "treeline.tags",
        "tag.tags",
        "langfuse.trace.tags",
        "langfuse.tags",
        "ai.telemetry.metadata.tags",
        "lmnr.association.properties.tags",
        "lmnr.association.properties.labels",
        "braintrust.tags",
        "langfuse.observation.metadata.langfuse_tags",
        "langfuse.trace.metadata.langfuse_tags"
      })
  void read_tagsKeyOfAnyDialect_areTagsAndNoProperty(String key) {
    SessionFacts facts = facts("'" + key + "': ['x', 'y']");

    assertThat(facts.tags()).containsExactly("x", "y");
    assertThat(facts.properties()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "treeline.property.tier",
        "Helicone-Property-tier",
        "traceloop.association.properties.tier",
        "langfuse.trace.metadata.tier",
        "langfuse.metadata.tier",
        "langfuse.observation.metadata.tier",
        "ai.telemetry.metadata.tier",
        "ai.settings.context.tier",
        "lmnr.association.properties.metadata.tier"
      })
  void read_propertyKeyOfAnyDialect_isAPropertyStrongerThanAnObjects(String key) {
    assertThat(facts("'" + key + "': 'gold'", "'metadata': {'tier': 'tin', 'n': 1}").properties())
        .isEqualTo(Map.of("tier", "gold", "n", "1"));
  }

  @Test
  void read_emptyId_isAbsent() {
    assertThat(facts("'session.id': '', 'mcp.session.id': 'transport'"))
        .isSameAs(SessionFacts.NONE);
  }

  @Test
  void read_numberAndCapturedHeaderArray_areText() {
    assertThat(facts("'session.id': 4711").sessionId()).isEqualTo("4711");
    assertThat(facts("'http.request.header.helicone-session-id': ['h-1']").sessionId())
        .isEqualTo("h-1");
  }

  @Test
  void read_ownKeys_areAllRead() {
    SessionFacts facts =
        facts(
            "'treeline.session.name': 'Refund'",
            "'treeline.session.path': 'support//refund/'",
            "'user.id': 'u-17'",
            "'treeline.tags': ['a', 'b']",
            "'treeline.property.tier': 'gold'",
            "'treeline.property.attempt': 3");

    assertThat(facts.sessionId()).isNull();
    assertThat(facts.sessionName()).isEqualTo("Refund");
    assertThat(facts.rawPath()).isEqualTo("support//refund/");
    assertThat(facts.path()).isEqualTo("/support/refund");
    assertThat(facts.userId()).isEqualTo("u-17");
    assertThat(facts.tags()).containsExactly("a", "b");
    assertThat(facts.properties()).isEqualTo(Map.of("attempt", "3", "tier", "gold"));
  }

  @Test
  void read_heliconeHeadersAsAttributes_areSessionNamePathUserAndProperties() {
    SessionFacts facts =
        facts(
            "'Helicone-Session-Name': 'Refund'",
            "'Helicone-Session-Path': '/a/b'",
            "'Helicone-User-Id': 'u'",
            "'Helicone-Property-Tier': 'gold'",
            "'http.request.header.helicone-property-plan': ['pro']");

    assertThat(facts.sessionName()).isEqualTo("Refund");
    assertThat(facts.path()).isEqualTo("/a/b");
    assertThat(facts.userId()).isEqualTo("u");
    assertThat(facts.properties()).isEqualTo(Map.of("Tier", "gold", "plan", "pro"));
  }

  @Test
  void read_samePropertyInTwoDialects_ownWinsAndIdsAreNoProperties() {
    SessionFacts facts =
        facts(
            "'traceloop.association.properties.tier': 'silver'",
            "'traceloop.association.properties.session_id': 's'",
            "'treeline.property.tier': 'gold'");

    assertThat(facts.properties()).isEqualTo(Map.of("tier", "gold"));
  }

  @Test
  void read_tagsAsTextOrJson_areLists() {
    assertThat(facts("'tag.tags': '[\\\\\"x\\\\\", \\\\\"y\\\\\"]'").tags())
        .isEqualTo(List.of("x", "y"));
    assertThat(facts("'langfuse.tags': 'x, y,'").tags()).isEqualTo(List.of("x", "y"));
  }

  private static SessionFacts facts(String... attributes) {
    return RawSpans.normalized(
            ("{" + String.join(",", attributes) + "}")
                .replace("\\\\\"", "\u0001")
                .replace('\'', '"')
                .replace("\u0001", "\\\""))
        .session();
  }
}
