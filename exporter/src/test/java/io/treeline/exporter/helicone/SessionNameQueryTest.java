package io.treeline.exporter.helicone;

import static io.treeline.exporter.helicone.RunningHelicone.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /v1/session/name/query}. */
class SessionNameQueryTest {

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
  void query_contained_everyField() throws Exception {
    JsonNode names =
        helicone.query(
            "/v1/session/name/query", "{\"nameContains\": \"rI\", \"timezoneDifference\": 0}");

    // 500, 2500 and 250 ms.
    assertThat(names)
        .isEqualTo(
            JSON.readTree(
                """
                [{"name": "Trip", "created_at": "2026-09-21 14:13:20.000",
                  "last_used": "2026-09-21 14:14:20.000",
                  "first_used": "2026-09-21 14:13:20.000", "session_count": 2,
                  "avg_latency": 1083.3333333333333, "total_cost": 0.0003}]
                """));
  }

  @Test
  void query_filtered_countsTheSessionsFound() throws Exception {
    JsonNode names =
        helicone.query(
            "/v1/session/name/query",
            """
            {"nameContains": "", "timezoneDifference": 0,
             "filter": {"request_response_rmt": {"model": {"equals": "house-model"}}}}
            """);

    assertThat(names).hasSize(1);
    assertThat(names.get(0).get("session_count").asInt()).isEqualTo(1);
    assertThat(helicone.query("/v1/session/name/query", "{\"nameContains\": \"none\"}")).isEmpty();
  }
}
