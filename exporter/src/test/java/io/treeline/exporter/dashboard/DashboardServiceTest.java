package io.treeline.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardServiceTest {

  private static final Server SERVER =
      Server.builder()
          .http(new InetSocketAddress("127.0.0.1", 0))
          .serviceUnder("/", DashboardService.create())
          .build();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    SERVER.start().join();
  }

  @AfterAll
  static void stop() {
    SERVER.stop().join();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/sessions/order-4711", "/sessions/a%2Fb.js?view=path", "/index.html"})
  void get_placeInsideThePage_answersThePage(String path) throws Exception {
    HttpResponse<byte[]> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("<tl-app>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/assets/main.js", "/assets/none.js", "/api/v1/none"})
  void get_anything_forbidsForeignAndInlineCode(String path) throws Exception {
    HttpResponse<byte[]> answer = get(path);

    assertThat(header(answer, "content-security-policy").split("; ?"))
        .containsExactlyInAnyOrder(
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");
    assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/none.js",
        "/assets/",
        "/assets/styles",
        "/assets/main.JS",
        "/api/v1/none"
      })
  void get_noFile_isNotFound(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/assets/..%2f..%2flogback.xml", "/assets/%2e%2e/index.html"})
  void get_pathThatLeadsOut_isRefused(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void get_knownEntityTag_isNotSentAgain() throws Exception {
    HttpResponse<byte[]> first = get("/assets/main.js");
    HttpResponse<byte[]> second = get("/assets/main.js", "if-none-match", header(first, "etag"));

    assertThat(header(first, "cache-control")).isEqualTo("no-cache, max-age=0, must-revalidate");
    assertThat(header(first, "content-type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @Test
  void get_fileThePageNames_isKeptUntilTheNextStart() throws Exception {
    String page = new String(get("/").body(), StandardCharsets.UTF_8);
    Matcher named = Pattern.compile("/assets/run-[0-9a-f]{16}/main\\.js").matcher(page);
    assertThat(named.find()).isTrue();

    HttpResponse<byte[]> answer = get(named.group());
    HttpResponse<byte[]> earlier = get("/assets/run-0123456789abcdef/main.js");

    assertThat(header(answer, "cache-control")).contains("max-age=31536000", "immutable");
    assertThat(answer.body()).isEqualTo(get("/assets/main.js").body());
    assertThat(earlier.body()).isEqualTo(answer.body());
    assertThat(header(earlier, "cache-control")).isEqualTo("no-cache, max-age=0, must-revalidate");
  }

  @Test
  void get_sessionPage_namesItsModulesAndItsFirstPiece() throws Exception {
    HttpResponse<byte[]> session = get("/sessions/a%2Fb%3E%20c?view=path");
    HttpResponse<byte[]> tools = get("/tools");

    assertThat(header(session, "link"))
        .isEqualTo(
            "</api/v1/sessions/a%2Fb%3E%20c/nodes?offset=0&limit=250>; rel=preload; as=fetch;"
                + " crossorigin");
    assertThat(header(tools, "link")).isEqualTo("absent");
    assertThat(preloaded(session))
        .contains("main.js", "app.js", "session/session-view.js", "components/virtual-tree.js")
        .doesNotContain("sql/sql-view.js")
        .doesNotHaveDuplicates();
    assertThat(preloaded(tools)).contains("main.js").doesNotContain("session/session-view.js");
    for (String module : preloaded(session)) {
      assertThat(get("/assets/" + module).statusCode()).as(module).isEqualTo(200);
    }
  }

  private static List<String> preloaded(HttpResponse<byte[]> page) {
    return Pattern.compile("modulepreload\" href=\"/assets/run-[0-9a-f]{16}/([^\"]+)\"")
        .matcher(new String(page.body(), StandardCharsets.UTF_8))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void get_gzipAccepted_answersTheSameCompressed() throws Exception {
    byte[] plain = get("/assets/styles/base.css").body();
    HttpResponse<byte[]> answer = get("/assets/styles/base.css", "accept-encoding", "gzip");

    assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
    assertThat(answer.body().length).isLessThan(plain.length / 2);
    try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(unzipped.readAllBytes()).isEqualTo(plain);
    }
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SERVER.activeLocalPort() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("absent");
  }
}
