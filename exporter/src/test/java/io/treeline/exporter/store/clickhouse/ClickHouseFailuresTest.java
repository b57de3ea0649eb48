package io.treeline.exporter.store.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Upkeep;
import io.treeline.exporter.store.clickhouse.RefusingClickHouse.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is said when ClickHouse refuses. Rights are refused by the engine itself; it asks for no
 * password though and has no older version, so that these answers of a server are given for it.
 */
class ClickHouseFailuresTest {

  private static final String DATABASE = "treeline_test";

  // The front goes to a database by USE, which a server does not, and hands rows over as files.
  private static final String OF_THE_FRONT =
      "<query>GRANT SHOW DATABASES ON system.*</query><query>GRANT FILE ON *.*</query>";

  private static ClickHouseSettings at(String url) {
    return new ClickHouseSettings(
        URI.create(url), "treeline", "s3cret", DATABASE, null, Duration.ofSeconds(10));
  }

  private static StoreException starting(ClickHouseSettings settings) {
    return catchThrowableOfType(
        StoreException.class, () -> ClickHouseSpanStore.open(settings, ProjectId.DEFAULT).close());
  }

  private static StoreException refusedWith(Refusal refusal) {
    try (RefusingClickHouse server = new RefusingClickHouse(null)) {
      server.refuse(refusal);
      StoreException failure = starting(at("http://127.0.0.1:" + server.port()));
      assertThat(failure).hasMessageStartingWith("ClickHouse at http://127.0.0.1:" + server.port());
      assertThat(failure).hasMessageNotContaining("s3cret");
      return failure;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          403 | 516 | "treeline: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)" | "does not let user treeline in: there is none of that name, or its password is not the one given (one was). Set store-clickhouse-user, and store-clickhouse-password-file or store-clickhouse-password, to what the server has"
          403 | 195 | "treeline: User treeline is not allowed to connect from address 10.0.0.7. (IP_ADDRESS_NOT_ALLOWED)" | "does not let user treeline in from this machine: treeline: User treeline is not allowed to connect from address 10.0.0.7. (IP_ADDRESS_NOT_ALLOWED). Add its address to the user's HOST, or set store-clickhouse-user to another"
          404 | 115 | "Setting insert_quorum_parallel is neither a builtin setting nor started with the prefix 'SQL_' registered for user-defined settings. (UNKNOWN_SETTING)" | "does not know a setting that is needed: Setting insert_quorum_parallel is neither a builtin setting nor started with the prefix 'SQL_' registered for user-defined settings. (UNKNOWN_SETTING). 26.2 or later is needed: upgrade it, or name another store-clickhouse-url"
          """)
  void answer_thatSomebodyMustSeeTo_saysWhatToChange(
      int status, int code, String body, String expected) {
    StoreException failure =
        refusedWith(
            new Refusal(
                status,
                code,
                "Code: %d. DB::Exception: %s (version 26.3.1.1 (official build))"
                    .formatted(code, body)));

    assertThat(failure).isInstanceOf(Engine.UnusableException.class);
    assertThat(failure.getMessage()).endsWith(DATABASE + " " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          404 | 81 | "Database treeline_test does not exist. (UNKNOWN_DATABASE)" | "(somebody removed it; tables that are missing are made again, empty, with the next statement: restore a backup if there was something in them)"
          503 | 202 | "Too many simultaneous queries. Maximum: 100. (TOO_MANY_SIMULTANEOUS_QUERIES)" | "(raise max_concurrent_queries of the server)"
          500 | 241 | "Memory limit (total) exceeded. (MEMORY_LIMIT_EXCEEDED)" | "(give the server more memory, or raise max_memory_usage of the user)"
          500 | 243 | "Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)" | "(make room on the server's disk, or shorten retention-age)"
          500 | 242 | "Table is in readonly mode. (TABLE_IS_READ_ONLY)" | "(the table is read-only: see to the server's Keeper, or to its disk)"
          503 | 201 | "Quota for user treeline for 3600s has been exceeded. (QUOTA_EXCEEDED)" | "(raise the user's quota, or wait until its interval ends)"
          """)
  void answer_thatMayPass_isNoReasonNotToStartAndSaysWhatHelps(
      int status, int code, String body, String remedy) {
    StoreException failure =
        refusedWith(
            new Refusal(
                status,
                code,
                "Code: %d. DB::Exception: %s (version 26.3.1.1 (official build))\n"
                    .formatted(code, body)));

    assertThat(failure).isInstanceOf(Engine.RefusedStatement.class);
    assertThat(failure.getMessage())
        .endsWith("could not answer: %s %s".formatted(body, remedy))
        .doesNotContain("Code:", "official build");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | <html><body>nginx</body></html>
          400 | Port 9000 is for clickhouse-client program
          """)
  void answer_ofSomethingElse_saysThatItIsNotClickHouse(int status, String body) {
    try (RefusingClickHouse other = new RefusingClickHouse(null)) {
      other.refuse(new Refusal(status, 0, body));
      ClickHouseSettings settings = at("http://127.0.0.1:" + other.port());

      assertThat(starting(settings))
          .isInstanceOf(Engine.UnreachableException.class)
          .hasMessage(
              "what answers at %s is not ClickHouse's HTTP interface: it cannot answer, and says HTTP %d (nothing is lost that was acknowledged; try again, see that store-clickhouse-url names that port, 8123 by default and 8443 with https, and see to a proxy in between)"
                  .formatted(settings, status));
    }
  }

  @Test
  void version_tooOld_saysWhichIsNeeded() {
    try (RefusingClickHouse old = new RefusingClickHouse(null)) {
      // RowBinaryWithNamesAndTypes of one column and one row.
      old.refuse(new Refusal(200, 0, "\u0001\u0007version\u0006String\u000825.8.2.1"));
      ClickHouseSettings settings = at("http://127.0.0.1:" + old.port());

      assertThat(starting(settings))
          .isInstanceOf(Engine.UnusableException.class)
          .hasMessage(
              "ClickHouse at %s is version 25.8.2.1, and 26.2 or later is needed: upgrade it, or name another store-clickhouse-url"
                  .formatted(settings));
    }
  }

  @Test
  void nobody_listening_saysSo() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    ClickHouseSettings settings = at("http://127.0.0.1:" + free);

    assertThat(starting(settings))
        .isInstanceOf(Engine.UnreachableException.class)
        .hasMessage(
            "ClickHouse at %s cannot answer: Connect to http://127.0.0.1:%d [/127.0.0.1] failed: Connection refused (nothing is lost that was acknowledged; try again, see that the server runs and store-clickhouse-url is its HTTP port, and begins with https where that speaks TLS)"
                .formatted(settings, free));
  }

  @Test
  void host_unknown_saysWhich() {
    ClickHouseSettings settings = at("http://clickhouse.invalid:8123");

    assertThat(starting(settings))
        .isInstanceOf(Engine.UnreachableException.class)
        .hasMessageStartingWith("ClickHouse at " + settings + " cannot answer: unknown host")
        .hasMessageContaining("clickhouse.invalid")
        .hasMessageEndingWith(
            "(nothing is lost that was acknowledged; try again, see store-clickhouse-url)");
  }

  @Test
  void port_withoutTls_askedWithTls_saysWhichPortIsNeeded() {
    ClickHouseSettings plain = ClickHouseServer.settings();
    ClickHouseSettings settings = at("https://127.0.0.1:" + plain.url().getPort());

    assertThat(starting(settings))
        .isInstanceOf(Engine.UnreachableException.class)
        .hasMessageStartingWith("ClickHouse at " + settings + " cannot answer: ")
        .hasMessageEndingWith(
            "see that store-clickhouse-url names the port that speaks https, and that Java trusts"
                + " its certificate: -Djavax.net.ssl.trustStore=<file>)");
  }

  @Test
  void user_thatMayOnlyRead_isToldSoByTheEngine(@TempDir Path data) throws IOException {
    try (ClickHouseServer server = engineFor(data, "<readonly>1</readonly>", "")) {
      ClickHouseSettings settings = server.here();

      assertThat(starting(settings))
          .isInstanceOf(Engine.UnusableException.class)
          .hasMessageStartingWith("ClickHouse at " + settings + " lets user default only read: ")
          .hasMessageEndingWith(
              ". Give the user a settings profile without readonly, or set store-clickhouse-user to"
                  + " one that may write");
    }
  }

  @Test
  void user_withoutRights_isToldWhichByTheEngine(@TempDir Path data) throws IOException {
    try (ClickHouseServer server =
        engineFor(data, "", "<query>GRANT SELECT ON " + DATABASE + ".*</query>")) {
      ClickHouseSettings settings = server.here();

      assertThat(starting(settings))
          .isInstanceOf(Engine.UnusableException.class)
          .hasMessage(
              "ClickHouse at %s does not let user default do what is needed: it lacks CREATE DATABASE ON treeline_test.*. It needs: GRANT SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE ON treeline_test.* TO default"
                  .formatted(settings));
    }
  }

  /** That of the message and of docs/scale.md. */
  @Test
  void user_withTheRightsOfTheMessage_canDoEverything(@TempDir Path data) throws IOException {
    String grants =
        "<query>GRANT SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE ON " + DATABASE + ".*</query>";
    try (ClickHouseServer server = engineFor(data, "", grants);
        ClickHouseStores stores = ClickHouseStores.open(server.here(), 10)) {
      ProjectId project = new ProjectId("shop");
      SpanStore store = stores.of(project);
      store
          .writer()
          .write(List.of(TestSpans.llm("m").session("s").messages("[\"a\"]", null).build()));
      assertThat(store.reader().session("s").orElseThrow().spans()).isEqualTo(1);
      assertThat(store.check().problem()).isNull();
      Upkeep upkeep = store.upkeep().orElseThrow();
      assertThat(upkeep.size().file()).isPositive();
      assertThat(
              upkeep.retain(
                  new Upkeep.Limits(Duration.ofDays(1), Duration.ofHours(1), null),
                  TestSpans.START_EPOCH_NANOS + Duration.ofHours(3).toNanos()))
          .isNotNull();
      assertThat(upkeep.deleteSession("s")).isTrue();
      assertThat(stores.delete(project)).isTrue();
    }
  }

  @Test
  void writes_refusedAtWork_makeTheStoreUnhealthyUntilTheyWorkAgain() {
    try (RefusingClickHouse server =
            new RefusingClickHouse(ClickHouseServer.settings().url().getPort());
        SpanStore store =
            ClickHouseSpanStore.open(
                at("http://127.0.0.1:" + server.port()), new ProjectId("refused-at-work"))) {
      assertThat(store.check().problem()).isNull();

      server.refuseInserts(
          new Refusal(
              500,
              164,
              "Code: 164. DB::Exception: treeline: Cannot execute query in readonly mode."
                  + " (READONLY) (version 26.3.1.1 (official build))"));
      String expected =
          "ClickHouse at http://127.0.0.1:%d/treeline_test lets user treeline only read: treeline: Cannot execute query in readonly mode. (READONLY). Give the user a settings profile without readonly, or set store-clickhouse-user to one that may write"
              .formatted(server.port());
      assertThatThrownBy(() -> store.writer().write(List.of(TestSpans.llm("m").build())))
          .isInstanceOf(StoreException.class)
          .hasMessage(expected);
      // Questions are answered all the same.
      assertThat(store.reader().session("none")).isEmpty();
      assertThat(store.check().problem()).isEqualTo(expected);

      server.allow();
      store.writer().write(List.of(TestSpans.llm("m").build()));
      assertThat(store.check().problem()).isNull();
    }
  }

  private static ClickHouseServer engineFor(Path data, String profile, String grants)
      throws IOException {
    Path users =
        Files.writeString(
            data.resolve("users.xml"),
            """
            <clickhouse>
              <profiles><default>%s</default></profiles>
              <quotas><default/></quotas>
              <users>
                <default>
                  <password/><profile>default</profile><quota>default</quota>
                  <networks><ip>::/0</ip></networks>%s
                </default>
              </users>
            </clickhouse>
            """
                .formatted(
                    profile,
                    grants.isEmpty() ? "" : "<grants>" + grants + OF_THE_FRONT + "</grants>"));
    return ClickHouseServer.startFor(users.toAbsolutePath(), data.resolve("engine"));
  }
}
