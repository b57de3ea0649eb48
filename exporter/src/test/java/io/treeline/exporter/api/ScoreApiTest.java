package io.treeline.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.StatusRuntimeException;
import io.treeline.exporter.api.v1.DeleteScoreRequest;
import io.treeline.exporter.api.v1.GetScoreRequest;
import io.treeline.exporter.api.v1.ListScoresRequest;
import io.treeline.exporter.api.v1.ListScoresResponse;
import io.treeline.exporter.api.v1.PutScoreRequest;
import io.treeline.exporter.api.v1.Score;
import io.treeline.exporter.api.v1.ScoreServiceGrpc.ScoreServiceBlockingStub;
import io.treeline.exporter.api.v1.ScoreTarget;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores over REST and gRPC. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoreApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHAT =
      "{\"traceId\": \"" + SupportSession.TRACE + "\", \"spanId\": \"00000000000000a2\"}";

  private RunningApi api;
  private ScoreServiceBlockingStub grpc;

  @BeforeAll
  void start(@TempDir Path directory) {
    api = new RunningApi(directory);
    api.write(new SupportSession("order-4711").array());
    grpc =
        GrpcClients.builder("gproto+" + api.url())
            .responseTimeoutMillis(60_000)
            .build(ScoreServiceBlockingStub.class);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private HttpResponse<String> post(String body) throws Exception {
    return api.send(
        api.request("/api/v1/scores")
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode put(String body) throws Exception {
    HttpResponse<String> response = post(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private List<String> ids(String query) throws Exception {
    List<String> ids = new ArrayList<>();
    api.get("/api/v1/scores?" + query).get("scores").forEach(s -> ids.add(s.get("id").asText()));
    return ids;
  }

  @Test
  void post_everyField_isStoredAndAnsweredAndReadBack() throws Exception {
    String sent =
        """
        {"id": "full/1", "name": "helpful", "type": "numeric", "value": 0.9, "label": "very",
         "source": "human", "comment": "well done", "time": "2026-11-23T06:31:26.123456789Z",
         "target": {"type": "span", "traceId": "5b8efff798038103d269b633813fc60c",
                    "spanId": "00000000000000a2", "sessionId": null, "sessionName": null,
                    "path": null, "responseId": null},
         "metadata": {"rubric": {"version": 2}}}
        """;

    JsonNode answered = put(sent);

    assertThat(answered).isEqualTo(JSON.readTree(sent));
    assertThat(JSON.readTree(api.get("/api/v1/scores/full%2F1").toString())).isEqualTo(answered);
    // What was answered can be sent again.
    assertThat(put(answered.toString())).isEqualTo(answered);
    assertThat(
            JSON.readTree(
                api.get("/api/v1/spans/" + SupportSession.TRACE + "/00000000000000a2")
                    .get("scores")
                    .toString()))
        .contains(answered);
  }

  @Test
  void post_onlyWhatIsNeeded_getsIdSourceAndTime() throws Exception {
    JsonNode first =
        put("{\"name\": \"thumb\", \"value\": true, \"target\": {\"sessionId\": \"order-4711\"}}");
    JsonNode second =
        put(
            "{\"name\": \"thumb\", \"value\": \"up\", \"target\": {\"sessionId\": \"order-4711\"}}");

    assertThat(first.get("id").asText()).matches("[0-9a-f-]{36}").isNotEqualTo(second.get("id"));
    assertThat(first.get("source").asText()).isEqualTo("api");
    assertThat(first.get("type").asText()).isEqualTo("boolean");
    assertThat(first.get("value").booleanValue()).isTrue();
    assertThat(second.get("type").asText()).isEqualTo("categorical");
    assertThat(second.get("value").asText()).isEqualTo("up");
    assertThat(first.get("time").asText()).startsWith("20");
    List<String> ofSession = new ArrayList<>();
    api.get("/api/v1/sessions/order-4711")
        .get("scores")
        .forEach(score -> ofSession.add(score.get("id").asText()));
    assertThat(ofSession).contains(first.get("id").asText(), second.get("id").asText());
  }

  @Test
  void post_sameIdAgain_replacesAndDeleteRemoves() throws Exception {
    String score =
        "{\"id\": \"again\", \"name\": \"again\", \"value\": %s, \"target\": " + CHAT + "}";
    put(score.formatted("1"));
    put(score.formatted("2"));

    assertThat(ids("name=again")).containsExactly("again");
    assertThat(api.get("/api/v1/scores/again").get("value").decimalValue())
        .isEqualByComparingTo("2");
    HttpResponse<String> deleted = api.send(api.request("/api/v1/scores/again").DELETE().build());
    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(deleted.body()).isEqualTo("{\"deleted\":\"again\"}");
    assertThat(api.error("/api/v1/scores/again", 404))
        .isEqualTo("NOT_FOUND: no score \"again\" is stored");
    assertThat(api.send(api.request("/api/v1/scores/again").DELETE().build()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void list_filters_leaveWhatMatches() throws Exception {
    String score =
        "{\"id\": \"%s\", \"name\": \"list\", \"value\": %s, \"source\": \"%s\", \"time\":"
            + " \"2026-01-0%dT00:00:00Z\", \"target\": %s}";
    put(score.formatted("l1", "0.5", "human", 1, CHAT));
    put(score.formatted("l2", "true", "llm", 2, "{\"sessionId\": \"order-4711\"}"));
    put(
        score.formatted(
            "l3", "\"x\"", "llm", 3, "{\"sessionName\": \"Refund\", \"path\": \"/a/b\"}"));
    put(score.formatted("l4", "7", "api", 4, "{\"traceId\": \"" + SupportSession.TRACE + "\"}"));
    put(score.formatted("l5", "8", "api", 5, "{\"responseId\": \"resp-9\"}"));

    assertThat(ids("name=list")).containsExactly("l5", "l4", "l3", "l2", "l1");
    assertThat(ids("name=list&session=order-4711")).containsExactly("l4", "l2", "l1");
    assertThat(ids("name=list&source=llm")).containsExactly("l3", "l2");
    assertThat(ids("name=list&type=boolean")).containsExactly("l2");
    assertThat(ids("name=list&target=path&sessionName=Refund&path=/a/b")).containsExactly("l3");
    assertThat(ids("name=list&target=response")).containsExactly("l5");
    assertThat(ids("name=list&traceId=" + SupportSession.TRACE + "&spanId=00000000000000a2"))
        .containsExactly("l1");
    assertThat(ids("name=list&from=2026-01-02T00:00:00Z&to=2026-01-04T00:00:00Z"))
        .containsExactly("l3", "l2");
    JsonNode first = api.get("/api/v1/scores?name=list&limit=2");
    String cursor = first.get("nextCursor").asText();
    assertThat(ids("name=list&limit=3&cursor=" + cursor)).containsExactly("l3", "l2", "l1");
    assertThat(api.error("/api/v1/scores?name=other&cursor=" + cursor, 400))
        .contains("cursor must be the nextCursor of a page with the same filters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | the body is not valid JSON",
        "[] | the body must be an object with some of",
        "{'nam': 1} | the body has an unknown field \"nam\": it may have comment, id, label",
        "{'value': 1, 'target': {'sessionId': 's'}} | name must not be empty: was absent",
        "{'name': ' ', 'value': 1, 'target': {'sessionId': 's'}} | name must not be empty",
        "{'name': 'n', 'target': {'sessionId': 's'}} | value must be a number, true, false or text",
        "{'name': 'n', 'value': {}, 'target': {'sessionId': 's'}} | value must be a number, true",
        "{'name': 'n', 'value': '', 'target': {'sessionId': 's'}} | value must be a number, true",
        "{'name': 'n', 'value': 1e999, 'target': {'sessionId': 's'}} | value must be a number of 64",
        "{'name': 'n', 'value': 1, 'type': 'boolean', 'target': {'sessionId': 's'}} | type must be that of the value, numeric",
        "{'name': 'n', 'value': 'a', 'label': 'b', 'target': {'sessionId': 's'}} | label names a number",
        "{'name': 'n', 'value': 1} | target must be an object",
        "{'name': 'n', 'value': 1, 'target': {}} | target must have traceId and spanId, or traceId, or sessionId, or sessionName and path, or responseId: had none",
        "{'name': 'n', 'value': 1, 'target': {'sessionId': 's', 'traceId': 't'}} | had traceId, sessionId",
        "{'name': 'n', 'value': 1, 'target': {'spanId': '00000000000000a2'}} | had spanId",
        "{'name': 'n', 'value': 1, 'target': {'traceId': 'abc'}} | trace id must be 32 lower-case hex",
        "{'name': 'n', 'value': 1, 'target': {'type': 'span', 'sessionId': 's'}} | target.type must be that of its ids, session: was span",
        "{'name': 'n', 'value': 1, 'target': {'sessionName': 's', 'path': 'a'}} | target.path must start with a slash",
        "{'name': 'n', 'value': 1, 'time': 'now', 'target': {'sessionId': 's'}} | time must be an ISO-8601 time",
        "{'name': 'n', 'value': 1, 'metadata': 5, 'target': {'sessionId': 's'}} | metadata must be an object: was 5",
        "{'name': 7, 'value': 1, 'target': {'sessionId': 's'}} | name must be text: was 7",
      })
  void post_wrong_isRefusedWithReason(String body, String reason) throws Exception {
    HttpResponse<String> response = post(body.replace('\'', '"'));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(response.body()).get("error");
    assertThat(error.get("code").asText()).isEqualTo("INVALID_ARGUMENT");
    assertThat(error.get("message").asText()).contains(reason);
  }

  @Test
  void otherMethodsAndTypes_areRefused() throws Exception {
    HttpResponse<String> form =
        api.send(
            api.request("/api/v1/scores")
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
    HttpResponse<String> put =
        api.send(
            api.request("/api/v1/scores/x").PUT(HttpRequest.BodyPublishers.ofString("{}")).build());

    assertThat(form.statusCode()).isEqualTo(415);
    assertThat(form.body()).contains("content type must be application/json: was text/plain");
    assertThat(put.statusCode()).isEqualTo(405);
    assertThat(put.headers().firstValue("allow")).contains("GET, DELETE, HEAD, OPTIONS");
    assertThat(api.error("/api/v1/scores?limit=0", 400)).contains("limit must be 1 to 1000");
    assertThat(api.error("/api/v1/scores?traceId=" + SupportSession.TRACE, 400))
        .contains("traceId and spanId name a span together");
    assertThat(api.error("/api/v1/scores?type=number", 400))
        .contains("type must be one of numeric, boolean, categorical: was \"number\"");
  }

  @Test
  void grpc_sameOperationsAsRest() throws Exception {
    Score sent =
        Score.newBuilder()
            .setId("g1")
            .setName("grpc")
            .setNumber(0.5)
            .setLabel("fair")
            .setSource("code")
            .setComment("why")
            .setTime(ViewProto.time(1_790_000_000_000_000_001L))
            .setTarget(ScoreTarget.newBuilder().setSessionId("order-4711"))
            .setMetadata(
                com.google.protobuf.Struct.newBuilder()
                    .putFields(
                        "k", com.google.protobuf.Value.newBuilder().setStringValue("v").build()))
            .build();

    assertThat(grpc.putScore(PutScoreRequest.newBuilder().setScore(sent).build())).isEqualTo(sent);

    assertThat(grpc.getScore(GetScoreRequest.newBuilder().setId("g1").build())).isEqualTo(sent);
    JsonNode rest = api.get("/api/v1/scores/g1");
    assertThat(rest.get("value").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(rest.at("/metadata/k").asText()).isEqualTo("v");
    Score bool =
        grpc.putScore(
            PutScoreRequest.newBuilder()
                .setScore(
                    Score.newBuilder()
                        .setName("grpc")
                        .setBoolean(false)
                        .setTarget(ScoreTarget.newBuilder().setSessionId("order-4711")))
                .build());
    ListScoresResponse page =
        grpc.listScores(
            ListScoresRequest.newBuilder()
                .setName("grpc")
                .setSessionId("order-4711")
                .setLimit(1)
                .build());
    assertThat(page.getScoresList()).containsExactly(bool);
    assertThat(
            grpc.listScores(
                    ListScoresRequest.newBuilder()
                        .setName("grpc")
                        .setSessionId("order-4711")
                        .setCursor(page.getNextCursor())
                        .build())
                .getScoresList())
        .containsExactly(sent);
    grpc.deleteScore(DeleteScoreRequest.newBuilder().setId("g1").build());
    assertThatThrownBy(() -> grpc.getScore(GetScoreRequest.newBuilder().setId("g1").build()))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessage("NOT_FOUND: no score \"g1\" is stored");
    assertThatThrownBy(() -> grpc.putScore(PutScoreRequest.getDefaultInstance()))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("INVALID_ARGUMENT: value must be a number");
  }
}
