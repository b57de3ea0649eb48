package io.treeline.exporter.store.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.treeline.exporter.store.SqlRefusedException;
import io.treeline.exporter.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Speaks to the server. Thread-safe; one per process, whatever the number of projects. */
final class Engine implements AutoCloseable {

  /** Reads a result; called while the answer comes in. */
  interface Reading<T extends @Nullable Object> {
    T of(Row row) throws Exception;
  }

  // The same rows would be refused again: they cannot be parsed, or a value does not fit its
  // column.
  private static final Set<Integer> OF_DATA =
      Set.of(6, 26, 27, 33, 38, 41, 53, 69, 70, 72, 321, 349, 407);
  // Somebody has to change something: users and their rights, or a cluster that is not there.
  private static final Set<Integer> OF_SETTINGS = Set.of(170, 192, 193, 194, 497, 516, 701);
  // The table, or its database.
  private static final Set<Integer> GONE = Set.of(60, 81);
  private static final int CONNECTIONS = 32;

  private final ClickHouseSettings settings;
  private final Client client;
  private final Preparation preparation;
  private final boolean owner;
  private volatile boolean closed;

  Engine(ClickHouseSettings settings) {
    this.settings = settings;
    Client.Builder builder =
        new Client.Builder()
            .addEndpoint(settings.url().toString())
            .setUsername(settings.user())
            .setPassword(settings.password())
            .setClientName("treeline")
            .compressServerResponse(false)
            .compressClientRequest(false)
            .setMaxConnections(CONNECTIONS)
            .setConnectTimeout(5, ChronoUnit.SECONDS)
            .setSocketTimeout(settings.timeout().toMillis(), ChronoUnit.MILLIS)
            // Whoever asks decides whether to try again.
            .setMaxRetries(0)
            .useAsyncRequests(false);
    ServerSettings.of(settings).forEach(builder::serverSetting);
    this.client = builder.build();
    this.preparation = new Preparation();
    this.owner = true;
  }

  private Engine(Engine shared) {
    this.settings = shared.settings;
    this.client = shared.client;
    this.preparation = shared.preparation;
    this.owner = false;
  }

  /** The same connections, closed on its own. */
  Engine shared() {
    return new Engine(this);
  }

  ClickHouseSettings settings() {
    return settings;
  }

  /** Reads what a statement answers. */
  <T extends @Nullable Object> T read(String sql, Reading<T> reading) {
    return read(sql, Map.of(), reading);
  }

  /** As above, with settings of the server for this statement. */
  // Closing an answer may be interrupted, as the client has it; so may everything else here.
  @SuppressWarnings("try")
  <T extends @Nullable Object> T read(String sql, Map<String, String> with, Reading<T> reading) {
    QuerySettings query =
        new QuerySettings().setFormat(ClickHouseFormat.RowBinaryWithNamesAndTypes);
    with.forEach(query::serverSetting);
    try (QueryResponse response = get(() -> client.query(sql, query))) {
      return reading.of(new Row(client.newBinaryFormatReader(response)));
    } catch (Exception e) {
      throw failed("answer", e);
    }
  }

  /** Reads an answer as it comes. */
  interface Streaming<T extends @Nullable Object> {
    T of(InputStream answer) throws Exception;
  }

  /**
   * Reads what somebody's own statement answers, as lines of JSON: names, types, rows.
   *
   * @param database where names alone are looked up
   * @param with settings of the server for this statement
   * @throws RefusedStatement when the server says no
   */
  @SuppressWarnings("try")
  <T extends @Nullable Object> T ask(
      String sql, String database, Map<String, String> with, Streaming<T> reading) {
    QuerySettings query =
        new QuerySettings()
            .setDatabase(database)
            .setFormat(ClickHouseFormat.JSONCompactEachRowWithNamesAndTypes);
    with.forEach(query::serverSetting);
    try (QueryResponse response = get(() -> client.query(sql, query))) {
      return reading.of(response.getInputStream());
    } catch (Exception e) {
      ServerException refused = serverException(e);
      throw refused == null
          ? failed("answer", e)
          : new RefusedStatement(String.valueOf(refused.getMessage()), refused);
    }
  }

