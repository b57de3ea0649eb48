package io.treeline.exporter.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one exporter. {@link ConfigKey} says what each means.
 *
 * @param host address all ports are bound to
 * @param grpcPort OTLP/gRPC; 0 is any free one
 * @param httpPort OTLP/HTTP; 0 is any free one
 * @param webPort dashboard and queries; 0 is any free one
 * @param access who is let in
 * @param dataDirectory directory of the database
 * @param clickHouse where spans are kept; null for files in the directory
 * @param storeMemoryBytes most memory of the embedded database
 * @param storeThreads most threads of one query
 * @param maxProjects how many projects there may be
 * @param journalMaxBytes most bytes of the journal
 * @param acknowledgesStored whether senders are answered only when queries see what they sent
 * @param retention how much is kept
 * @param maxRequestBytes largest export request
 * @param maxAttributeBytes longest attribute value
 * @param maxResourceAttributeBytes longest attribute value of a resource or scope
 * @param maxPathDepth most parts of a session path
 * @param maxPathLength most characters of a session path
 * @param maxFuture how far a span's times may lie ahead
 * @param pricesFile the user's own prices; null for none
 * @param pricesUrl a price list to fetch; null for none
 * @param pricesRefresh time between two fetches of it
 * @param reportedCostCounts whether a reported cost counts before a computed one
 * @param estimatesTokens whether tokens nobody counted are estimated
 * @param kafka what is received from Kafka; null for nothing
 * @param requestTimeout longest time for one request
 * @param shutdownTimeout longest wait for requests under way when stopping
 */
public record ExporterConfig(
    String host,
    int grpcPort,
    int httpPort,
    int webPort,
    AccessConfig access,
    Path dataDirectory,
    @Nullable ClickHouseConfig clickHouse,
    long storeMemoryBytes,
    int storeThreads,
    int maxProjects,
    long journalMaxBytes,
    boolean acknowledgesStored,
    RetentionConfig retention,
    int maxRequestBytes,
    int maxAttributeBytes,
    int maxResourceAttributeBytes,
    int maxPathDepth,
    int maxPathLength,
    Duration maxFuture,
    @Nullable Path pricesFile,
    @Nullable URI pricesUrl,
    Duration pricesRefresh,
    boolean reportedCostCounts,
    boolean estimatesTokens,
    @Nullable KafkaConfig kafka,
    Duration requestTimeout,
    Duration shutdownTimeout) {

  /**
   * Reads the settings: a flag beats the environment, which beats the file, which beats the
   * default.
   *
   * @param file properties file in UTF-8; null for none
   * @param environment the process environment
   * @param flags keys without their dashes
   * @throws ConfigException when a key is unknown or a value is wrong
   */
  public static ExporterConfig read(
      @Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
    ConfigValues values =
        new ConfigValues(
            new ConfigSources().addFile(file).addEnvironment(environment).addFlags(flags));
    return new ExporterConfig(
        values.text(ConfigKey.HOST),
        values.number(ConfigKey.GRPC_PORT, 0, 65535),
        values.number(ConfigKey.HTTP_PORT, 0, 65535),
        values.number(ConfigKey.WEB_PORT, 0, 65535),
        AccessConfig.read(values, values.path(ConfigKey.DATA_DIR)),
        values.path(ConfigKey.DATA_DIR),
        ClickHouseConfig.read(values),
        values.memory(ConfigKey.STORE_MEMORY),
        values.number(ConfigKey.STORE_THREADS, 1, 1024),
        values.number(ConfigKey.MAX_PROJECTS, 1, 10_000),
        values.large(ConfigKey.JOURNAL_MAX_BYTES, 4L << 20, "4MB"),
        values.choice(ConfigKey.ACKNOWLEDGE, "journaled", "stored").equals("stored"),
        RetentionConfig.read(values),
        values.bytes(ConfigKey.MAX_REQUEST_BYTES),
        values.bytes(ConfigKey.MAX_ATTRIBUTE_BYTES),
        values.bytes(ConfigKey.MAX_RESOURCE_ATTRIBUTE_BYTES),
        values.number(ConfigKey.MAX_PATH_DEPTH, 1, 1000),
        values.number(ConfigKey.MAX_PATH_LENGTH, 1, 100_000),
        values.duration(ConfigKey.MAX_FUTURE),
        values.pathOrNone(ConfigKey.PRICES_FILE),
        values.urlOrNone(ConfigKey.PRICES_URL),
        values.interval(ConfigKey.PRICES_REFRESH),
        values.choice(ConfigKey.COST_SOURCE, "computed", "reported").equals("reported"),
        values.choice(ConfigKey.ESTIMATE_TOKENS, "true", "false").equals("true"),
        KafkaConfig.read(values),
        values.duration(ConfigKey.REQUEST_TIMEOUT),
        values.duration(ConfigKey.SHUTDOWN_TIMEOUT));
  }

  /**
   * Where an exporter with these settings keeps its keys; what else is set wrong does not matter.
   *
   * @throws ConfigException when a key is unknown or one of the two settings is wrong
   */
  public static Path keysFile(
      @Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
    ConfigValues values =
        new ConfigValues(
            new ConfigSources().addFile(file).addEnvironment(environment).addFlags(flags));
    return AccessConfig.keysFile(values, values.path(ConfigKey.DATA_DIR));
  }

  /**
   * Defaults, except that every port is any free one and that senders are answered when queries see
   * what they sent: for tests and embedding.
   */
  public static ExporterConfig onFreePorts(Path dataDirectory) {
    return read(
        null,
        Map.of(),
        Map.of(
            ConfigKey.ACKNOWLEDGE.key(), "stored",
            ConfigKey.GRPC_PORT.key(), "0",
            ConfigKey.HTTP_PORT.key(), "0",
            ConfigKey.WEB_PORT.key(), "0",
            ConfigKey.DATA_DIR.key(), dataDirectory.toString()));
  }
}
