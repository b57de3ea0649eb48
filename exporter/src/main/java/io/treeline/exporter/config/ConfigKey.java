package io.treeline.exporter.config;

import java.util.Locale;

/** Every setting of the exporter. */
public enum ConfigKey {
  HOST(
      "127.0.0.1",
      "address",
      "Address all ports are bound to. Others than loopback need `auth=keys`, or `insecure=true`."),
  GRPC_PORT("4317", "port", "OTLP over gRPC. 0 takes any free port."),
  HTTP_PORT(
      "4318", "port", "OTLP over HTTP, protobuf and JSON, at `/v1/traces`. 0 takes any free port."),
  WEB_PORT("4319", "port", "Dashboard, REST and gRPC queries. 0 takes any free port."),
  AUTH(
      "none",
      "choice",
      "Whether callers need a key: `keys`, or `none`, with which everything is in the project"
          + " `default` and other machines are not let in; see [operations](operations.md#keys)."),
  KEYS_FILE(
      "none",
      "path",
      "Where keys are kept, without their secrets; read again within a second of a change. `none`"
          + " for `keys.jsonl` in `data-dir`."),
  KEY_SPANS_PER_SECOND(
      "none",
      "number",
      "Most spans and log records a second of each key that has no limit of its own, ten seconds'"
          + " worth at once. `none` for no limit."),
  KEY_BYTES_PER_SECOND(
      "none",
      "size",
      "Most bytes a second, decompressed, of each key that has no limit of its own, ten seconds'"
          + " worth at once. `none` for no limit."),
  INSECURE(
      "false",
      "boolean",
      "Whether other machines are let in without a key. Whoever reaches a port then reads"
          + " everything."),
  TLS_CERTIFICATE(
      "none",
      "path",
      "PEM file of the certificate of all ports, those that signed it behind it; read again when it"
          + " changes. `none` for plain text."),
  TLS_KEY("none", "path", "PEM file of its private key, PKCS#8, without a password."),
  DATA_DIR(
      "~/.treeline/data",
      "path",
      "Directory of the database and the journal; made if absent. One process at a time."),
  STORE(
      "duckdb",
      "choice",
      "Where spans are kept: `duckdb`, in files below `data-dir`, or `clickhouse`, on a server that"
          + " several exporters may share; see [scale](scale.md#several-processes). The journal is"
          + " below `data-dir` with both."),
  STORE_CLICKHOUSE_URL(
      "http://127.0.0.1:8123",
      "address",
      "ClickHouse's HTTP interface, `http` or `https`: a server, or what balances the load of"
          + " several."),
  STORE_CLICKHOUSE_USER("default", "text", "User that asks ClickHouse."),
  STORE_CLICKHOUSE_PASSWORD(
      "none",
      "text",
      "Its password; other users of the machine can see flags, so better from the environment or"
          + " `store-clickhouse-password-file`. `none` for no password."),
  STORE_CLICKHOUSE_PASSWORD_FILE(
      "none",
      "path",
      "File with the password and nothing else, read at the start; blanks and line ends at its end"
          + " do not count. `none` for no file."),
  STORE_CLICKHOUSE_DATABASE(
      "treeline", "text", "Database in ClickHouse; made, with its tables, when it is not there."),
  STORE_CLICKHOUSE_CLUSTER(
      "none",
      "text",
      "Cluster, as ClickHouse's `remote_servers` names it, that tables are replicated and"
          + " distributed over; to be set before the first start. `none` for a single server."),
  STORE_CLICKHOUSE_TIMEOUT(
      "2m", "duration", "Longest time for one answer of ClickHouse. 1s or more."),
  STORE_MEMORY(
      "1GB",
      "size",
      "Most memory of the embedded databases of all projects in use together, 64 MB each at least,"
          + " beside the heap of Java; larger queries use a temporary directory below `data-dir`."
          + " 64MB to 1024GB."),
  STORE_THREADS(
      "4",
      "number",
      "Most threads of one query of the embedded database; never more than there are processors."),
  MAX_PROJECTS(
      "32",
      "number",
      "Most projects; with `store=duckdb` each that is in use has a database of its own, with"
          + " `store-threads` and its share of `store-memory`."),
  JOURNAL_MAX_BYTES(
      "4GB",
      "size",
      "Most bytes of a project's journal, which keeps what is received until the database has it."
          + " What comes when it is full is refused until there is room again. 4MB to 1024GB."),
  ACKNOWLEDGE(
      "journaled",
      "choice",
      "When a sender is answered: once what it sent is in the journal and cannot be lost"
          + " (`journaled`), or once queries see it too (`stored`, slower)."),
  RETENTION_AGE(
      "none",
      "duration",
      "Sessions whose last sign of life is older are deleted, each as a whole, a little at a time."
          + " `none` keeps them."),
  RETENTION_CONTENT_AGE(
      "none",
      "duration",
      "What was said in spans that are older, and log records as old, are deleted; what happened"
          + " stays. `none` keeps them as long as their session."),
  RETENTION_SIZE(
      "none",
      "size",
      "Most bytes of each project's database: beyond it the oldest sessions are deleted. 16MB to"
          + " 1024GB; `none` for no bound. Not with `store=clickhouse`."),
  MAX_REQUEST_BYTES(
      "64MB",
      "size",
      "Largest export request, both as sent and decompressed; larger ones get 413."),
  MAX_ATTRIBUTE_BYTES(
      "1MB",
      "size",
      "Longest attribute value; longer ones are cut, visibly, and the sender is told."),
  MAX_RESOURCE_ATTRIBUTE_BYTES(
      "16KB",
      "size",
      "Longest attribute value, name or version of a resource or scope, which every span of theirs"
          + " keeps; longer ones are cut, visibly, and the sender is told."),
  MAX_PATH_DEPTH("32", "number", "Most parts of a session path; further parts are dropped."),
  MAX_PATH_LENGTH("1024", "number", "Most characters of a session path; further ones are dropped."),
  MAX_FUTURE(
      "24h", "duration", "How far a span's times may lie ahead; spans beyond it are rejected."),
  PRICES_FILE(
      "none",
      "path",
      "Your own prices, CSV or JSON, which win over the shipped list and are read again whenever"
          + " the file changes; see [cost](cost.md). `none` for no file."),
  PRICES_URL(
      "none",
      "address",
      "Address of a price list that wins over the shipped one, `http` or `https`. Nothing is ever"
          + " fetched without this setting. `none` for no address."),
  PRICES_REFRESH("24h", "duration", "Time between two fetches of `prices-url`."),
  COST_SOURCE(
      "computed",
      "choice",
      "Which cost of a call counts when there are two: `computed` from its tokens, or the one"
          + " `reported` by its sender. The other one counts where that one is missing."),
  ESTIMATE_TOKENS(
      "true",
      "boolean",
      "Whether the tokens of calls without usage are estimated from their text, where the model's"
          + " encoding is known; see [cost](cost.md)."),
  KAFKA_SERVERS(
      "none",
      "text",
      "Brokers to receive from beside the ports, `host:port` with commas; see"
          + " [scale](scale.md#kafka). `none` for no Kafka."),
  KAFKA_TRACES_TOPIC("otlp_spans", "text", "Topic of spans, in OTLP's protobuf or JSON."),
  KAFKA_LOGS_TOPIC("otlp_logs", "text", "Topic of log records, in OTLP's protobuf or JSON."),
  KAFKA_GROUP(
      "treeline",
      "text",
      "Group of consumers; exporters of one group share the topics' partitions."),
  KAFKA_PROJECT("default", "text", "Project that everything in these topics belongs to."),
  KAFKA_PROPERTIES(
      "none",
      "path",
      "Properties file with more settings of Kafka's client, such as `security.protocol` and"
          + " `sasl.jaas.config`. `none` for no file."),
  REQUEST_TIMEOUT("30s", "duration", "Longest time for one request."),
  SHUTDOWN_TIMEOUT("10s", "duration", "Longest wait for requests under way when stopping.");

  private final String defaultValue;
  private final String type;
  private final String meaning;

  ConfigKey(String defaultValue, String type, String meaning) {
    this.defaultValue = defaultValue;
    this.type = type;
    this.meaning = meaning;
  }

  /** Name in a file and, after {@code --}, as a flag: {@code grpc-port}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Name in the environment: {@code TREELINE_EXPORTER_GRPC_PORT}. */
  public String env() {
    return ConfigSources.ENV_PREFIX + name();
  }

  public String defaultValue() {
    return defaultValue;
  }

  /**
   * {@code address}, {@code port}, {@code path}, {@code size}, {@code number}, {@code duration},
   * {@code choice}, {@code boolean}, {@code text}.
   */
  public String type() {
    return type;
  }

  /** One or two sentences, in Markdown. */
  public String meaning() {
    return meaning;
  }
}
