package io.treeline.exporter.helicone;

import static io.treeline.exporter.helicone.RunningHelicone.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code PUT /v1/request/{id}/property}, {@code .../feedback} and {@code .../score}. */
class RequestPropertyTest {

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

  private static final String FIRST = "/v1/request/" + RunningHelicone.id(1);

  @Test
  void property_put_isFoundEverywhereAndOutlivesANewLog() throws Exception {
    assertThat(
            helicone.ask("PUT", FIRST + "/property", "{\"key\": \"Rated\", \"value\": \"5\"}", 200))
        .isEqualTo(JSON.readTree("{\"data\": null, \"error\": null}"));

    helicone.logTrips();

    JsonNode found =
        helicone.query(
            "/v1/request/query",
            "{\"filter\": {\"properties\": {\"rated\": {\"equals\": \"5\"}}}}");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("request_properties").get("Tier").asText()).isEqualTo("gold");
    assertThat(helicone.exporter.store().reader().session("trip-1").orElseThrow().properties())
        .containsKey("Rated");
    assertThat(helicone.query("/v1/request/query", "{}")).hasSize(4);
  }

  @Test
  void property_unknownRequestOrNoText_isRefused() throws Exception {
    assertThat(
            helicone
                .ask("PUT", "/v1/request/nope/property", "{\"key\": \"a\", \"value\": \"b\"}", 404)
                .get("error")
                .asText())
        .isEqualTo("Request not found");
    assertThat(
            helicone
                .ask("PUT", FIRST + "/property", "{\"key\": \"a\", \"value\": 5}", 400)
                .get("error")
                .asText())
        .isEqualTo("value must be text: was 5");
  }

  @Test
  void scoresAndFeedback_again_theLastCount() throws Exception {
    helicone.query(FIRST + "/score", "{\"scores\": {\"quality\": 3, \"kind\": true}}");
    helicone.query(FIRST + "/score", "{\"scores\": {\"quality\": 4}}");
    helicone.query(FIRST + "/feedback", "{\"rating\": false}");

    JsonNode found =
        helicone.query(
            "/v1/request/query-clickhouse",
            """
            {"filter": {"request_response_rmt": {"scores": {"quality": {"gte": 4}}}}}
            """);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("scores"))
        .isEqualTo(JSON.readTree("{\"feedback\": 0.0, \"kind\": 1.0, \"quality\": 4.0}"));
    assertThat(found.get(0).get("feedback_rating").asBoolean(true)).isFalse();
    assertThat(helicone.error("/v1/request/nope/score", "{\"scores\": {\"a\": 1}}", 404))
        .isEqualTo("Request not found");
    assertThat(helicone.error(FIRST + "/score", "{\"scores\": {\"a\": \"x\"}}", 400))
        .isEqualTo("score a must be a number or true or false: was \"x\"");
  }
}
