package io.treeline.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.treeline.exporter.api.v1.AggregateRequest;
import io.treeline.exporter.api.v1.AggregateResponse;
import io.treeline.exporter.api.v1.AggregateRow;
import io.treeline.exporter.api.v1.GetSessionAnalysisRequest;
import io.treeline.exporter.api.v1.GetSessionRequest;
import io.treeline.exporter.api.v1.GetSessionTreeRequest;
import io.treeline.exporter.api.v1.GetSpanRequest;
import io.treeline.exporter.api.v1.ListSessionsRequest;
import io.treeline.exporter.api.v1.ListSpansRequest;
import io.treeline.exporter.api.v1.Measures;
import io.treeline.exporter.api.v1.QueryServiceGrpc;
import io.treeline.exporter.api.v1.QueryServiceGrpc.QueryServiceBlockingStub;
import io.treeline.exporter.api.v1.SearchHit;
import io.treeline.exporter.api.v1.SearchRequest;
import io.treeline.exporter.api.v1.SessionAnalysis;
import io.treeline.exporter.api.v1.SessionSummary;
import io.treeline.exporter.api.v1.SessionTreePart;
import io.treeline.exporter.api.v1.SpanDetail;
import io.treeline.exporter.api.v1.SqlRequest;
import io.treeline.exporter.api.v1.SqlResponse;
import io.treeline.exporter.api.v1.TreeKind;
import io.treeline.exporter.api.v1.TreeNode;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcApiTest {

  private RunningApi api;
  private QueryServiceBlockingStub query;

  @BeforeAll
  void start(@TempDir Path directory) {
    api = new RunningApi(directory);
    api.write(new SupportSession("order-4711").array());
    query =
        GrpcClients.builder("gproto+" + api.url())
            .responseTimeoutMillis(60_000)
            .build(QueryServiceBlockingStub.class);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void listSessions_filtered_theOneThatMatches() {
    ListSessionsRequest request =
        ListSessionsRequest.newBuilder()
            .putProperties("tier", "gold")
            .setStatus("recovered")
            .setFrom(ViewProto.time(TestSpans.START_EPOCH_NANOS))
            .build();

    assertThat(query.listSessions(request).getSessionsList())
        .extracting(SessionSummary::getSessionId)
        .containsExactly("order-4711");
    assertThat(query.listSessions(request).hasNextCursor()).isFalse();
  }

  @Test
  void getSessionAnalysis_known_sameAsRest() throws Exception {
    SessionAnalysis analysis =
        query.getSessionAnalysis(
            GetSessionAnalysisRequest.newBuilder().setSessionId("order-4711").build());

    JsonNode rest = api.get("/api/v1/sessions/order-4711/analysis");
    assertThat(new ObjectMapper().readTree(analysis.getAnalysisJson()))
        .hasToString(rest.toString());
    assertThat(analysis.getProblems(0).getSentence())
        .isEqualTo(rest.at("/problems/0/sentence").asText());
    assertThat(analysis.getProblems(0).getKind()).isEqualTo("recovered");
    assertThat(analysis.getSpentOnRecovery().getCalls()).isEqualTo(1);
    assertThat(analysis.getSpentOnRecovery().hasCostUsd()).isFalse();
    assertThat(analysis.getHumanFree()).isFalse();
    assertThat(analysis.getWaiting().getNanos()).isEqualTo(380_000_000);
  }

  @Test
  void getSession_known_sameNumbersAsRest() throws Exception {
    SessionSummary session =
        query.getSession(GetSessionRequest.newBuilder().setSessionId("order-4711").build());
    JsonNode rest = api.get("/api/v1/sessions/order-4711");

    assertThat(session.getSpans()).isEqualTo(rest.get("spans").asLong());
    assertThat(session.getCostUsd()).isEqualTo(rest.get("costUsd").asText());
    assertThat(session.getTokens().getInput()).isEqualTo(rest.get("inputTokens").asLong());
    assertThat(session.getTokens().hasCacheWrite()).isFalse();
    assertThat(session.getDuration()).isEqualTo(ViewProto.duration(1_000_000_000));
    assertThat(session.getPropertiesOrThrow("tier").getValuesList()).containsExactly("gold");
  }

  @Test
  void getSessionTree_byPath_flatInOrder() {
    List<TreeNode> nodes = tree("order-4711", TreeKind.TREE_KIND_PATH);

    assertThat(nodes)
        .extracting(node -> node.getDepth() + " " + node.getPlace().getPath())
        .containsExactly(
            "0 /support-agent",
            "1 /support-agent/chat",
            "1 /support-agent/lookup_order",
            "1 /support-agent/refund-agent",
            "2 /support-agent/refund-agent/chat",
            "2 /support-agent/refund-agent/approval");
  }

  @Test
  void getSessionTree_fiveThousandDeep_wholeHereAndCutVisiblyInRest() throws Exception {
    List<Span> spans = new ArrayList<>();
    spans.add(TestSpans.agent("a0").session("deep").at(0, 10_000).build());
    for (int i = 1; i < 5000; i++) {
      spans.add(TestSpans.agent("a" + i).childOf(spans.get(i - 1)).at(i, 10_000 - i % 3).build());
    }
    api.store.writer().write(spans);

    List<TreeNode> nodes = tree("deep", TreeKind.TREE_KIND_SPAN);
    JsonNode node = api.get("/api/v1/sessions/deep/tree").get("roots").get(0);
    int levels = 1;
    for (; !node.get("children").isEmpty(); levels++) {
      assertThat(node.get("omittedDescendants").asInt()).isZero();
      node = node.get("children").get(0);
    }

    assertThat(nodes).hasSize(5000);
    assertThat(nodes.get(4999).getDepth()).isEqualTo(4999);
    assertThat(levels).isEqualTo(TreeJson.MAX_LEVELS);
    assertThat(node.get("omittedDescendants").asInt()).isEqualTo(5000 - TreeJson.MAX_LEVELS);
    assertThat(node.at("/subtree/spans").asInt()).isEqualTo(5001 - TreeJson.MAX_LEVELS);
  }

  @Test
  void listSpansAndGetSpan_known_summaryAndDetail() throws Exception {
    List<String> names = new ArrayList<>();
    query
        .listSpans(ListSpansRequest.newBuilder().setSessionId("order-4711").build())
        .forEachRemaining(part -> part.getSpansList().forEach(span -> names.add(span.getName())));
    SpanDetail chat =
        query.getSpan(
            GetSpanRequest.newBuilder()
                .setTraceId(SupportSession.TRACE)
                .setSpanId("00000000000000a2")
                .build());

    assertThat(names).hasSize(7).startsWith("invoke_agent support-agent", "chat gpt-4o-mini");
    assertThat(chat.getSummary().getDecision().getChosenList()).containsExactly("lookup_order");
    assertThat(chat.getSummary().hasErrorType()).isFalse();
    JsonNode detail = new ObjectMapper().readTree(chat.getDetailJson());
    assertThat(detail.at("/content/inputMessages/0/role").asText()).isEqualTo("user");
  }

  @Test
  void aggregate_byTool_sameNumbersAsRest() throws Exception {
    AggregateRow tool =
        query.aggregate(AggregateRequest.newBuilder().setGroupBy("tool").build()).getGroups(0);
    JsonNode rest = api.get("/api/v1/aggregates?groupBy=tool").at("/groups/0");

    assertThat(tool.getKey()).isEqualTo(rest.get("key").asText()).isEqualTo("lookup_order");
    assertThat(tool.getMeasures().getSpans()).isEqualTo(rest.get("spans").asLong()).isEqualTo(2);
    assertThat(tool.getMeasures().getRecovery().getErrors())
        .isEqualTo(rest.at("/recovery/errors").asLong())
        .isEqualTo(1);
    assertThat(tool.getMeasures().getRecovery().getNextStepsMap())
        .containsEntry("blind_retry", rest.at("/recovery/nextSteps/blind_retry").asLong())
        .hasSize(8);
    assertThat(tool.getMeasures().getAutonomy().getAnalyzedSessions())
        .isEqualTo(rest.at("/autonomy/analyzedSessions").asLong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "session",
        "name",
        "status",
        "path",
        "service",
        "operation",
        "provider",
        "model",
        "tool",
        "agent",
        "user",
        "error",
        "arguments",
        "finishReason",
        "inAgent",
        "agentEdge",
        "property:tier"
      })
  void aggregate_anyGroup_allMeasuresAreThoseOfRest(String groupBy) throws Exception {
    AggregateResponse answer =
        query.aggregate(
            AggregateRequest.newBuilder().setGroupBy(groupBy).setInterval("hour").build());
    JsonNode rest =
        api.get(
            "/api/v1/aggregates?interval=hour&groupBy="
                + URLEncoder.encode(groupBy, StandardCharsets.UTF_8));

    List<String> keys = new ArrayList<>();
    rest.path("groups").forEach(group -> keys.add(group.path("key").asText()));
    assertThat(answer.getGroupsList()).extracting(AggregateRow::getKey).isEqualTo(keys);
    assertThat(measures(answer.getTotal())).isEqualTo(measures(rest.path("total")));
    for (int i = 0; i < keys.size(); i++) {
      JsonNode group = rest.path("groups").get(i);
      AggregateRow row = answer.getGroups(i);
      assertThat(measures(row)).as(keys.get(i)).isEqualTo(measures(group));
      assertThat(row.getSeriesCount()).isEqualTo(group.path("series").size());
      Map<String, BigDecimal> bucket = new TreeMap<>();
      flattenProto("", proto(row.getSeries(0).getMeasures()), bucket);
      assertThat(bucket).isEqualTo(measures(group.path("series").get(0)));
    }
    assertThat(answer.hasWithout()).isEqualTo(rest.path("without").isObject());
    assertThat(measures(answer.getTotal()))
        .containsKeys("sessions", "spans", "errors", "failed", "duration.p99", "tokens.input")
        .hasSizeGreaterThan(40);
  }

  private static Map<String, BigDecimal> measures(AggregateRow row) throws IOException {
    Map<String, BigDecimal> flat = new TreeMap<>();
    flattenProto("", proto(row.getMeasures()), flat);
    return flat;
  }

  /** Under the names that the messages of gRPC have; the rate can be told from two others. */
  private static Map<String, BigDecimal> measures(JsonNode row) {
    Map<String, BigDecimal> flat = new TreeMap<>();
    flattenRest("", row, false, flat);
    flat.remove("errorRate");
    return flat;
  }

  private static JsonNode proto(Measures measures) throws IOException {
    return new ObjectMapper()
        .readTree(JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(measures));
  }

  private static void flattenProto(String prefix, JsonNode node, Map<String, BigDecimal> flat) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getValue().isObject()) {
        flattenProto(prefix + field.getKey() + ".", field.getValue(), flat);
      } else {
        String text = field.getValue().asText();
        flat.put(
            prefix + field.getKey(),
            new BigDecimal(text.endsWith("s") ? text.substring(0, text.length() - 1) : text)
                .stripTrailingZeros());
      }
    }
  }

  private static void flattenRest(
      String prefix, JsonNode node, boolean millis, Map<String, BigDecimal> flat) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String sent = field.getKey();
      boolean inMillis = millis || sent.endsWith("Millis");
      String name = sent.replace("Millis", "");
      if (prefix.isEmpty() && name.endsWith("Tokens")) {
        name = "tokens." + name.replace("Tokens", "");
      }
      JsonNode value = field.getValue();
      if (value.isObject()) {
        flattenRest(prefix + name + ".", value, inMillis, flat);
      } else if (value.isNumber() || sent.equals("costUsd") && value.isTextual()) {
        BigDecimal number = new BigDecimal(value.asText());
        flat.put(prefix + name, (inMillis ? number.movePointLeft(3) : number).stripTrailingZeros());
      }
    }
  }

  @Test
  void sqlAndSearch_known_sameAsRest() {
    SqlResponse sql =
        query.sql(
            SqlRequest.newBuilder()
                .setSql("SELECT count(*) AS n FROM spans WHERE session_id = 'order-4711'")
                .build());
    assertThat(sql.getColumns(0).getName()).isEqualTo("n");
    assertThat(sql.getRowsList()).containsExactly("[7]");

    SearchHit hit = query.search(SearchRequest.newBuilder().setText("plain").build()).getHits(0);
    assertThat(hit.getSessionId()).isEqualTo("order-4711");
    assertThat(hit.getSnippets(0).getField()).isEqualTo("toolResult");
    assertThat(hit.getSnippets(0).getMatchesList()).containsExactly(0, 5);
  }

  @Test
  void any_wrong_statusAndMessage() {
    assertThatThrownBy(
            () -> query.getSession(GetSessionRequest.newBuilder().setSessionId("nope").build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
              assertThat(e.getStatus().getDescription()).isEqualTo("no session \"nope\" is stored");
            });
    assertThatThrownBy(() -> tree("nope", TreeKind.TREE_KIND_SPAN))
        .hasMessage("NOT_FOUND: no session \"nope\" is stored");
    assertThatThrownBy(
            () -> query.listSessions(ListSessionsRequest.newBuilder().setLimit(0).build()))
        .hasMessage("INVALID_ARGUMENT: limit must be 1 to 1000: was 0");
  }

  @Test
  void reflection_listServices_namesOurs() throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> ask =
        GrpcClients.newClient(
                "gproto+" + api.url(), ServerReflectionGrpc.ServerReflectionStub.class)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    ask.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

    assertThat(answer.get(30, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
        .extracting(service -> service.getName())
        .contains(QueryServiceGrpc.SERVICE_NAME);
    ask.onCompleted();
  }

  private List<TreeNode> tree(String session, TreeKind kind) {
    Iterator<SessionTreePart> parts =
        query.getSessionTree(
            GetSessionTreeRequest.newBuilder().setSessionId(session).setBy(kind).build());
    List<TreeNode> nodes = new ArrayList<>();
    assertThat(parts.next().getSummary().getSessionId()).isEqualTo(session);
    parts.forEachRemaining(part -> nodes.addAll(part.getNodesList()));
    return nodes;
  }
}