  /** Runs a statement that answers nothing. */
  @SuppressWarnings("try")
  void execute(String sql) {
    try (var response = get(() -> client.execute(sql))) {
      java.util.Objects.requireNonNull(response);
    } catch (Exception e) {
      throw failed("do what was asked", e);
    }
  }

  /**
   * Adds rows; returns when they are durable and can be read.
   *
   * @param token rows of a token that were added before, not long ago, are not added again
   * @throws IllegalArgumentException when the rows can never be added; none was
   * @throws StoreException when none may have been added; safe to retry
   */
  void insert(String table, List<String> columns, Rows rows, @Nullable String token) {
    if (rows.count() == 0) {
      return;
    }
    InsertSettings insert = new InsertSettings();
    if (token != null) {
      insert.setDeduplicationToken(token);
    }
    try (InsertResponse response =
        get(
            () ->
                client.insert(
                    table,
                    columns,
                    new ByteArrayInputStream(rows.bytes()),
                    ClickHouseFormat.RowBinary,
                    insert))) {
      java.util.Objects.requireNonNull(response);
    } catch (Exception e) {
      throw failed("store " + rows.count() + " rows", e);
    }
  }

  /** Microseconds since the epoch by the server's clock. */
  long clock() {
    return read(
        "SELECT toUnixTimestamp64Micro(now64(6)) AS now",
        row -> {
          row.next();
          return row.number("now");
        });
  }

  private <T> T get(Supplier<CompletableFuture<T>> call) throws Exception {
    if (closed) {
      throw new StoreException("store " + settings + " is closed");
    }
    preparation.ensure(this);
    try {
      return call.get().get();
    } catch (ExecutionException | CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private RuntimeException failed(String what, Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (e instanceof StoreException
        || e instanceof IllegalArgumentException
        || e instanceof RefusedStatement
        || e instanceof SqlRefusedException) {
      return (RuntimeException) e;
    }
    ServerException refused = serverException(e);
    if (refused == null) {
      return new UnreachableException(
          "ClickHouse at %s cannot %s: %s (nothing is lost that was acknowledged; try again, %s)"
              .formatted(settings, what, innermost(e), remedy(e)),
          e);
    }
    if (OF_DATA.contains(refused.getCode())) {
      return new IllegalArgumentException(
          "ClickHouse at %s cannot hold it: %s".formatted(settings, refused.getMessage()), e);
    }
    if (OF_SETTINGS.contains(refused.getCode())) {
      return new UnusableException(
          "ClickHouse at %s does not let user %s in, or not do what is needed: %s. See that store-clickhouse-user, its password and store-clickhouse-cluster are right and that the user may create and alter tables of the database, insert, select and delete"
              .formatted(settings, settings.user(), refused.getMessage()),
          refused);
    }
    if (GONE.contains(refused.getCode())) {
      preparation.again();
    }
    return new RefusedStatement(
        "ClickHouse at %s could not %s: %s".formatted(settings, what, refused.getMessage()),
        refused);
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage());
    return cause instanceof UnknownHostException ? "unknown host " + message : message;
  }

  private String remedy(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "see that store-clickhouse-url names the port that speaks https, and that Java"
            + " trusts its certificate: -Djavax.net.ssl.trustStore=<file>";
      }
      if (cause instanceof UnknownHostException) {
        return "see store-clickhouse-url";
      }
    }
    return "see that the server runs and store-clickhouse-url is its "
        + ("https".equals(settings.url().getScheme()) ? "HTTPS" : "HTTP")
        + " port";
  }

  private static @Nullable ServerException serverException(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerException server) {
        return server;
      }
    }
    return null;
  }

  /** Nobody answered. */
  static final class UnreachableException extends StoreException {
    private static final long serialVersionUID = 1;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The server answered, and it will not do until somebody changes something. */
  static final class UnusableException extends StoreException {
    private static final long serialVersionUID = 1;

    UnusableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The server answered, and said no. */
  static final class RefusedStatement extends StoreException {
    private static final long serialVersionUID = 1;
    private final int code;
    private final String reason;

    RefusedStatement(String message, ServerException cause) {
      super(message, cause);
      this.code = cause.getCode();
      this.reason = String.valueOf(cause.getMessage());
    }

    int code() {
      return code;
    }

    /** What the server said. */
    String reason() {
      return reason;
    }
  }

  @Override
  public void close() {
    if (!closed && owner) {
      client.close();
    }
    closed = true;
  }
}
