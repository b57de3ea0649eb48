package io.treeline.javaagent;

import io.opentelemetry.javaagent.treeline.genai.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What became of each supported library in this JVM. Each library that is found is told in one line
 * of the log; everything is told when the JVM ends, for those who ask with {@code
 * treeline.agent.report}.
 */
final class AgentReport {

  private static final Logger logger = Logger.getLogger("io.treeline.javaagent");
  private static final AgentReport INSTANCE = new AgentReport();

  /** Why, by library; absent means on. */
  private final Map<String, String> switchedOff = new ConcurrentSkipListMap<>();

  private final Map<String, String> supportedVersions = new ConcurrentSkipListMap<>();

  /** By library and jar, because a JVM can hold several. */
  private final Map<String, String> found = new ConcurrentSkipListMap<>();

  private final SpanCounts spans = new SpanCounts();
  private volatile Map<String, String> settings = Map.of();

  static AgentReport get() {
    return INSTANCE;
  }

  SpanCounts spans() {
    return spans;
  }

  /** The first line of the log. */
  void started(boolean agentsOnly) {
    logger.log(
        Level.INFO,
        "Treeline traces AI libraries as they are used; of the OpenTelemetry agent''s own"
            + " instrumentations {0} (treeline.agent.instrumentation)",
        agentsOnly
            ? "those for context, HTTP and JDBC are on, \"all\" brings the others"
            : "all are on");
  }

  /**
   * A module the agent has; told before any class of a library is seen.
   *
   * @param switchedOffBy the setting that is false; null when the module is on
   */
  void known(String library, String versions, @Nullable String switchedOffBy) {
    supportedVersions.put(library, versions);
    if (switchedOffBy != null) {
      switchedOff.put(library, switchedOffBy + " is false");
    }
  }

  /** A library whose calls will appear as spans. */
  void instrumented(String library, String jar) {
    if (found.put(library + " " + jar, "instrumented, " + jar) == null) {
      logger.log(
          Level.INFO,
          "Treeline instruments {0}: {1} (supported: {2})",
          new Object[] {library, jar, supportedVersions.getOrDefault(library, "unknown")});
    }
  }

  /** A library that lacks what our advice uses. */
  void leftAlone(String library, String jar, String reason) {
    found.put(library + " " + jar, "left alone, " + jar + ": " + reason);
  }

  /** Prints the report when the JVM ends. */
  void printAtExit(Map<String, String> settingsInForce) {
    settings = settingsInForce;
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.err.print(text()), "treeline-report"));
  }

  /** One section each for libraries, spans, failures of ours and settings. */
  String text() {
    StringBuilder text = new StringBuilder("Treeline report\n  libraries\n");
    libraries().forEach(line -> text.append("    ").append(line).append('\n'));
    section(text, "spans ended", spans.counts());
    section(text, "tracing failures", Failures.counts());
    section(text, "settings in force", settings);
    return text.toString();
  }

  private List<String> libraries() {
    List<String> lines = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (String library : supportedVersions.keySet()) {
      String reason = switchedOff.get(library);
      List<String> here =
          found.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(library + " "))
              .map(Map.Entry::getValue)
              .toList();
      if (reason != null) {
        lines.add(library + ": switched off, " + reason);
      } else if (here.isEmpty()) {
        absent.add(library);
      }
      here.forEach(state -> lines.add(library + ": " + state));
    }
    if (!absent.isEmpty()) {
      lines.add("not used: " + String.join(", ", absent));
    }
    return lines;
  }

  private static void section(StringBuilder text, String title, Map<String, ?> values) {
    text.append("  ").append(title).append(values.isEmpty() ? ": none\n" : "\n");
    new TreeMap<>(values)
        .forEach(
            (key, value) ->
                text.append("    ").append(key).append(": ").append(value).append('\n'));
  }

  private AgentReport() {}
}
