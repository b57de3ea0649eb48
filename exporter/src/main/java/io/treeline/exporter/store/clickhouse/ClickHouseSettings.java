package io.treeline.exporter.store.clickhouse;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is.
 *
 * @param url of its HTTP interface, such as {@code http://127.0.0.1:8123}
 * @param user name of the user
 * @param password may be empty
 * @param database is made when it is not there
 * @param cluster name of the cluster as the server's configuration knows it, whose nodes the tables
 *     are spread over; null for a single server
 * @param timeout longest time for one answer
 */
public record ClickHouseSettings(
    URI url,
    String user,
    String password,
    String database,
    @Nullable String cluster,
    Duration timeout) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException when one cannot be a name
   */
  public ClickHouseSettings {
    check("store-clickhouse-database", database);
    if (cluster != null) {
      check("store-clickhouse-cluster", cluster);
    }
    if (url.getHost() == null || !String.valueOf(url.getScheme()).startsWith("http")) {
      throw new IllegalArgumentException(
          "store-clickhouse-url must be an address of ClickHouse's HTTP interface, such as"
              + " http://127.0.0.1:8123: was \""
              + url
              + "\"");
    }
  }

  private static void check(String setting, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          setting
              + " must be letters, digits, _ and -, at most 63, first a letter or _: was \""
              + name
              + "\"");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url + "/" + database;
  }
}
