package io.treeline.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * One agent, with what it needs to capture content and to send all it makes to a loopback receiver.
 *
 * @param options of the JVM
 */
record Variant(String name, List<String> options) {

  /** No agent first, then all that are there. */
  static List<Variant> all(int receiverPort) {
    String receiver = "http://127.0.0.1:" + receiverPort;
    List<Variant> variants = new ArrayList<>();
    variants.add(new Variant("no agent", List.of()));
    variants.add(
        new Variant(
            "OpenTelemetry agent",
            List.of(
                "-javaagent:" + Artifacts.upstreamAgent(),
                "-Dotel.exporter.otlp.endpoint=" + receiver,
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=otlp",
                "-Dotel.instrumentation.genai.capture-message-content=true")));
    Artifacts.datadogAgent()
        .ifPresentOrElse(
            jar ->
                variants.add(
                    new Variant(
                        "Datadog agent",
                        List.of(
                            "-javaagent:" + jar,
                            "-Ddd.trace.agent.url=" + receiver,
                            "-Ddd.llmobs.enabled=true",
                            "-Ddd.llmobs.ml.app=benchmark",
                            "-Ddd.instrumentation.telemetry.enabled=false",
                            "-Ddd.jmxfetch.enabled=false",
                            "-Ddd.service=benchmark"))),
            () ->
                System.err.println(
                    "Datadog's agent is not measured: fetch it with " + Artifacts.DATADOG_COMMAND));
    variants.add(ours("Treeline", receiver));
    variants.add(
        ours("Treeline, all instrumentations", receiver, "-Dtreeline.agent.instrumentation=all"));
    return variants;
  }

  private static Variant ours(String name, String receiver, String... more) {
    List<String> options = new ArrayList<>();
    options.add("-javaagent:" + Artifacts.agent());
    options.add("-Dotel.exporter.otlp.endpoint=" + receiver);
    options.addAll(List.of(more));
    return new Variant(name, options);
  }
}
