package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.linecorp.armeria.client.grpc.GrpcClientBuilder;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.treeline.exporter.access.Scope;
import io.treeline.exporter.api.v1.GetSessionRequest;
import io.treeline.exporter.api.v1.QueryServiceGrpc;
import io.treeline.exporter.api.v1.Score;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No key reaches another project. Driven by the descriptions of the API: an operation that is added
 * there is tried here, with the other project's ids, without a key, and with a key to send only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectsApartTest {

  /** In everything that project alpha holds. */
  private static final String MARK = "quagmire";

  private static final String SPAN = "00f067aa0ba902b7";
  private static final String SCORE = MARK + "-score";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Answers of the process, the same for every project; or without an end. */
  private static final Set<String> NOT_OF_A_PROJECT =
      Set.of("/api/v1/prices", "/api/v1/prices/check", "/api/v1/status", "/api/v1/live");

  private KeyedExporter exporter;
  private String alpha;
  private String beta;
  private String ingestOnly;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    alpha = KeyedExporter.key(data, "alpha", Scope.READ, Scope.INGEST);
    beta = KeyedExporter.key(data, "beta", Scope.READ, Scope.INGEST);
    ingestOnly = KeyedExporter.key(data, "alpha", Scope.INGEST);
    exporter = new KeyedExporter(data);
    HttpResponse<byte[]> sent =
        exporter.export(
            request(
                    span(SPAN)
                        .setName("chat " + MARK)
                        .addAttributes(attribute("session.id", MARK))
                        .addAttributes(attribute("treeline.session.name", MARK))
                        .addAttributes(attribute("user.id", MARK))
                        .addAttributes(attribute("gen_ai.operation.name", "chat"))
                        .addAttributes(attribute("gen_ai.provider.name", MARK))
                        .addAttributes(attribute("gen_ai.request.model", MARK))
                        .addAttributes(
                            attribute(
                                "gen_ai.input.messages",
                                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\""
                                    + MARK
                                    + "\"}]}]")))
                .toByteArray(),
            "authorization",
            "Bearer " + alpha);
    assertThat(sent.statusCode()).isEqualTo(200);
    HttpResponse<byte[]> scored =
        exporter.send(
            "POST",
            "/api/v1/scores",
            "{\"id\":\"%s\",\"name\":\"%s\",\"value\":1,\"target\":{\"sessionId\":\"%s\"}}"
                .formatted(SCORE, MARK, MARK),
            "x-api-key",
            alpha);
    assertThat(text(scored)).contains(MARK);
  }

  @AfterAll
  void stop() {
    exporter.close();
  }

  /** One operation, filled with what is alpha's. */
  record Operation(String method, String path, String body) {
    boolean isOfAProject() {
      return !path.startsWith("/api/v1/projects")
          && NOT_OF_A_PROJECT.stream().noneMatch(path.replaceFirst("\\?.*", "")::equals);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static Stream<Operation> operations() throws Exception {
    List<Operation> operations = new ArrayList<>();
    try (var in =
        ProjectsApartTest.class.getResourceAsStream("/io/treeline/exporter/api/openapi.json")) {
      for (Map.Entry<String, JsonNode> path : JSON.readTree(in).path("paths").properties()) {
        for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
          if (Set.of("get", "post", "put", "delete", "patch").contains(method.getKey())) {
            operations.add(operation(path.getKey(), method.getKey(), method.getValue()));
          }
        }
      }
    }
    // Beta's own comes after what finds nothing, and goes last.
    List<String> order = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    return operations.stream().sorted(Comparator.comparing(each -> order.indexOf(each.method)));
  }

  private static Operation operation(String path, String method, JsonNode description) {
    String filled =
        path.replace("{traceId}", OtlpRequests.TRACE_ID)
            .replace("{spanId}", SPAN)
            .replace("{id}", path.contains("/scores/") ? SCORE : MARK)
            .replaceAll("\\{[a-zA-Z]+}", MARK);
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : description.path("parameters")) {
      if ("query".equals(parameter.path("in").asText()) && parameter.path("required").asBoolean()) {
        query.add(parameter.path("name").asText() + "=" + MARK);
      }
    }
    String body =
        switch (path) {
          case "/api/v1/sql" -> "{\"sql\": \"SELECT * FROM spans\"}";
          case "/api/v1/scores" ->
              "{\"id\":\"%s\",\"name\":\"n\",\"value\":0,\"target\":{\"traceId\":\"%s\",\"spanId\":\"%s\"}}"
                  .formatted(SCORE, OtlpRequests.TRACE_ID, SPAN);
          default -> "{}";
        };
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        filled + (query.isEmpty() ? "" : "?" + String.join("&", query)),
        body);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_withoutKey_isUnauthenticated(Operation operation) throws Exception {
    HttpResponse<byte[]> response = ask(operation);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
    assertThat(JSON.readTree(response.body()).at("/error/code").asText())
        .isEqualTo("UNAUTHENTICATED");
  }

  static Stream<Operation> operationsOfReaders() throws Exception {
    return operations().filter(each -> !each.path.startsWith("/api/v1/import"));
  }

  @ParameterizedTest
  @MethodSource("operationsOfReaders")
  void operation_keyToSendOnly_isForbidden(Operation operation) throws Exception {
    HttpResponse<byte[]> response = ask(operation, "x-api-key", ingestOnly);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(JSON.readTree(response.body()).at("/error/code").asText())
        .isEqualTo("PERMISSION_DENIED");
  }

  static Stream<Operation> operationsOfAProject() throws Exception {
    return operations().filter(Operation::isOfAProject);
  }

  @ParameterizedTest
  @MethodSource("operationsOfAProject")
  void operation_otherProjectsKey_findsAndChangesNothing(Operation operation) throws Exception {
    String before = allOfAlpha();

    HttpResponse<byte[]> response = ask(operation, "x-api-key", beta);

    // What was asked for may be repeated in an answer that there is no such thing, or that it is
    // beta's now.
    if (response.statusCode() == 200 && operation.method.equals("GET")) {
      assertThat(text(response)).doesNotContain(MARK);
    }
    assertThat(text(response)).doesNotContain("chat " + MARK);
    assertThat(allOfAlpha()).isEqualTo(before);
  }

  @Test
  void operations_ownKey_findWhatIsThere() throws Exception {
    Set<String> found = new LinkedHashSet<>();
    for (Operation operation :
        operationsOfAProject().filter(o -> o.method.equals("GET")).toList()) {
      if (text(ask(operation, "x-api-key", alpha)).contains(MARK)) {
        found.add(operation.path.replaceFirst("\\?.*", ""));
      }
    }

    // So that finding nothing with the other key means something.
    assertThat(found)
        .contains(
            "/api/v1/sessions",
            "/api/v1/sessions/" + MARK,
            "/api/v1/sessions/" + MARK + "/tree",
            "/api/v1/sessions/" + MARK + "/spans",
            "/api/v1/spans/" + OtlpRequests.TRACE_ID + "/" + SPAN,
            "/api/v1/search",
            "/api/v1/scores",
            "/api/v1/scores/" + SCORE);
  }

  @Test
  void helicone_otherProjectsKey_findsNothing() throws Exception {
    for (String path :
        List.of("/v1/request/query", "/v1/session/query", "/v1/session/name/query")) {
      String body = "{\"filter\": \"all\", \"search\": \"\", \"nameContains\": \"\"}";

      assertThat(exporter.send("POST", path, body).statusCode()).isEqualTo(401);
      assertThat(text(exporter.send("POST", path, body, "authorization", "Bearer " + beta)))
          .doesNotContain(MARK);
    }
  }

  static Stream<MethodDescriptor> calls() {
    List<FileDescriptor> files =
        List.of(GetSessionRequest.getDescriptor().getFile(), Score.getDescriptor().getFile());
    return files.stream()
        .map(FileDescriptor::getServices)
        .flatMap(List::stream)
        .map(ServiceDescriptor::getMethods)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void grpc_withoutKey_isUnauthenticated(MethodDescriptor call) {
    assertThatThrownBy(() -> call(call, null))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
              assertThat(e.getStatus().getDescription()).startsWith("a key is needed");
            });
  }

  @ParameterizedTest
  @MethodSource("calls")
  void grpc_keyToSendOnly_isForbidden(MethodDescriptor call) {
    assertThatThrownBy(() -> call(call, ingestOnly))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void grpc_otherProjectsKey_findsAndChangesNothing(MethodDescriptor call) throws Exception {
    String before = allOfAlpha();

    String answer;
    try {
      answer = call(call, beta);
    } catch (StatusRuntimeException e) {
      answer = "";
      assertThat(e.getStatus().getCode()).isIn(Status.Code.NOT_FOUND, Status.Code.INVALID_ARGUMENT);
    }

    assertThat(answer).doesNotContain("chat " + MARK);
    assertThat(allOfAlpha()).isEqualTo(before);
  }

  @Test
  void grpc_ownKey_findsWhatIsThere() {
    MethodDescriptor call =
        calls().filter(each -> each.getName().equals("GetSpan")).findFirst().orElseThrow();

    assertThat(call(call, alpha)).contains("chat " + MARK);
  }

  private HttpResponse<byte[]> ask(Operation operation, String... headers) throws Exception {
    return operation.method.equals("GET")
        ? exporter.get(operation.path, headers)
        : exporter.send(operation.method, operation.path, operation.body, headers);
  }

  private String allOfAlpha() throws Exception {
    return text(
            exporter.get("/api/v1/sessions/" + MARK + "/spans?content=true", "x-api-key", alpha))
        + text(exporter.get("/api/v1/scores", "x-api-key", alpha));
  }

  /** All answers of a call, as text; every field of the question that names something is filled. */
  private String call(MethodDescriptor call, String key) {
    io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> method =
        io.grpc.MethodDescriptor.newBuilder(
                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(call.getInputType())),
                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(call.getOutputType())))
            .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName(
                io.grpc.MethodDescriptor.generateFullMethodName(
                    call.getService().getFullName(), call.getName()))
            .build();
    GrpcClientBuilder client = GrpcClients.builder("gproto+" + exporter.web());
    if (key != null) {
      client.setHeader("authorization", "Bearer " + key);
    }
    QueryServiceGrpc.QueryServiceBlockingStub stub =
        client.build(QueryServiceGrpc.QueryServiceBlockingStub.class);
    Iterator<DynamicMessage> answers =
        ClientCalls.blockingServerStreamingCall(
            stub.getChannel(), method, CallOptions.DEFAULT, filled(call.getInputType()));
    StringBuilder text = new StringBuilder();
    answers.forEachRemaining(answer -> text.append(TextFormat.printer().printToString(answer)));
    return text.toString();
  }

  private static DynamicMessage filled(Descriptor type) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      if (field.getJavaType() == FieldDescriptor.JavaType.STRING && !field.isRepeated()) {
        String value =
            switch (field.getName()) {
              case "trace_id" -> OtlpRequests.TRACE_ID;
              case "span_id" -> SPAN;
              case "session_id", "text" -> MARK;
              case "id" -> SCORE;
              case "sql" -> "SELECT * FROM spans";
              default -> "";
            };
        if (!value.isEmpty()) {
          message.setField(field, value);
        }
      }
    }
    return message.build();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
