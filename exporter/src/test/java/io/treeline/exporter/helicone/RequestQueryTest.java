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

/** {@code POST /v1/request/query} and {@code query-clickhouse}. */
class RequestQueryTest {

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "created_at                | 1",
        "request_created_at        | 1",
        "response_created_at       | 1",
        "latency                   | 4",
        "time_to_first_token       | -",
        "total_tokens              | -",
        "completion_tokens         | -",
        "prompt_tokens             | -",
        "prompt_cache_read_tokens  | -",
        "prompt_cache_write_tokens | -",
        "user_id                   | 1",
        "body_model                | -",
        "model                     | -",
        "status                    | -",
        "cost                      | -",
        "costUSD                   | -",
        "request_prompt            | -",
        "response_text             | -",
      })
  void query_everySort_isTaken(String key, String first) throws Exception {
    JsonNode found =
        helicone.query("/v1/request/query", "{\"sort\": {\"%s\": \"asc\"}}".formatted(key));

    assertThat(found).hasSize(4);
    if (!first.equals("-")) {
      assertThat(found.get(0).get("request_id").asText())
          .isEqualTo(RunningHelicone.id(Integer.parseInt(first)));
    }
  }

  /** How many of the four requests each filter finds: three calls of models, one tool. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "request_response_rmt | latency | gte | 500 | 2",
        "request_response_rmt | latency | gt | 500 | 1",
        "request_response_rmt | latency | lt | 250 | 1",
        "request_response_rmt | latency | lte | 250 | 2",
        "request_response_rmt | status | equals | 429 | 1",
        "request_response_rmt | status | not-equals | 429 | 3",
        "request_response_rmt | request_created_at | gte | '2026-09-21T14:14:00Z' | 2",
        "request_response_rmt | response_created_at | lt | '2026-09-21T14:13:21Z' | 1",
        "request_response_rmt | model | equals | 'house-model' | 2",
        "request_response_rmt | model | like | 'house%' | 2",
        "request_response_rmt | model | ilike | 'HOUSE%' | 2",
        "request_response_rmt | model | contains | 'mini' | 1",
        "request_response_rmt | model | equals | 'tool:book_hotel' | 1",
        "request_response_rmt | user_id | equals | 'u-1' | 1",
        "request_response_rmt | user_id | equals | 'null' | 3",
        "request_response_rmt | user_id | not-contains | 'u' | 3",
        "request_response_rmt | prompt_tokens | gt | 1000 | 1",
        "request_response_rmt | completion_tokens | equals | 300 | 1",
        "request_response_rmt | total_tokens | equals | 1500 | 1",
        "request_response_rmt | prompt_cache_read_tokens | equals | 800 | 1",
        "request_response_rmt | prompt_cache_write_tokens | gt | 0 | 0",
        "request_response_rmt | cost | lte | 0.0003 | 1",
        "request_response_rmt | time_to_first_token | gt | 0 | 0",
        "request_response_rmt | provider | equals | 'openai' | 0",
        "request_response_rmt | target_url | contains | 'nopath' | 4",
        "request_response_rmt | request_body | contains | 'Where to' | 1",
        "request_response_rmt | response_body | contains | 'no rooms' | 1",
        "session_rmt | session_id | equals | 'trip-1' | 2",
        "session_rmt | session_name | equals | 'Trip' | 3",
        "request | prompt | contains | 'Hello' | 1",
        "request | created_at | lt | '2026-09-21T14:13:21Z' | 1",
        "request | user_id | equals | 'u-1' | 1",
        "request | model | contains | 'gpt' | 1",
        "request | path | contains | 'custom-model' | 4",
        "response | body_tokens | gte | 1500 | 1",
        "response | body_model | contains | 'gpt' | 1",
        "response | body_completion | contains | 'Rome' | 1",
        "response | status | gte | 400 | 1",
        "request_response_search | request_body_vector | vector-contains | 'Where' | 1",
        "request_response_search | response_body_vector | contains | 'Rome' | 1",
        "properties | Tier | equals | 'gold' | 1",
        "properties | Helicone-Session-Path | equals | '/trip/hotel' | 1",
        "sessions_request_response_rmt | session_total_requests | gte | 2 | 2",
        "sessions_request_response_rmt | session_session_id | equals | 'trip-2' | 1",
        "sessions_request_response_rmt | session_total_tokens | gte | 1500 | 2",
      })
  void query_everyColumnAndOperator_findsWhatItSays(
      String table, String column, String operator, String value, int found) throws Exception {
    String sent = value.replace('\'', '"');
    String filter =
        "{\"filter\": {\"%s\": {\"%s\": {\"%s\": %s}}}}".formatted(table, column, operator, sent);

    assertThat(helicone.query("/v1/request/query-clickhouse", filter)).hasSize(found);
  }

  @Test
  void query_byId_everyField() throws Exception {
    JsonNode found =
        helicone.query(
            "/v1/request/query",
            "{\"filter\": {\"request\": {\"id\": {\"equals\": \"%s\"}}}}"
                .formatted(RunningHelicone.id(1)));

    assertThat(found)
        .isEqualTo(
            JSON.readTree(
                """
                [{"response_id": "chatcmpl-1", "response_created_at": "2026-09-21T14:13:20.500Z",
                  "response_body": {"id": "chatcmpl-1", "object": "chat.completion",
                    "model": "gpt-4o-mini-2024-07-18",
                    "choices": [{"index": 0, "finish_reason": "stop",
                      "message": {"role": "assistant", "content": "Rome"}}],
                    "usage": {"prompt_tokens": 1200, "completion_tokens": 300,
                      "total_tokens": 1500, "prompt_tokens_details": {"cached_tokens": 800}}},
                  "response_status": 200, "response_model": "gpt-4o-mini-2024-07-18",
                  "request_id": "7d4bc7f0-8c4e-4b6e-9d2a-000000000001",
                  "request_created_at": "2026-09-21T14:13:20.000Z",
                  "request_body": {"model": "gpt-4o-mini",
                    "messages": [{"role": "user", "content": "Where to?"}]},
                  "request_path": "custom-model-nopath", "request_user_id": "u-1",
                  "request_properties": {"Tier": "gold", "Helicone-Session-Id": "trip-1",
                    "Helicone-Session-Name": "Trip", "Helicone-Session-Path": "/trip"},
                  "request_model": "gpt-4o-mini", "model": "gpt-4o-mini-2024-07-18",
                  "model_override": null, "helicone_user": null, "provider": "CUSTOM",
                  "delay_ms": 500.0, "time_to_first_token": null, "total_tokens": 1500,
                  "prompt_tokens": 1200, "completion_tokens": 300,
                  "prompt_cache_write_tokens": null, "prompt_cache_read_tokens": 800,
                  "reasoning_tokens": null, "prompt_audio_tokens": null,
                  "completion_audio_tokens": null, "cost": 0.0003, "costUSD": 0.0003,
                  "prompt_id": null, "prompt_version": null, "feedback_created_at": null,
                  "feedback_id": null, "feedback_rating": null, "scores": {},
                  "properties": {"Tier": "gold", "Helicone-Session-Id": "trip-1",
                    "Helicone-Session-Name": "Trip", "Helicone-Session-Path": "/trip"},
                  "target_url": "custom-model-nopath", "signed_body_url": null,
                  "llmSchema": null, "country_code": null, "cache_reference_id": null,
                  "request_referrer": null, "assets": [], "asset_ids": [], "asset_urls": {},
                  "cache_enabled": false, "storage_location": "treeline",
                  "trace_id": "7d4bc7f08c4e4b6e9d2a000000000001",
                  "span_id": "%s"}]
                """
                    .formatted(RequestId.span(RunningHelicone.id(1)).spanId())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'filter': 'all'} | 4 3 2 1",
        "{'filter': 'all', 'sort': {'created_at': 'asc'}} | 1 2 3 4",
        "{'filter': 'all', 'sort': {'latency': 'desc'}, 'limit': 2} | 2 1",
        "{'filter': 'all', 'sort': {'latency': 'desc'}, 'limit': 2, 'offset': 2} | 3 4",
        "{'filter': 'all', 'sort': {'properties': {'Tier': 'asc'}}, 'limit': 1} | 1",
        "{'filter': 'all', 'limit': 0} | ''",
        "{'filter': 'all', 'isCached': true} | ''",
        "{'filter': {'properties': {'Helicone-Session-Id': {'equals': 'trip-1'}}}} | 2 1",
        "{'filter': {'properties': {'Helicone-Session-Name': {'equals': 'Trip'}}}} | 3 2 1",
        "{'filter': {'properties': {'Helicone-Session-Path': {'like': '/trip/%'}}}} | 2",
        "{'filter': {'response': {'status': {'gte': 400}}}} | 4",
        "{'filter': {'request_response_rmt': {'model': {'equals': 'tool:book_hotel'}}}} | 2",
        "{'filter': {'request_response_rmt': {'user_id': {'equals': 'null'}}}} | 4 3 2",
        "{'filter': {'request_response_rmt': {'request_created_at': {'gt': '2026-09-21T14:13:20Z',"
            + " 'lt': '2026-09-21 14:14:50'}}}} | 3 2",
        "{'filter': {'request_response_rmt': {'total_tokens': {'gt': 1000}}}} | 1",
        "{'filter': {'request_response_rmt': {'response_body': {'contains': 'hi THERE'}}}} | 3",
        "{'filter': {'request': {'prompt': {'ilike': '%where to%'}}}} | 1",
        "{'filter': {'left': {'request': {'model': {'contains': 'house'}}}, 'operator': 'and',"
            + " 'right': {'left': {'response': {'status': {'equals': 429}}}, 'operator': 'or',"
            + " 'right': {'response': {'status': {'equals': 500}}}}}} | 4"
      })
  void query_filteredAndSorted_inThatOrder(String body, String expected) throws Exception {
    for (String path : List.of("/v1/request/query", "/v1/request/query-clickhouse")) {
      List<String> ids = new ArrayList<>();
      helicone
          .query(path, body.replace('\'', '"'))
          .forEach(
              row -> ids.add(row.get("request_id").asText().replaceFirst(".*0+([1-9])$", "$1")));
      assertThat(String.join(" ", ids)).as(path).isEqualTo(expected);
    }
  }

  @Test
  void query_toolAndText_bodiesAsLogged() throws Exception {
    JsonNode found = helicone.query("/v1/request/query", "{\"filter\": \"all\"}");

    JsonNode text = found.get(1);
    assertThat(text.get("response_body").asText()).isEqualTo("Hi there");
    assertThat(text.get("total_tokens").isNull()).isTrue();
    JsonNode tool = found.get(2);
    assertThat(tool.get("request_model").asText()).isEqualTo("tool:book_hotel");
    assertThat(tool.get("request_body").get("input").get("city").asText()).isEqualTo("Rome");
    assertThat(tool.get("response_body").get("status").asText()).isEqualTo("error");
    assertThat(tool.get("response_status").asInt()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'sort': {'colour': 'asc'}} | sort must name one of body_model, completion_tokens, cost,",
        "{'sort': {'latency': 'up'}} | a direction must be asc or desc: was \"up\"",
        "{'limit': -1} | limit must be a whole number from 0 to 1000: was -1",
        "{'isScored': true} | isScored cannot be asked for: filter by"
      })
  void query_badBody_400SaysWhatWasExpected(String body, String message) throws Exception {
    assertThat(helicone.error("/v1/request/query", body.replace('\'', '"'), 400))
        .startsWith(message);
  }
}
