package io.treeline.exporter.helicone;

import static io.treeline.exporter.helicone.RunningHelicone.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/session/query}. */
class SessionQueryTest {

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
  void query_all_everyFieldOfEachNewestFirst() throws Exception {
    JsonNode sessions =
        helicone.query(
            "/v1/session/query",
            """
            {"search": "", "timezoneDifference": 0, "filter": "all",
             "timeFilter": {"startTimeUnixMs": 1789999000000, "endTimeUnixMs": 1790001000000}}
            """);

    assertThat(sessions)
        .isEqualTo(
            JSON.readTree(
                """
                [{"session_id": "trip-2", "session_name": "Trip",
                  "created_at": "2026-09-21 14:14:20.000",
                  "latest_request_created_at": "2026-09-21 14:14:20.000", "total_cost": 0,
                  "total_requests": 1, "prompt_tokens": 0, "completion_tokens": 0,
                  "total_tokens": 0, "avg_latency": 250.0, "user_ids": [],
                  "ended_at": "2026-09-21 14:14:20.250", "duration_ms": 250.0, "status": "ok",
                  "errors": 0, "unpriced_requests": 1, "tag": null},
                 {"session_id": "trip-1", "session_name": "Trip",
                  "created_at": "2026-09-21 14:13:20.000",
                  "latest_request_created_at": "2026-09-21 14:13:21.000", "total_cost": 0.0003,
                  "total_requests": 2, "prompt_tokens": 1200, "completion_tokens": 300,
                  "total_tokens": 1500, "avg_latency": 1500.0, "user_ids": ["u-1"],
                  "ended_at": "2026-09-21 14:13:23.500", "duration_ms": 3500.0,
                  "status": "error", "errors": 1, "unpriced_requests": 0, "tag": null}]
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | trip-2 trip-1",
        "{'filter': {}} | trip-2 trip-1",
        "{'search': 'RIP-1'} | trip-1",
        "{'search': 'trip'} | trip-2 trip-1",
        "{'search': '%'} | ''",
        "{'nameEquals': 'Trip'} | trip-2 trip-1",
        "{'nameEquals': 'trip'} | ''",
        "{'limit': 1} | trip-2",
        "{'limit': 1, 'offset': 1} | trip-1",
        "{'limit': 0} | ''",
        "{'timeFilter': {'startTimeUnixMs': 1790000003000, 'endTimeUnixMs': 1790000004000}} |"
            + " trip-1",
        "{'timeFilter': {'startTimeUnixMs': 1790000004000, 'endTimeUnixMs': 1790000005000}} | ''",
        "{'filter': {'request_response_rmt': {'properties': {'tier': {'equals': 'gold'}}}}} |"
            + " trip-1",
        "{'filter': {'request_response_rmt': {'model': {'contains': 'house'}}}} | trip-2",
        "{'filter': {'left': {'request_response_rmt': {'user_id': {'equals': 'u-1'}}},"
            + " 'operator': 'or', 'right': {'request_response_rmt': {'model': {'equals':"
            + " 'house-model'}}}}} | trip-2 trip-1",
        "{'filter': {'left': {'request_response_rmt': {'user_id': {'equals': 'u-1'}}},"
            + " 'operator': 'and', 'right': {'request_response_rmt': {'model': {'equals':"
            + " 'tool:book_hotel'}}}}} | ''",
        "{'filter': {'sessions_request_response_rmt': {'session_total_cost': {'gt': 0.0001}}}} |"
            + " trip-1",
        "{'filter': {'left': {'sessions_request_response_rmt': {'session_total_requests': {'gte':"
            + " 2}}}, 'operator': 'and', 'right': {'request_response_rmt': {'latency': {'gt':"
            + " 2000}}}}} | trip-1"
      })
  void query_filtered_theSessionsInFull(String body, String expected) throws Exception {
    JsonNode found = helicone.query("/v1/session/query", body.replace('\'', '"'));

    List<String> ids = new ArrayList<>();
    found.forEach(session -> ids.add(session.get("session_id").asText()));
    assertThat(String.join(" ", ids)).isEqualTo(expected);
    found.forEach(
        session ->
            assertThat(session.get("total_requests").asInt())
                .isEqualTo(session.get("session_id").asText().equals("trip-1") ? 2 : 1));
  }

  @Test
  void query_inAnotherTimeZone_timesAreShifted() throws Exception {
    JsonNode found =
        helicone.query("/v1/session/query", "{\"limit\": 1, \"timezoneDifference\": 120}");

    assertThat(found.get(0).get("created_at").asText()).isEqualTo("2026-09-21 16:14:20.000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | body must be an object: was []",
        "{ | body must be JSON: Unexpected end-of-input: expected close marker for Object",
        "{'limit': 1001} | limit must be a whole number from 0 to 1000: was 1001",
        "{'search': 5} | search must be text: was 5",
        "{'timezoneDifference': 'x'} | timezoneDifference must be minutes, at most a day: was"
            + " \"x\"",
        "{'timeFilter': {'startTimeUnixMs': 2, 'endTimeUnixMs': 1}} | timeFilter must end after it"
            + " starts: was {\"startTimeUnixMs\":2,\"endTimeUnixMs\":1}",
        "{'filter': 'some'} | filter must be \"all\", a leaf or {left, operator, right}: was"
            + " \"some\"",
        "{'filter': {'left': 'all', 'operator': 'xor', 'right': 'all'}} | operator of a branch must"
            + " be and or or: was \"xor\"",
        "{'filter': {'jobs': {}}} | a leaf must name one of the tables feedback, properties,"
            + " request, request_response_rmt, request_response_search, response, session_rmt,"
            + " sessions, sessions_request_response_rmt: was \"jobs\"",
        "{'filter': {'response': {'colour': {'equals': 1}}}} | response has the columns"
            + " body_completion, body_model, body_tokens, model, status: was \"colour\"",
        "{'filter': {'response': {'status': {'near': 1}}}} | operator must be one of contains,"
            + " equals, gt, gte, ilike, like, lt, lte, not-contains, not-equals, vector-contains:"
            + " was \"near\"",
        "{'filter': {'response': {'status': {'like': '4%'}}}} | http_status cannot be compared with"
            + " like",
        "{'filter': {'response': {'status': {'equals': 'bad'}}}} | http_status must be compared to"
            + " a number: was \"bad\""
      })
  void query_badBody_400SaysWhatWasExpected(String body, String message) throws Exception {
    assertThat(helicone.error("/v1/session/query", body.replace('\'', '"'), 400))
        .startsWith(message);
  }
}
