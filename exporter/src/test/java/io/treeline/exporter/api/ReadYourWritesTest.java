package io.treeline.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.BlockingWebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadYourWritesTest {

  private final CompletableFuture<Void> loaded = new CompletableFuture<>();
  private final Server server =
      Server.builder()
          .http(0)
          .serviceUnder("/", (ctx, req) -> HttpResponse.of("answered"))
          .decorator(new ReadYourWrites(this::readable, Duration.ofMillis(300)))
          .build();

  private CompletableFuture<Void> readable(ServiceRequestContext request, String position) {
    if ("elsewhere.1".equals(position)) {
      throw new IllegalArgumentException("is of another exporter's journal");
    }
    return loaded;
  }

  @BeforeEach
  void start() {
    server.start().join();
  }

  @AfterEach
  void stop() {
    server.stop().join();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/sessions, x, x",
    "GET, /api/v1/sessions?consistency=eventual, x, x",
    "GET, /api/v1/sessions, treeline-consistency, eventual",
    "GET, /v1/session/a/tag, x, x",
    "POST, /v1/request/query, x, x"
  })
  void question_withoutTheWish_doesNotWait(
      String method, String path, String header, String value) {
    assertThat(ask(method, path, header, value).contentUtf8()).isEqualTo("answered");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/sessions?consistency=read-your-writes, x, x",
    "GET, /api/v1/sessions, treeline-consistency, read-your-writes",
    "GET, /api/v1/sessions, treeline-journal-position, 12345678.9",
    "PUT, /v1/request/a/property, x, x",
    "POST, /v1/session/a/feedback, x, x"
  })
  void question_withTheWish_isAnsweredOnceItIsLoadedAndElseUnavailable(
      String method, String path, String header, String value) {
    AggregatedHttpResponse late = ask(method, path, header, value);
    assertThat(late.status().code()).isEqualTo(503);
    assertThat(late.contentUtf8())
        .contains("UNAVAILABLE")
        .contains("what was received before is not in the store after");

    loaded.obtrudeValue(null);

    assertThat(ask(method, path, header, value).contentUtf8()).isEqualTo("answered");
  }

  @Test
  void question_waiting_isAnsweredWhenItIsLoaded() {
    CompletableFuture<Void> unused =
        CompletableFuture.runAsync(
            () -> loaded.complete(null),
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));

    AggregatedHttpResponse answer =
        ask("GET", "/api/v1/sessions?consistency=read-your-writes", "x", "x");

    assertThat(answer.contentUtf8()).isEqualTo("answered");
    assertThat(loaded).isCompleted();
  }

  @Test
  void question_unknownWishOrPosition_isABadRequest() {
    AggregatedHttpResponse wish = ask("GET", "/api/v1/sessions?consistency=strong", "x", "x");
    AggregatedHttpResponse position =
        ask("GET", "/api/v1/sessions", "treeline-journal-position", "elsewhere.1");

    assertThat(wish.status().code()).isEqualTo(400);
    assertThat(wish.contentUtf8())
        .contains("consistency must be read-your-writes or eventual: was \\\"strong\\\"");
    assertThat(position.status().code()).isEqualTo(400);
    assertThat(position.contentUtf8()).contains("is of another exporter's journal");
  }

  @Test
  void grpcQuestion_late_hasTheStatusUnavailable() {
    AggregatedHttpResponse answer =
        BlockingWebClient.of("h2c://127.0.0.1:" + server.activeLocalPort())
            .execute(
                RequestHeaders.builder(HttpMethod.POST, "/treeline.v1.QueryService/ListSessions")
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/grpc+proto")
                    .set("treeline-consistency", "read-your-writes")
                    .build());

    assertThat(answer.status().code()).isEqualTo(200);
    assertThat(answer.headers().get("grpc-status")).isEqualTo("14");
    assertThat(answer.headers().get("grpc-message")).contains("is not in the store after");
  }

  private AggregatedHttpResponse ask(String method, String path, String header, String value) {
    return BlockingWebClient.of("http://127.0.0.1:" + server.activeLocalPort())
        .execute(
            RequestHeaders.builder(HttpMethod.valueOf(method), path).set(header, value).build());
  }
}
