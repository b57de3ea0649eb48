package io.treeline.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which rows of the ingest table are measured: each property is a list with commas, everything when
 * it is absent. {@code -Dtreeline.benchmarks.servers=treeline,discard
 * -Dtreeline.benchmarks.kinds=conversation -Dtreeline.benchmarks.batch=512
 * -Dtreeline.benchmarks.protocols=grpc -Dtreeline.benchmarks.clients=16} is two rows.
 *
 * @param servers of treeline, discard, appender, zipkin
 * @param kinds of spans
 * @param batch spans a request
 * @param protocols of {@code Target}
 * @param clients of Treeline's rows; the others have 16
 */
record IngestChoice(
    List<String> servers,
    List<OtlpPayload.Kind> kinds,
    List<Integer> batch,
    List<OtlpLoad.Target> protocols,
    List<Integer> clients) {

  static IngestChoice read() {
    return new IngestChoice(
        list("servers", "treeline,discard,appender,zipkin"),
        list("kinds", "small,conversation").stream()
            .map(name -> OtlpPayload.Kind.valueOf(name.toUpperCase(Locale.ROOT)))
            .toList(),
        list("batch", "50,512").stream().map(Integer::valueOf).toList(),
        list("protocols", "grpc,http").stream()
            .map(name -> OtlpLoad.Target.valueOf(name.toUpperCase(Locale.ROOT)))
            .toList(),
        list("clients", "1,16,64").stream().map(Integer::valueOf).toList());
  }

  boolean has(String server) {
    return servers.contains(server);
  }

  private static List<String> list(String name, String byDefault) {
    return Arrays.asList(
        System.getProperty("treeline.benchmarks." + name, byDefault).split(",", -1));
  }
}
