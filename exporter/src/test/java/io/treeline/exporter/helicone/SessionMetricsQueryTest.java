package io.treeline.exporter.helicone;

import static io.treeline.exporter.helicone.RunningHelicone.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /v1/session/metrics/query}. */
class SessionMetricsQueryTest {

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
  void query_all_histogramsAndAverages() throws Exception {
    JsonNode metrics =
        helicone.query(
            "/v1/session/metrics/query",
            "{\"nameContains\": \"Trip\", \"timezoneDifference\": 0, \"pSize\": \"p50\"}");

    // Two sessions: 2 and 1 requests, 3.5 and 0.25 seconds, one of them priced. The median is
    // between them, so that the greater is trimmed.
    assertThat(metrics)
        .isEqualTo(
            JSON.readTree(
                """
                {"session_count": [{"range_start": "1.0", "range_end": "1.0", "value": 1}],
                 "session_duration": [{"range_start": "0.25", "range_end": "0.25", "value": 1}],
                 "session_cost": [{"range_start": "3.0E-4", "range_end": "3.0E-4", "value": 1}],
                 "average": {"session_count": [{"average": 1.5}],
                             "session_duration": [{"average": 1.875}],
                             "session_cost": [{"average": 0.0003}]}}
                """));
  }

  @Test
  void query_ofNoSession_isEmpty() throws Exception {
    assertThat(helicone.query("/v1/session/metrics/query", "{\"nameContains\": \"none\"}"))
        .isEqualTo(
            JSON.readTree(
                """
                {"session_count": [], "session_duration": [], "session_cost": [],
                 "average": {"session_count": [], "session_duration": [], "session_cost": []}}
                """));
  }

  @Test
  void query_unknownSize_400() throws Exception {
    assertThat(helicone.error("/v1/session/metrics/query", "{\"pSize\": \"p1\"}", 400))
        .isEqualTo("pSize must be p50, p75, p95, p99 or p99.9: was \"p1\"");
  }

  @Test
  void histogram_tenEqualRanges_holdEveryValueKept() {
    double[] values = new double[101];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }

    JsonNode all = Histogram.of(values, 1, false);
    JsonNode middle = Histogram.of(values, 0.75, true);

    assertThat(all).hasSize(10);
    assertThat(all.get(0).toString())
        .isEqualTo("{\"range_start\":\"0.0\",\"range_end\":\"10.0\",\"value\":10}");
    assertThat(all.get(9).get("value").asInt()).isEqualTo(11);
    assertThat(middle.get(0).get("range_start").asText()).isEqualTo("25.0");
    assertThat(middle.get(9).get("range_end").asText()).isEqualTo("75.0");
    assertThat(middle.findValues("value").stream().mapToInt(JsonNode::asInt).sum()).isEqualTo(51);
  }
}
