package io.treeline.javaagent.faults;

import io.treeline.api.internal.AgentBridge;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** A model library's scenarios under faults: the class is the program's argument. */
public final class LibraryFaultProgram {

  public static void main(String[] arguments) {
    try {
      LibraryScenarios library =
          (LibraryScenarios) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
      new FaultRun(scenarios(library)).run();
      System.exit(0);
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static Map<String, Callable<String>> scenarios(LibraryScenarios library) {
    Map<String, Callable<String>> scenarios = new LinkedHashMap<>();
    scenarios.put("chat", () -> library.chat("chat"));
    scenarios.put("parameters", () -> library.parameters("parameters"));
    scenarios.put("tools", () -> library.toolLoop("tools"));
    scenarios.put("stream", () -> library.streamDrained("stream"));
    scenarios.put("closed", () -> library.streamClosedEarly("hanging-closed"));
    scenarios.put("broken", () -> library.streamDrained("broken"));
    scenarios.put("async", () -> library.asyncChat("async"));
    scenarios.put("async-stream", () -> library.asyncStream("async-stream"));
    scenarios.put("callback", () -> library.callback("callback", "nested"));
    scenarios.put("error", () -> library.chat("error"));
    scenarios.put("async-error", () -> library.asyncChat("error-async"));
    scenarios.put("headers", () -> library.sessionHeaders("headers"));
    scenarios.put(
        "session",
        () -> {
          try (AutoCloseable session =
              AgentBridge.openSession("s-1", "Faults", "/faults", "u-1", Map.of("k", "v"))) {
            return library.chat("session");
          }
        });
    return scenarios;
  }

  private LibraryFaultProgram() {}
}
