package io.treeline.benchmarks;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program of one model call: {@code <base URL>}. Prints how many milliseconds after the start of
 * the JVM its main method was reached, and the most memory it held in kilobytes; 0 where the system
 * does not tell.
 */
public final class StartedMain {

  private StartedMain() {}

  public static void main(String[] arguments) throws IOException {
    long toMain = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    OpenAIClient client =
        OpenAIOkHttpClient.builder().baseUrl(arguments[0]).apiKey("benchmark").build();
    client.chat().completions().create(CallLoad.history().build());
    System.out.println("started " + toMain + " " + mostMemory());
    // Threads of the HTTP client would keep the JVM for a minute.
    System.exit(0);
  }

  private static long mostMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
