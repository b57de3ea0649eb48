package io.treeline.exporter.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Feeds a reader with mutated inputs: every input must be read or refused in a way the reader
 * names, in bounded time and memory. Some hundreds of milliseconds in the build; {@code
 * -Dtreeline.fuzz.seconds=3600} for each reader makes it long, {@code -Dtreeline.fuzz.seed=}
 * repeats a run. An input that fails is kept in {@code src/test/resources/fuzz/<name>}, from where
 * it is tried first from then on.
 */
public final class Fuzz {

  private static final long MILLIS =
      Long.getLong("treeline.fuzz.seconds", 0) > 0
          ? Long.getLong("treeline.fuzz.seconds") * 1000
          : 400;
  private static final long SEED = Long.getLong("treeline.fuzz.seed", System.nanoTime());
  private static final Path KEPT =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/fuzz");
  private static final long MAX_NANOS = 5_000_000_000L;
  private static final long MAX_ALLOCATED = 256L << 20;
  private static final int MAX_POPULATION = 2_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Fuzz() {}

  /** Reads one input. */
  @FunctionalInterface
  public interface Reader {
    /** Reads it, or throws what {@link #run} was told of. */
    void read(byte[] input) throws Exception;
  }

  /**
   * Tries what is kept, the seeds, and what comes of them.
   *
   * @param name of the reader; directory of kept inputs
   * @param refusals what a reader may throw
   * @return how many inputs were tried
   */
  public static int run(
      String name, List<byte[]> seeds, Set<Class<? extends Exception>> refusals, Reader reader) {
    List<byte[]> population = new ArrayList<>(kept(name));
    population.addAll(seeds);
    int tried = 0;
    for (byte[] input : population) {
      tryOne(name, input, refusals, reader);
      tried++;
    }
    Random random = new Random(SEED);
    long end = System.nanoTime() + MILLIS * 1_000_000;
    while (System.nanoTime() < end) {
      byte[] input = Mutation.of(population, random);
      boolean read = tryOne(name, input, refusals, reader);
      tried++;
      // What is still read leads deeper than what is refused at its first byte.
      if (read && population.size() < MAX_POPULATION) {
        population.add(input);
      }
    }
    System.out.printf("fuzz %s: %d inputs, seed %d%n", name, tried, SEED);
    return tried;
  }

  private static boolean tryOne(
      String name, byte[] input, Set<Class<? extends Exception>> refusals, Reader reader) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    boolean read = true;
    try {
      reader.read(input.clone());
    } catch (Exception | Error e) {
      if (refusals.stream().noneMatch(refusal -> refusal.isInstance(e))) {
        throw new AssertionError(keep(name, input) + ": " + e, e);
      }
      read = false;
    }
    long nanos = System.nanoTime() - start;
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    if (nanos > MAX_NANOS || allocated > MAX_ALLOCATED) {
      throw new AssertionError(
          "%s: %d ms and %d bytes for an input of %d bytes"
              .formatted(keep(name, input), nanos / 1_000_000, allocated, input.length));
    }
    return read;
  }

  private static List<byte[]> kept(String name) {
    Path directory = KEPT.resolve(name);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<byte[]> inputs = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
      return inputs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path keep(String name, byte[] input) {
    try {
      Path directory = Files.createDirectories(KEPT.resolve(name));
      String hash = HexFormat.of().toHexDigits(java.util.Arrays.hashCode(input));
      return Files.write(directory.resolve(hash), input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
