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
