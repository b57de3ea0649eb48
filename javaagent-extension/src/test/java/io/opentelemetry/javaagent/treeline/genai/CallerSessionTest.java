package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerSessionTest {

  @Test
  void fromHeaders_anyCase_isRead() {
    Map<String, List<String>> headers =
        Map.of(
            "helicone-session-id", List.of("s"),
            "HELICONE-SESSION-PATH", List.of("/a"),
            "Helicone-Property-Plan", List.of("pro"),
            "Authorization", List.of("Bearer x"));

    assertThat(CallerSession.fromHeaders(headers.keySet(), headers::get))
        .isEqualTo(new CallerSession("s", null, "/a", null, Map.of("Plan", "pro")));
  }

  @Test
  void fromHeaders_noneOfOurs_isNull() {
    Map<String, List<String>> headers =
        Map.of("Helicone-Auth", List.of("x"), "Helicone-Session-Id", List.of(" "));

    assertThat(CallerSession.fromHeaders(headers.keySet(), headers::get)).isNull();
  }

  @Test
  void isSessionHeader_otherHeliconeHeaders_areNot() {
    assertThat(CallerSession.isSessionHeader("helicone-user-id")).isTrue();
    assertThat(CallerSession.isSessionHeader("Helicone-Property-x")).isTrue();
    assertThat(CallerSession.isSessionHeader("Helicone-Auth")).isFalse();
    assertThat(CallerSession.isSessionHeader("X-Session-Id")).isFalse();
  }
}
