package io.treeline.exporter.helicone;

import static io.treeline.exporter.helicone.RunningHelicone.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code POST /v1/session/{id}/feedback}, {@code .../tag} and {@code GET /v1/session/has-session}.
 */
class SessionFeedbackTest {

  @TempDir static Path data;
  private static RunningHelicone helicone;

  @BeforeAll
  static void start() throws Exception {
    helicone = new RunningHelicone(data);
    helicone.logTrips();
  }

  @AfterAll
  static void stop() {
    helicone.close();
  }

  @Test
  void feedback_again_theLastCounts() throws Exception {
    assertThat(helicone.query("/v1/session/trip-1/feedback", "{\"rating\": false}").isNull())
        .isTrue();
    helicone.query("/v1/session/trip-1/feedback", "{\"rating\": true}");

    assertThat(helicone.exporter.store().scores().scoresOf("trip-1", false))
        .extracting(score -> score.name() + " " + score.value().number())
        .containsExactly("feedback 1.0");
    JsonNode rated =
        helicone.query(
            "/v1/request/query",
            """
            {"filter": {"properties": {"Helicone-Session-Feedback": {"equals": "1"}}}}
            """);
    assertThat(rated).hasSize(1);
    assertThat(rated.get(0).get("request_id").asText()).isEqualTo(RunningHelicone.id(1));
  }

  @Test
  void feedback_unknownSessionOrNoRating_isRefused() throws Exception {
    assertThat(helicone.error("/v1/session/none/feedback", "{\"rating\": true}", 404))
        .isEqualTo("No request found");
    assertThat(helicone.error("/v1/session/trip-1/feedback", "{\"rating\": 1}", 400))
        .isEqualTo("rating must be true or false: was 1");
  }

  @Test
  void tag_set_isReadShownAndFilteredBy() throws Exception {
    assertThat(helicone.ask("GET", "/v1/session/trip-2/tag", "", 200))
        .isEqualTo(JSON.readTree("{\"data\": null, \"error\": null}"));

    helicone.query("/v1/session/trip-2/tag", "{\"tag\": \"first\"}");
    helicone.query("/v1/session/trip-2/tag", "{\"tag\": \"good one\"}");

    assertThat(helicone.ask("GET", "/v1/session/trip-2/tag", "", 200))
        .isEqualTo(JSON.readTree("{\"data\": \"good one\", \"error\": null}"));
    JsonNode tagged =
        helicone.query(
            "/v1/session/query",
            """
            {"filter": {"sessions_request_response_rmt": {"session_tag": {"ilike": "GOOD%"}}}}
            """);
    assertThat(tagged).hasSize(1);
    assertThat(tagged.get(0).get("session_id").asText()).isEqualTo("trip-2");
    assertThat(tagged.get(0).get("tag").asText()).isEqualTo("good one");
    assertThat(helicone.error("/v1/session/trip-2/tag", "{}", 400))
        .isEqualTo("tag must be text: was absent");
  }

  @Test
  void hasSession_withOne_isTrue() throws Exception {
    assertThat(helicone.ask("GET", "/v1/session/has-session", "", 200))
        .isEqualTo(JSON.readTree("{\"data\": true, \"error\": null}"));
  }
}
