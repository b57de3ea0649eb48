package io.treeline.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExporterConfigTest {

  private static final Path DOCUMENTATION = Path.of("..", "docs", "configuration.md");

  @TempDir Path directory;

  @Test
  void read_nothingSet_isDefaults() {
    assertThat(ExporterConfig.read(null, Map.of("PATH", "/bin"), Map.of()))
        .isEqualTo(
            new ExporterConfig(
                "127.0.0.1",
                4317,
                4318,
                4319,
                new AccessConfig(
                    false,
                    false,
                    Path.of(System.getProperty("user.home"), ".treeline", "data", "keys.jsonl"),
                    null,
                    null,
                    null),
                Path.of(System.getProperty("user.home"), ".treeline", "data"),
                null,
                1L << 30,
                4,
                32,
                4L << 30,
                false,
                new RetentionConfig(null, null, null),
                64 << 20,
                1 << 20,
                1 << 14,
                32,
                1024,
                Duration.ofHours(24),
                null,
                null,
                Duration.ofHours(24),
                false,
                true,
                null,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10)));
  }

  @Test
  void read_everySource_flagBeatsEnvironmentBeatsFileBeatsDefault() throws IOException {
    Path file = file("# ports\ngrpc-port=1\nhttp-port = 2\nweb-port: 3\nmax-request-bytes=5 KB\n");
    Map<String, String> environment =
        Map.of("TREELINE_EXPORTER_HTTP_PORT", "20", "TREELINE_EXPORTER_WEB_PORT", "30");

    ExporterConfig config =
        ExporterConfig.read(file, environment, Map.of("web-port", "300", "data-dir", "x/y"));

    assertThat(config.grpcPort()).isEqualTo(1);
    assertThat(config.httpPort()).isEqualTo(20);
    assertThat(config.webPort()).isEqualTo(300);
    assertThat(config.maxRequestBytes()).isEqualTo(5 * 1024);
    assertThat(config.dataDirectory()).isEqualTo(Path.of("x/y"));
    assertThat(config.host()).isEqualTo("127.0.0.1");
  }

  @Test
  void read_unknownKey_failsWithTheNearest() throws IOException {
    Path file = file("grpcport=1\n");

    assertFails(
        () -> ExporterConfig.read(file, Map.of(), Map.of()),
        "unknown key \"grpcport\" in " + file + ": did you mean \"grpc-port\"?");
    assertFails(
        () -> ExporterConfig.read(null, Map.of("TREELINE_EXPORTER_DATADIR", "x"), Map.of()),
        "unknown variable \"TREELINE_EXPORTER_DATADIR\" in the environment: did you mean"
            + " \"TREELINE_EXPORTER_DATA_DIR\"?");
    assertFails(
        () -> ExporterConfig.read(null, Map.of(), Map.of("max_request_byte", "1")),
        "unknown flag \"max_request_byte\" in the command line: did you mean"
            + " \"max-request-bytes\"?");
    assertFails(
        () -> ExporterConfig.read(null, Map.of("TREELINE_GRPC_PORT", "1"), Map.of()),
        "unknown variable TREELINE_GRPC_PORT in the environment: did you mean"
            + " TREELINE_EXPORTER_GRPC_PORT?");
  }

  @Test
  void read_variableOfTheAgent_isNoneOfOurs() {
    assertThat(ExporterConfig.read(null, Map.of("TREELINE_CAPTURE", "x"), Map.of()))
        .isEqualTo(ExporterConfig.read(null, Map.of(), Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "grpc-port, 65536, grpc-port must be a whole number from 0 to 65535",
    "grpc-port, -1, grpc-port must be a whole number from 0 to 65535",
    "grpc-port, x, grpc-port must be a whole number from 0 to 65535",
    "host, '', host must be a value",
    "max-request-bytes, 0, max-request-bytes must be a size such as 512KB",
    "max-request-bytes, 2GB, max-request-bytes must be a size such as 512KB",
    "max-request-bytes, 99999999999999999999, max-request-bytes must be a size such as 512KB",
    "max-request-bytes, 1TB, max-request-bytes must be a size such as 512KB",
    "max-future, 5, max-future must be a duration such as 500ms",
    "max-future, 5 weeks, max-future must be a duration such as 500ms",
    "prices-url, ftp://x/y, prices-url must be an address such as https://example.com/prices.json",
    "prices-url, not an address, prices-url must be an address such as",
    "cost-source, mine, cost-source must be computed or reported",
    "estimate-tokens, yes, estimate-tokens must be true or false",
    "max-path-depth, 0, max-path-depth must be a whole number from 1 to 1000",
  })
  void read_wrongValue_failsWithWhatIsExpectedAndWhereItCameFrom(
      String key, String value, String message) {
    assertFails(
        () -> ExporterConfig.read(null, Map.of(), Map.of(key, value)),
        message,
        "was \"" + value + "\" (from --" + key + ")");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1B, 1", "2KB, 2048", "2kb, 2048", "3 MB, 3145728", "1GB, 1073741824"})
  void read_size(String text, int bytes) {
    assertThat(
            ExporterConfig.read(null, Map.of(), Map.of("max-request-bytes", text))
                .maxRequestBytes())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "24h, PT24H", "7d, PT168H"})
  void read_duration(String text, Duration duration) {
    assertThat(ExporterConfig.read(null, Map.of(), Map.of("max-future", text)).maxFuture())
        .isEqualTo(duration);
  }

  @Test
  void read_fileThatIsNotThere_failsWithItsPath() {
    Path absent = directory.resolve("absent");

    assertFails(
        () -> ExporterConfig.read(absent, Map.of(), Map.of()),
        "cannot read the configuration file " + absent);
  }

  @Test
  void defaults_matchDocumentation() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCUMENTATION).stream()
            .dropWhile(line -> !line.equals("## Exporter"))
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Stream.of(ConfigKey.values()).map(ExporterConfigTest::row).toList());
  }

  @Test
  void read_storeClickHouse_isWhereItIs() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "s3cret \n");

    ClickHouseConfig read =
        ExporterConfig.read(
                null,
                Map.of("TREELINE_EXPORTER_STORE_CLICKHOUSE_USER", "treeline"),
                Map.of(
                    "store", "clickhouse",
                    "store-clickhouse-url", "https://clickhouse:8443",
                    "store-clickhouse-password-file", password.toString(),
                    "store-clickhouse-database", "traces",
                    "store-clickhouse-cluster", "main",
                    "store-clickhouse-timeout", "30s"))
            .clickHouse();

    assertThat(read)
        .isEqualTo(
            new ClickHouseConfig(
                URI.create("https://clickhouse:8443"),
                "treeline",
                "s3cret",
                "traces",
                "main",
                Duration.ofSeconds(30)));
    assertThat(read).asString().doesNotContain("s3cret");
  }

  @Test
  void read_storeClickHouseAlone_isALocalServer() {
    assertThat(ExporterConfig.read(null, Map.of(), Map.of("store", "clickhouse")).clickHouse())
        .isEqualTo(
            new ClickHouseConfig(
                URI.create("http://127.0.0.1:8123"),
                "default",
                "",
                "treeline",
                null,
                Duration.ofMinutes(2)));
  }

  @Test
  void read_clickHouseOfTwoMinds_saysWhatToDo() {
    Map<String, String> flags = new HashMap<>(Map.of("store", "clickhouse"));
    flags.put("retention-size", "1GB");
    assertFails(
        () -> ExporterConfig.read(null, Map.of(), flags), "retention-size", "retention-age");
    flags.remove("retention-size");
    flags.put("store-clickhouse-password", "a");
    flags.put("store-clickhouse-password-file", "/nowhere");
    assertFails(() -> ExporterConfig.read(null, Map.of(), flags), "not both");
    flags.remove("store-clickhouse-password");
    assertFails(
        () -> ExporterConfig.read(null, Map.of(), flags),
        "store-clickhouse-password-file /nowhere cannot be read");
    flags.remove("store-clickhouse-password-file");
    flags.put("store-clickhouse-database", "a.b");
    assertFails(
        () -> ExporterConfig.read(null, Map.of(), flags),
        "store-clickhouse-database must be a name",
        "\"a.b\"");
    flags.put("store-clickhouse-database", "ab");
    flags.put("store-clickhouse-url", "clickhouse:9000");
    assertFails(
        () -> ExporterConfig.read(null, Map.of(), flags),
        "store-clickhouse-url must be an address of ClickHouse's HTTP interface");
  }

  private static String row(ConfigKey key) {
    return "| `%s` | `%s` | %s | `%s` | %s |"
        .formatted(key.key(), key.env(), key.type(), key.defaultValue(), key.meaning());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("treeline.properties"), text);
  }

  private static void assertFails(Runnable read, String... message) {
    assertThatThrownBy(read::run)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(message);
  }
}
