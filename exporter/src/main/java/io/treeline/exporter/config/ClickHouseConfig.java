package io.treeline.exporter.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ClickHouse that spans are kept in.
 *
 * @param url of its HTTP interface
 * @param user who asks
 * @param password empty for none
 * @param database made when it is not there
 * @param cluster that the tables are spread over; null for a single server
 * @param timeout longest time for one answer
 */
public record ClickHouseConfig(
    URI url,
    String user,
    String password,
    String database,
    @Nullable String cluster,
    Duration timeout) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");
  private static final String A_NAME =
      "a name of letters, digits, _ and -, at most 63, that begins with a letter or _";

  /** Null when spans are kept elsewhere. */
  static @Nullable ClickHouseConfig read(ConfigValues values) {
    if (values.choice(ConfigKey.STORE, "duckdb", "clickhouse").equals("duckdb")) {
      return null;
    }
    if (!values.isNone(ConfigKey.RETENTION_SIZE)) {
      throw new ConfigException(
          "retention-size bounds the files of store=duckdb: with store=clickhouse set retention-age"
              + " and retention-content-age instead");
    }
    return new ClickHouseConfig(
        url(values),
        values.text(ConfigKey.STORE_CLICKHOUSE_USER),
        password(values),
        values.matching(ConfigKey.STORE_CLICKHOUSE_DATABASE, NAME, A_NAME),
        values.isNone(ConfigKey.STORE_CLICKHOUSE_CLUSTER)
            ? null
            : values.matching(ConfigKey.STORE_CLICKHOUSE_CLUSTER, NAME, A_NAME + ", or none"),
        values.interval(ConfigKey.STORE_CLICKHOUSE_TIMEOUT));
  }

  private static URI url(ConfigValues values) {
    URI url =
        values.url(
            ConfigKey.STORE_CLICKHOUSE_URL,
            "an address of ClickHouse's HTTP interface, such as http://127.0.0.1:8123");
    if (url.getRawUserInfo() != null || url.getRawQuery() != null) {
      // Not shown, as it may have a password in it.
      throw new ConfigException(
          "store-clickhouse-url must have no user, password or parameters in it: set"
              + " store-clickhouse-user and store-clickhouse-password-file instead");
    }
    return url;
  }

  private static String password(ConfigValues values) {
    Path file = values.pathOrNone(ConfigKey.STORE_CLICKHOUSE_PASSWORD_FILE);
    boolean given = !values.isNone(ConfigKey.STORE_CLICKHOUSE_PASSWORD);
    if (file == null) {
      return given ? values.text(ConfigKey.STORE_CLICKHOUSE_PASSWORD) : "";
    }
    if (given) {
      throw new ConfigException(
          "set store-clickhouse-password or store-clickhouse-password-file, not both");
    }
    try {
      return Files.readString(file).stripTrailing();
    } catch (IOException e) {
      throw new ConfigException(
          "store-clickhouse-password-file %s cannot be read: %s"
              .formatted(file.toAbsolutePath(), e));
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url + "/" + database;
  }
}
