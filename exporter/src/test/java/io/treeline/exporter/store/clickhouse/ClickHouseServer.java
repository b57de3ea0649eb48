package io.treeline.exporter.store.clickhouse;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ClickHouse to test against: that of TREELINE_TEST_CLICKHOUSE_URL, else its engine as a library
 * in a Node process, one per test JVM. The library's package (some 550 MB) is installed once, into
 * the user's cache; where that cannot be done the tests say so and are skipped, unless CI is
 * "true".
 */
public final class ClickHouseServer implements AutoCloseable {

  private static final Path RESOURCES = Path.of("src", "test", "resources", "clickhouse");
  private static final Path CACHE =
      Path.of(
          System.getProperty(
              "treeline.test.cache",
              Path.of(System.getProperty("user.home"), ".cache", "treeline-tests").toString()),
          "clickhouse-chdb-3.4.0");

  private static final String DATABASE = "treeline_test";

  private static @Nullable ClickHouseServer shared;
  private static boolean tried;

  private final Path data;
  private final Process process;
  private final int port;

  private ClickHouseServer(Path data, Process process, int port) {
    this.data = data;
    this.process = process;
    this.port = port;
  }

  /** Where the server of this JVM is; skips the test when there can be none. */
  public static synchronized ClickHouseSettings settings() {
    String external = System.getenv("TREELINE_TEST_CLICKHOUSE_URL");
    if (external != null && !external.isEmpty()) {
      return settings(URI.create(external), DATABASE);
    }
    if (shared == null) {
      // Asked of every test; tried once.
      boolean required = "true".equals(System.getenv("CI"));
      assumeTrue(
          !tried || required,
          "skipped: ClickHouse's engine could not be started, see the first test");
      tried = true;
      shared = start(0, temporaryData());
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared.here();
  }

  /** A server of the test's own, to be closed by it; skips the test when there can be none. */
  public static ClickHouseServer start(int port, Path data) {
    return start(port, data, "", "");
  }

  /** One that is a cluster of this name, see the front. */
  static ClickHouseServer startCluster(String cluster) {
    return start(0, temporaryData(), cluster, "");
  }

  /** One whose user may do what a file in ClickHouse's format says; without a password. */
  public static ClickHouseServer startFor(Path users, Path data) {
    return start(0, data, "", users.toString());
  }

  private static ClickHouseServer start(int port, Path data, String cluster, String users) {
    boolean required = "true".equals(System.getenv("CI"));
    boolean present = isPresent("node") && isPresent("npm");
    assumeTrue(
        present || required, "skipped: node and npm are not installed, and CI is not \"true\"");
    try {
      install();
    } catch (IOException e) {
      if (required) {
        throw new UncheckedIOException(e);
      }
      assumeTrue(false, "skipped: ClickHouse's engine cannot be installed: " + e.getMessage());
    }
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
                  "node",
                  RESOURCES.resolve("front.cjs").toString(),
                  data.toString(),
                  String.valueOf(port),
                  cluster,
                  users)
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("NODE_PATH", CACHE.resolve("node_modules").toString());
      Process process = builder.start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      if (line == null || !line.startsWith("listening on ")) {
        process.destroyForcibly();
        throw new IllegalStateException("ClickHouse's engine did not start: " + line);
      }
      return new ClickHouseServer(
          data, process, Integer.parseInt(line.substring("listening on ".length())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path temporaryData() {
    try {
      return Files.createTempDirectory("treeline-clickhouse-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ClickHouseSettings here() {
    return here(DATABASE);
  }

  public ClickHouseSettings here(String database) {
    return settings(URI.create("http://127.0.0.1:" + port), database);
  }

  public int port() {
    return port;
  }

  /** As when the machine loses power: nothing is flushed, and the data stay. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> tree = Files.walk(data)) {
      tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      // A temporary directory that stays does no harm.
      System.err.println("left behind: " + data);
    }
  }

  private static ClickHouseSettings settings(URI url, String database) {
    return new ClickHouseSettings(url, "default", "", database, null, Duration.ofMinutes(2));
  }

  private static void install() throws IOException {
    Files.createDirectories(CACHE);
    try (FileChannel lock =
            FileChannel.open(
                CACHE.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = lock.lock()) {
      Path marker = CACHE.resolve("installed");
      if (Files.exists(marker) && held.isValid()) {
        return;
      }
      for (String file : new String[] {"package.json", "package-lock.json"}) {
        Files.copy(
            RESOURCES.resolve(file), CACHE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      Process npm =
          new ProcessBuilder(
                  "npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts")
              .directory(CACHE.toFile())
              .redirectErrorStream(true)
              .redirectOutput(CACHE.resolve("install.log").toFile())
              .start();
      if (!npm.waitFor(10, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        npm.destroyForcibly();
        throw new IOException("npm install failed; see " + CACHE.resolve("install.log"));
      }
      Files.createFile(marker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static boolean isPresent(String program) {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
