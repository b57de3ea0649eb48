package io.treeline.exporter.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.treeline.exporter.model.TokenUsage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that change while the process runs. */
class PricesTest {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path directory;

  private final List<String> tagsAsked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile String body = "";
  private volatile String tag = "\"1\"";
  private volatile int status = 200;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/prices.csv", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void file_changes_isReadAgainAndABrokenOneKeepsTheOldPrices() throws Exception {
    Path file = Files.writeString(directory.resolve("prices.csv"), row("1"));
    try (Prices prices = start(new PriceSettings(file, null, NEVER, directory), 1 << 20)) {
      assertThat(cost(prices)).isEqualTo("0.000001");

      Files.writeString(file, row("25"));
      await().untilAsserted(() -> assertThat(cost(prices)).isEqualTo("0.000025"));

      Files.writeString(file, row("two"));
      await().untilAsserted(() -> assertThat(problem(prices)).isNotNull());
      assertThat(problem(prices))
          .isEqualTo(
              file
                  + " cannot be used: line 2 (mine): input_mtok must be dollars such as 2.50: was"
                  + " \"two\"; its last prices stay in force");
      assertThat(cost(prices)).isEqualTo("0.000025");

      Files.delete(file);
      await().untilAsserted(() -> assertThat(problem(prices)).contains("there is no such file"));
      assertThat(cost(prices)).isEqualTo("0.000025");

      Files.writeString(file, row("3"));
      await().untilAsserted(() -> assertThat(cost(prices)).isEqualTo("0.000003"));
      assertThat(problem(prices)).isNull();
    }
  }

  @Test
  void file_missingAtStart_isAProblemAndUsedOnceItIsThere() throws Exception {
    Path file = directory.resolve("later.csv");
    try (Prices prices = start(new PriceSettings(file, null, NEVER, directory), 1 << 20)) {
      assertThat(problem(prices))
          .isEqualTo(
              file
                  + " cannot be used: there is no such file: create it, or take the setting"
                  + " prices-file away; other lists stay in force");
      assertThat(cost(prices)).isNull();

      Files.writeString(file, row("7"));
      await().untilAsserted(() -> assertThat(cost(prices)).isEqualTo("0.000007"));
    }
  }

  @Test
  void url_answers_isUsedAskedWithItsTagAndKeptForTheNextStart() throws Exception {
    body = row("4");
    PriceSettings settings = new PriceSettings(null, url(), Duration.ofMillis(50), directory);
    try (Prices prices = start(settings, 1 << 20)) {
      await().untilAsserted(() -> assertThat(cost(prices)).isEqualTo("0.000004"));
      await().untilAsserted(() -> assertThat(tagsAsked).contains("\"1\""));
      assertThat(tagsAsked.get(0)).isEqualTo("none");

      body = row("5");
      tag = "\"2\"";
      await().untilAsserted(() -> assertThat(cost(prices)).isEqualTo("0.000005"));
    }
    server.stop(0);
    tagsAsked.clear();
    try (Prices prices = start(settings, 1 << 20)) {
      assertThat(cost(prices)).isEqualTo("0.000005");
      await().untilAsserted(() -> assertThat(problem(prices)).contains("it cannot be fetched"));
      assertThat(cost(prices)).isEqualTo("0.000005");
    }
  }

  @Test
  void url_tooLargeOrNoListOrAnError_keepsTheOldPrices() {
    body = row("4");
    PriceSettings settings = new PriceSettings(null, url(), Duration.ofMillis(50), directory);
    try (Prices prices = start(settings, 1_000)) {
      await().untilAsserted(() -> assertThat(cost(prices)).isEqualTo("0.000004"));

      tag = "\"2\"";
      body = row("5") + "#".repeat(1_000);
      await()
          .untilAsserted(() -> assertThat(problem(prices)).contains("it has more than 1000 bytes"));
      body = "<html>";
      await().untilAsserted(() -> assertThat(problem(prices)).contains("must name the columns"));
      status = 500;
      await()
          .untilAsserted(
              () -> assertThat(problem(prices)).contains("answers with HTTP status 500"));
      assertThat(cost(prices)).isEqualTo("0.000004");

      status = 200;
      body = row("6");
      await().untilAsserted(() -> assertThat(cost(prices)).isEqualTo("0.000006"));
      assertThat(problem(prices)).isNull();
    }
  }

  @Test
  void url_another_keptCopyIsNotUsed() {
    body = row("4");
    try (Prices prices = start(new PriceSettings(null, url(), NEVER, directory), 1_000)) {
      await().untilAsserted(() -> assertThat(cost(prices)).isEqualTo("0.000004"));
    }
    URI other = URI.create(url() + "?other");
    status = 500;
    try (Prices prices = start(new PriceSettings(null, other, NEVER, directory), 1_000)) {
      await().untilAsserted(() -> assertThat(problem(prices)).isNotNull());
      assertThat(cost(prices)).isNull();
    }
  }

  @Test
  void fileAndUrl_both_theFileWins() throws Exception {
    body = row("4");
    Path file = Files.writeString(directory.resolve("prices.csv"), row("1"));
    try (Prices prices = start(new PriceSettings(file, url(), NEVER, directory), 1_000)) {
      await().untilAsserted(() -> assertThat(prices.status().get(1).loadedAt()).isNotNull());

      assertThat(check(prices).source()).isEqualTo("prices-file:*/mine");
      assertThat(prices.status().stream().map(PriceStatus::list))
          .containsExactly("prices-file", "prices-url", "shipped");
    }
  }

  @Test
  void nothingConfigured_onlyTheShippedListAndNothingIsAsked() {
    try (Prices prices = Prices.start(new PriceSettings(null, null, NEVER, directory))) {
      assertThat(prices.status()).hasSize(1);
      assertThat(prices.status().get(0).list()).isEqualTo("shipped");
    }
    assertThat(tagsAsked).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestHeaders().getFirst("If-None-Match");
    tagsAsked.add(asked == null ? "none" : asked);
    try (exchange) {
      if (status == 200 && tag.equals(asked)) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().set("ETag", tag);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Prices start(PriceSettings settings, int mostBytes) {
    return Prices.start(settings, POLL, mostBytes);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prices.csv");
  }

  private static String row(String price) {
    return "model,input_mtok\nmine," + price + "\n";
  }

  private static String cost(Prices prices) {
    PriceCheck check = check(prices);
    return check.totalUsd() == null ? null : check.totalUsd().toPlainString();
  }

  private static PriceCheck check(Prices prices) {
    TokenUsage usage = new TokenUsage(1L, 0L, null, null, null);
    return prices.check(new PriceQuestion("mine", null, null, Instant.EPOCH, usage, true));
  }

  private static String problem(Prices prices) {
    return prices.status().get(0).problem();
  }
}
