package io.treeline.exporter.store.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.treeline.exporter.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Speaks to the server. Thread-safe; one per process, whatever the number of projects. */
final class Engine implements AutoCloseable {

  /** Reads a result; called while the answer comes in. */
  interface Reading<T extends @Nullable Object> {
    T of(Row row) throws Exception;
  }

  private static final int CONNECTIONS = 32;
  // Whoever loads tries again every few seconds, so that what is older is nobody's trouble any
  // more.
  private static final long REFUSED_FOR_NANOS = Duration.ofSeconds(30).toNanos();

  private final ClickHouseSettings settings;
  private final Client client;
  private final Preparation preparation;
  private final boolean owner;
  private volatile boolean closed;
  private volatile @Nullable RefusedWrite refusedWrite;

  Engine(ClickHouseSettings settings) {
    this.settings = settings;
    Client.Builder builder =
        new Client.Builder()
            .addEndpoint(settings.url().toString())
            .setUsername(settings.user())
            .setPassword(settings.password())
            .setClientName("treeline")
            // Statements name theirs; one that every server has keeps those out that have no
            // default.
            .setDefaultDatabase("system")
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
      ServerException refused = Failures.serverException(e);
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
      refusedWrite = null;
    } catch (Exception e) {
      RuntimeException failure = failed("store " + rows.count() + " rows", e);
      if (failure instanceof StoreException) {
        refusedWrite = new RefusedWrite(String.valueOf(failure.getMessage()), System.nanoTime());
      }
      throw failure;
    }
  }

  /**
   * Why rows cannot be added, though questions may be answered; null when they could be the last
   * time, or that was a while ago.
   */
  @Nullable String refusedWrite() {
    RefusedWrite last = refusedWrite;
    return last == null || System.nanoTime() - last.nanos() > REFUSED_FOR_NANOS
        ? null
        : last.reason();
  }

  private record RefusedWrite(String reason, long nanos) {}

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
    RuntimeException failure = Failures.of(settings, what, e);
    if (failure instanceof RefusedStatement refused && Failures.isGone(refused.code())) {
      preparation.again();
    }
    return failure;
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
