package io.treeline.exporter;

import io.treeline.exporter.access.KeyFileException;
import io.treeline.exporter.access.TlsFilesException;
import io.treeline.exporter.config.ClickHouseConfig;
import io.treeline.exporter.config.ConfigException;
import io.treeline.exporter.config.ConfigKey;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.journal.JournalException;
import io.treeline.exporter.kafka.KafkaSettingsException;
import io.treeline.exporter.receive.PortUnavailableException;
import io.treeline.exporter.store.StoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code treeline serve}: receives, stores and answers until the process is stopped. */
final class ServeCommand {

  private static final String CONFIG_FLAG = "--config";

  /** Options are made of {@link ConfigKey}, so that no setting can lack its flag. */
  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("serve");
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Receives OpenTelemetry spans, stores them and serves the dashboard and the REST API,"
                + " until it is stopped (Ctrl-C). This is what happens without a command.")
        .footer(
            "",
            "Each setting can also be an environment variable (--grpc-port:"
                + " TREELINE_EXPORTER_GRPC_PORT) or a line of the configuration file"
                + " (grpc-port=4317). A flag wins over the environment, the environment over the"
                + " file.",
            "",
            "Exit codes: 0 stopped, 1 could not start, 2 wrong setting.");
    spec.addOption(
        OptionSpec.builder(CONFIG_FLAG)
            .type(Path.class)
            .paramLabel("<file>")
            .description("Configuration file: lines of key=value.")
            .build());
    for (ConfigKey key : ConfigKey.values()) {
      spec.addOption(
          OptionSpec.builder("--" + key.key())
              .type(String.class)
              .paramLabel("<" + key.type() + ">")
              .description(key.meaning().replace("`", "") + " Default: " + key.defaultValue())
              .build());
    }
    return spec;
  }

  /** Blocks until the process is told to stop. */
  static int run(ParseResult parsed, CommandLine commandLine) {
    PrintWriter out = commandLine.getOut();
    PrintWriter err = commandLine.getErr();
    ExporterConfig config;
    try {
      config =
          ExporterConfig.read(
              parsed.matchedOptionValue(CONFIG_FLAG, null), System.getenv(), flags(parsed));
    } catch (ConfigException e) {
      err.println("treeline: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    RunningExporter exporter;
    try {
      exporter = ExporterMain.start(config);
    } catch (PortUnavailableException
        | StoreException
        | JournalException
        | KafkaSettingsException
        | KeyFileException
        | TlsFilesException e) {
      err.println("treeline: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  exporter.close();
                  stopped.countDown();
                },
                "shutdown"));
    announce(out, config, exporter);
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return CommandLine.ExitCode.OK;
  }

  private static void announce(PrintWriter out, ExporterConfig config, RunningExporter exporter) {
    boolean isIpv6 = config.host().contains(":");
    String base =
        (config.access().tls() == null ? "http://" : "https://")
            + (isIpv6 ? "[" + config.host() + "]" : config.host())
            + ":";
    out.println("Treeline " + Version.current());
    out.println("  OTLP/gRPC  " + base + exporter.grpcPort());
    out.println("  OTLP/HTTP  " + base + exporter.httpPort() + "  (POST /v1/traces, /v1/logs)");
    out.println("  dashboard  " + base + exporter.webPort() + "  (REST under /api/v1)");
    out.println("  access     " + access(config));
    out.println("  data       " + data(config));
    out.flush();
  }

  private static String data(ExporterConfig config) {
    String directory = config.dataDirectory().toAbsolutePath().toString();
    ClickHouseConfig clickHouse = config.clickHouse();
    return clickHouse == null
        ? directory
        : "ClickHouse at " + clickHouse + ", journal in " + directory;
  }

  private static String access(ExporterConfig config) {
    if (config.access().keys()) {
      return "with a key (" + config.access().keysFile().toAbsolutePath() + ")";
    }
    return config.access().isInsecure()
        ? "open to whoever reaches the ports (insecure=true)"
        : "without keys, from this machine only; auth=keys lets others in";
  }

  private static Map<String, String> flags(ParseResult parsed) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (ConfigKey key : ConfigKey.values()) {
      String flag = "--" + key.key();
      if (parsed.hasMatchedOption(flag)) {
        flags.put(key.key(), parsed.matchedOptionValue(flag, ""));
      }
    }
    return flags;
  }

  private ServeCommand() {}
}
