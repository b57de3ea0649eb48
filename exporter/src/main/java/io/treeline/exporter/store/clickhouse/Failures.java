package io.treeline.exporter.store.clickhouse;

import com.clickhouse.client.api.ServerException;
import io.treeline.exporter.store.SqlRefusedException;
import io.treeline.exporter.store.StoreException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as one sentence of what, which value, what was expected and what to do. Numbers
 * are ClickHouse's error codes. Passwords are never among it.
 */
final class Failures {

  static final int UNKNOWN_DATABASE = 81;
  private static final int UNKNOWN_TABLE = 60;
  private static final int UNKNOWN_SETTING = 115;
  private static final int READ_ONLY = 164;
  private static final int ADDRESS_NOT_ALLOWED = 195;
  private static final int ACCESS_DENIED = 497;

  // The same rows would be refused again: they cannot be parsed, or a value does not fit its
  // column.
  private static final Set<Integer> OF_DATA =
      Set.of(6, 26, 27, 33, 38, 41, 53, 69, 70, 72, 321, 349, 407);
  // Servers since 21.7 say 516 alone, so that nobody learns which users there are.
  private static final Set<Integer> OF_LOGIN = Set.of(192, 193, 194, 516);
  private static final Set<Integer> OF_CLUSTER = Set.of(170, 701);

  /** What the server may get over by itself, or an administrator without a restart of ours. */
  private static final Map<Integer, String> REMEDIES =
      Map.ofEntries(
          Map.entry(159, "it took too long: raise max_execution_time of the user's profile"),
          Map.entry(201, "raise the user's quota, or wait until its interval ends"),
          Map.entry(202, "raise max_concurrent_queries of the server"),
          Map.entry(225, "see to the server's Keeper"),
          Map.entry(241, "give the server more memory, or raise max_memory_usage of the user"),
          Map.entry(242, "the table is read-only: see to the server's Keeper, or to its disk"),
          Map.entry(243, "make room on the server's disk, or shorten retention-age"),
          Map.entry(252, "merges do not keep up: see to the server's disk and processors"),
          Map.entry(285, "fewer replicas are up than a quorum needs: start them"),
          Map.entry(286, "fewer replicas are up than a quorum needs: start them"),
          Map.entry(999, "see to the server's Keeper"));

  private static final Pattern GRANT = Pattern.compile("necessary to have the grant (.+?)\\. ");
  private static final Pattern DECORATION =
      Pattern.compile(
          "^Code: \\d+\\. |DB::Exception: |\\s*\\(version \\S+( \\([^)]*\\))?\\)|\\s*\\(queryId="
              + " [^)]*\\)");

  private Failures() {}

  /**
   * The exception to throw.
   *
   * @param what the server was to do, such as {@code answer}
   */
  static RuntimeException of(ClickHouseSettings settings, String what, Exception e) {
    if (e instanceof StoreException
        || e instanceof IllegalArgumentException
        || e instanceof SqlRefusedException) {
      return (RuntimeException) e;
    }
    ServerException refused = serverException(e);
    if (refused == null) {
      return new Engine.UnreachableException(
          "ClickHouse at %s cannot %s: %s (nothing is lost that was acknowledged; try again, %s)"
              .formatted(settings, what, innermost(e), remedy(settings, e)),
          e);
    }
    if (refused.getCode() <= 0) {
      return new Engine.UnreachableException(
          "what answers at %s is not ClickHouse's HTTP interface: it cannot %s, and says HTTP %d (nothing is lost that was acknowledged; try again, see that store-clickhouse-url names that port, 8123 by default and 8443 with https, and see to a proxy in between)"
              .formatted(settings, what, refused.getTransportProtocolCode()),
          e);
    }
    if (OF_DATA.contains(refused.getCode())) {
      return new IllegalArgumentException(
          "ClickHouse at %s cannot hold it: %s".formatted(settings, said(refused)), e);
    }
    String unusable = unusable(settings, refused);
    return unusable == null
        ? new Engine.RefusedStatement(refusal(settings, what, refused), refused)
        : new Engine.UnusableException(
            "ClickHouse at %s %s".formatted(settings, unusable), refused);
  }

  /** Null when nobody has to change something before it works again. */
  private static @Nullable String unusable(ClickHouseSettings settings, ServerException e) {
    int code = e.getCode();
    String user = settings.user();
    if (OF_LOGIN.contains(code)) {
      return "does not let user %s in: there is none of that name, or its password is not the one given (%s). Set store-clickhouse-user, and store-clickhouse-password-file or store-clickhouse-password, to what the server has"
          .formatted(user, settings.password().isEmpty() ? "none" : "one was");
    }
    if (code == ADDRESS_NOT_ALLOWED) {
      return "does not let user %s in from this machine: %s. Add its address to the user's HOST, or set store-clickhouse-user to another"
          .formatted(user, said(e));
    }
    if (code == ACCESS_DENIED) {
      Matcher grant = GRANT.matcher(said(e) + " ");
      return "does not let user %s do what is needed: %s. It needs: GRANT %s ON %s.* TO %s"
          .formatted(
              user,
              grant.find() ? "it lacks " + grant.group(1) : said(e),
              "SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE",
              settings.database(),
              user);
    }
    if (code == READ_ONLY) {
      return "lets user %s only read: %s. Give the user a settings profile without readonly, or set store-clickhouse-user to one that may write"
          .formatted(user, said(e));
    }
    if (OF_CLUSTER.contains(code) && settings.cluster() != null) {
      return "does not know the cluster %s: %s. Set store-clickhouse-cluster to a name of its remote_servers, or to none for a single server"
          .formatted(settings.cluster(), said(e));
    }
    return code == UNKNOWN_SETTING
        ? "does not know a setting that is needed: %s. %s or later is needed: upgrade it, or name another store-clickhouse-url"
            .formatted(said(e), Schema.OLDEST)
        : null;
  }

  private static String refusal(ClickHouseSettings settings, String what, ServerException e) {
    String remedy =
        isGone(e.getCode())
            ? "somebody removed it; tables that are missing are made again, empty, with the next"
                + " statement: restore a backup if there was something in them"
            : REMEDIES.get(e.getCode());
    return "ClickHouse at %s could not %s: %s%s"
        .formatted(settings, what, said(e), remedy == null ? "" : " (" + remedy + ")");
  }

  /** Whether a table or its database is not there. */
  static boolean isGone(int code) {
    return code == UNKNOWN_TABLE || code == UNKNOWN_DATABASE;
  }

  /** Without codes, versions and ids, which help nobody who reads it. */
  static String said(ServerException e) {
    String said = DECORATION.matcher(String.valueOf(e.getMessage())).replaceAll("").strip();
    return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage());
    return cause instanceof UnknownHostException ? "unknown host " + message : message;
  }

  private static String remedy(ClickHouseSettings settings, Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "see that store-clickhouse-url names the port that speaks https, and that Java"
            + " trusts its certificate: -Djavax.net.ssl.trustStore=<file>";
      }
      if (cause instanceof UnknownHostException) {
        return "see store-clickhouse-url";
      }
    }
    return "https".equals(settings.url().getScheme())
        ? "see that the server runs and store-clickhouse-url is its HTTPS port"
        : "see that the server runs and store-clickhouse-url is its HTTP port, and begins with"
            + " https where that speaks TLS";
  }

  static @Nullable ServerException serverException(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerException server) {
        return server;
      }
    }
    return null;
  }
}
