package io.treeline.benchmarks;

import java.util.List;
import java.util.Locale;

/** Runs the measurements named on the command line and prints one table each. */
public final class BenchmarksMain {

  private static final String HELP =
      """
      Usage: java -jar benchmarks/target/treeline-benchmarks.jar [chat] [calls] [startup] [ingest] [overload] [receiver] [queries] [analysis]

      Run it from the project's root after ./mvnw -DskipTests package. Without arguments: all but overload, queries and analysis.

        chat      one chat call through openai-java, untraced and under the agent: ns and bytes per call
        calls     sync, tool and streamed calls over loopback HTTP, beside the OpenTelemetry and Datadog agents
        startup   time to main, processor time and memory of a one-call program, beside the same agents
        ingest    spans per second and core durably stored by a running exporter, over gRPC and HTTP, beside Zipkin,
                  DuckDB's appender and a server that decodes and discards
        overload  more than can be loaded, for minutes (-Dtreeline.benchmarks.minutes=5)
        receiver  server libraries compared: bytes received, decoded and discarded
        queries   the dashboard's questions over a million spans, or -Dtreeline.benchmarks.spans=, which takes minutes
        analysis  the analysis of sessions of 1,000 to 100,000 spans, and of 4,000 small ones in a store
      """;

  private BenchmarksMain() {}

  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> names =
        arguments.length == 0
            ? List.of("chat", "calls", "startup", "ingest", "receiver")
            : List.of(arguments);
    for (String name : names) {
      if (name.equals("queries")) {
        QueryRun.measure();
        continue;
      }
      if (name.equals("analysis")) {
        AnalysisRun.measure();
        continue;
      }
      Table table =
          switch (name) {
            case "chat" -> ChatCallRun.measure();
            case "calls" -> CallsRun.measure();
            case "startup" -> StartupRun.measure();
            case "ingest" -> IngestRun.measure();
            case "overload" -> OverloadRun.measure();
            case "receiver" -> ReceiverRun.measure();
            default -> null;
          };
      if (table == null) {
        System.err.print("unknown measurement \"" + name + "\"\n\n" + HELP);
        System.exit(2);
        return;
      }
      System.out.println(table);
    }
    System.out.println(Machine.describe());
  }
}
