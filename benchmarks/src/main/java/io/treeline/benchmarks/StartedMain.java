package io.treeline.benchmarks;

import java.lang.management.ManagementFactory;

/** Prints how many milliseconds after the start of the JVM its main method was reached. */
public final class StartedMain {

  private StartedMain() {}

  public static void main(String[] arguments) {
    long now = System.currentTimeMillis();
    System.out.println(now - ManagementFactory.getRuntimeMXBean().getStartTime());
  }
}
