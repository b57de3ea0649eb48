package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.treeline.exporter.access.KeyFile;
import io.treeline.exporter.access.Scope;
import io.treeline.exporter.model.ProjectId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Keys on a whole exporter: every way to show one, logins, limits, revoking, projects. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysTest {

  private static final byte[] ONE = request(span("00f067aa0ba902b7")).toByteArray();

  private KeyedExporter exporter;
  private Path data;
  private String ingest;
  private String read;
  private String admin;

  @BeforeAll
  void start(@TempDir Path directory) {
    data = directory;
    ingest = KeyedExporter.key(data, "shop", Scope.INGEST);
    read = KeyedExporter.key(data, "shop", Scope.READ);
    admin = KeyedExporter.key(data, "default", Scope.ADMIN);
    exporter = new KeyedExporter(data);
  }

  @AfterAll
  void stop() {
    exporter.close();
  }

  @Test
  void http_everyWayToShowAKey_isTaken() throws Exception {
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("anybody:" + ingest).getBytes(StandardCharsets.UTF_8));

    assertThat(exporter.export(ONE, "authorization", "Bearer " + ingest).statusCode())
        .isEqualTo(200);
    assertThat(exporter.export(ONE, "authorization", "bearer " + ingest).statusCode())
        .isEqualTo(200);
    assertThat(exporter.export(ONE, "x-api-key", ingest).statusCode()).isEqualTo(200);
    assertThat(exporter.export(ONE, "authorization", basic).statusCode()).isEqualTo(200);
  }

  @Test
  void http_noKeyAndWrongKeys_areUnauthenticatedInOtlpsWordsWithoutTheSecret() throws Exception {
    String wrong = ingest.substring(0, ingest.length() - 4) + "AAAA";

    HttpResponse<byte[]> none = exporter.export(ONE);
    HttpResponse<byte[]> other = exporter.export(ONE, "x-api-key", wrong);
    HttpResponse<byte[]> foreign = exporter.export(ONE, "authorization", "Bearer sk-1234567890");

    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().firstValue("content-type")).contains("application/x-protobuf");
    assertThat(com.google.rpc.Status.parseFrom(none.body()).getCode()).isEqualTo(16);
    assertThat(com.google.rpc.Status.parseFrom(none.body()).getMessage())
        .isEqualTo(
            "a key is needed, as \"Authorization: Bearer <key>\" or \"x-api-key: <key>\"; one is"
                + " made with \"treeline keys create\"");
    assertThat(com.google.rpc.Status.parseFrom(other.body()).getMessage())
        .isEqualTo(
            "the key is unknown or was revoked; \"treeline keys list\" shows those in force");
    assertThat(foreign.statusCode()).isEqualTo(401);
    assertThat(text(foreign)).doesNotContain("1234567890");
  }

  @Test
  void http_keyToReadOnly_mayNotSend() throws Exception {
    HttpResponse<byte[]> response = exporter.export(ONE, "x-api-key", read);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(com.google.rpc.Status.parseFrom(response.body()).getMessage())
        .matches("key [a-z0-9]{10} has the scope read, and this needs ingest");
  }

  @Test
  void grpc_keyInMetadata_isTakenAndWithoutItIsUnauthenticated() {
    String endpoint = "gproto+http://127.0.0.1:" + exporter.exporter.grpcPort();

    TraceServiceGrpc.TraceServiceBlockingStub with =
        GrpcClients.builder(endpoint)
            .setHeader("authorization", "Bearer " + ingest)
            .build(TraceServiceGrpc.TraceServiceBlockingStub.class);
    TraceServiceGrpc.TraceServiceBlockingStub without =
        GrpcClients.newClient(endpoint, TraceServiceGrpc.TraceServiceBlockingStub.class);

    assertThat(with.export(request(span("00f067aa0ba902b8"))))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    assertThatThrownBy(() -> without.export(request(span("00f067aa0ba902b8"))))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  @Test
  void helicone_keyAsItsClientsSendIt_isTaken() throws Exception {
    HttpRequest.Builder log =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + exporter.exporter.httpPort() + "/oai/v1/log"))
            .header("content-type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"providerRequest\":{\"url\":\"x\",\"json\":{\"model\":\"gpt-4o\"},\"meta\":{}},"
                        + "\"providerResponse\":{\"status\":200,\"headers\":{},\"json\":{}},"
                        + "\"timing\":{\"startTime\":{\"seconds\":1790000000,\"milliseconds\":0},"
                        + "\"endTime\":{\"seconds\":1790000001,\"milliseconds\":0}}}"));

    HttpResponse<byte[]> without = exporter.send(log.copy());
    HttpResponse<byte[]> with = exporter.send(log, "authorization", "Bearer " + ingest);

    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(text(with)).startsWith("ok");
  }

  @Test
  void revoke_whileRunning_endsKeyAndLoginWithinASecond() throws Exception {
    String secret = KeyedExporter.key(data, "shop", Scope.READ);
    await().until(() -> exporter.get("/api/v1/sessions", "x-api-key", secret).statusCode() == 200);
    String cookie = login(secret);

    exporter.keys.revoke(secret.substring(3, 13));

    await().until(() -> exporter.get("/api/v1/sessions", "x-api-key", secret).statusCode() == 401);
    assertThat(exporter.get("/api/v1/sessions", "cookie", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void keysFile_holdsNoSecretAndIsItsOwnersOnly() throws Exception {
    Path file = data.resolve("keys.jsonl");

    assertThat(Files.readString(file))
        .doesNotContain(read.substring(14))
        .contains(read.substring(3, 13));
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
  }

  @Test
  void page_withoutLogin_leadsToItAndItsFilesAreServed() throws Exception {
    HttpResponse<byte[]> page = exporter.get("/sessions/a?by=path", "accept", "text/html");
    HttpResponse<byte[]> login = exporter.get("/login", "accept", "text/html");

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("location"))
        .contains("/login?next=%2Fsessions%2Fa%3Fby%3Dpath");
    assertThat(text(login)).contains("/assets/login.js");
    assertThat(exporter.get("/assets/login.js").statusCode()).isEqualTo(200);
  }

  @Test
  void login_rightKey_isACookieThatNoScriptReadsAndNoForeignSiteSends() throws Exception {
    HttpResponse<byte[]> response = postLogin(read);

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("set-cookie").orElseThrow())
        .startsWith("treeline-" + exporter.exporter.webPort() + "=")
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Strict")
        .contains("Path=/")
        .doesNotContain(read.substring(14));
    String cookie = login(read);
    assertThat(exporter.get("/api/v1/sessions", "cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(exporter.get("/", "cookie", cookie, "accept", "text/html").statusCode())
        .isEqualTo(200);
  }

  @Test
  void login_wrongKeyOrKeyThatMayNotRead_isRefused() throws Exception {
    assertThat(postLogin("tl_nothing").statusCode()).isEqualTo(401);
    assertThat(postLogin(ingest).statusCode()).isEqualTo(403);
  }

  @Test
  void cookie_changedInAnyPart_isNone() throws Exception {
    String cookie = login(read);
    int dot = cookie.indexOf('.');

    for (String changed :
        Set.of(
            cookie.substring(0, cookie.length() - 2) + "AA",
            cookie.substring(0, dot) + ".9" + cookie.substring(dot + 2))) {
      assertThat(exporter.get("/api/v1/sessions", "cookie", changed).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void cookie_fromAPageOfAnotherOrigin_opensNothing() throws Exception {
    String cookie = login(read);

    HttpResponse<byte[]> otherPort =
        exporter.send(
            "POST", "/api/v1/sql", "{}", "cookie", cookie, "origin", "http://127.0.0.1:1");
    HttpResponse<byte[]> fetched =
        exporter.get("/api/v1/sessions", "cookie", cookie, "sec-fetch-site", "same-site");
    HttpResponse<byte[]> own =
        exporter.get("/api/v1/sessions", "cookie", cookie, "origin", exporter.web());

    assertThat(otherPort.statusCode()).isIn(401, 403);
    assertThat(fetched.statusCode()).isEqualTo(401);
    assertThat(own.statusCode()).isEqualTo(200);
  }

  @Test
  void status_keyOfAProject_saysNothingOfTheProcess() throws Exception {
    assertThat(text(exporter.get("/api/v1/status", "x-api-key", read)))
        .contains("\"healthy\":true")
        .contains("\"received\":{}");
  }

  @Test
  void projects_adminKey_makesListsAndDeletes() throws Exception {
    String made = "made-" + System.nanoTime();

    assertThat(exporter.get("/api/v1/projects", "x-api-key", read).statusCode()).isEqualTo(403);
    assertThat(
            text(
                exporter.send(
                    "POST",
                    "/api/v1/projects",
                    "{\"name\":\"%s\"}".formatted(made),
                    "x-api-key",
                    admin)))
        .isEqualTo("{\"name\":\"%s\"}".formatted(made));
    assertThat(text(exporter.get("/api/v1/projects", "x-api-key", admin)))
        .contains("{\"name\":\"default\"}", "{\"name\":\"%s\"}".formatted(made));
    assertThat(text(exporter.send("DELETE", "/api/v1/projects/" + made, "", "x-api-key", admin)))
        .isEqualTo("{\"deleted\":\"%s\"}".formatted(made));
    assertThat(
            exporter
                .send("DELETE", "/api/v1/projects/" + made, "", "x-api-key", admin)
                .statusCode())
        .isEqualTo(404);
    assertThat(exporter.get("/api/v1/sessions", "x-api-key", admin).statusCode()).isEqualTo(403);
  }

  @Test
  void projects_deleteWithKeysInForce_isRefused() throws Exception {
    HttpResponse<byte[]> response =
        exporter.send("DELETE", "/api/v1/projects/shop", "", "x-api-key", admin);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(text(response)).contains("keys still open the project shop; revoke them first: ");
  }

  @Test
  void send_moreThanTheKeyMay_isTooManyRequestsAndOthersGoOn() throws Exception {
    KeyFile.Created slow =
        exporter.keys.create(new ProjectId("shop"), Set.of(Scope.INGEST), "slow sender", null, 10L);
    byte[] large =
        request(span("00f067aa0ba902b9").addAttributes(attribute("text", "x".repeat(1000))))
            .toByteArray();
    await().until(() -> exporter.export(ONE, "x-api-key", slow.secret()).statusCode() == 200);

    assertThat(exporter.export(large, "x-api-key", slow.secret()).statusCode()).isIn(200, 429);
    HttpResponse<byte[]> refused = exporter.export(large, "x-api-key", slow.secret());

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(1, 200);
    assertThat(com.google.rpc.Status.parseFrom(refused.body()).getMessage())
        .isEqualTo(
            "key %s sends more than its 10 bytes a second: send less, or raise its limit"
                .formatted(slow.key().id()));
    assertThat(exporter.export(ONE, "x-api-key", ingest).statusCode()).isEqualTo(200);
    assertThat(exporter.exporter.telemetry().rejected()).containsKey("rate_limited");
  }

  @Test
  void start_hostOthersReachWithoutKeys_isRefusedWithTheRemedy() {
    assertThatThrownBy(
            () ->
                io.treeline.exporter.config.ExporterConfig.read(
                    null, Map.of(), Map.of("host", "0.0.0.0")))
        .hasMessage(
            "host 0.0.0.0 can be reached from other machines, and nobody is asked for a key: set"
                + " auth=keys (\"treeline keys create\" makes keys), or insecure=true where only"
                + " those you trust can reach it");
  }

  private HttpResponse<byte[]> postLogin(String key) throws Exception {
    return exporter.send("POST", "/login", "{\"key\":\"%s\"}".formatted(key));
  }

  /** Name and value of the cookie. */
  private String login(String key) throws Exception {
    return postLogin(key).headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
