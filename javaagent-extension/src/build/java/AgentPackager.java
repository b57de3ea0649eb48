import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Build step: writes the one jar to attach, the OpenTelemetry Java agent with our extension inside.
 *
 * <p>Every entry of the agent is kept as it is, manifest and licences included. Added are {@code
 * extensions/treeline-javaagent-extension.jar}, which carries {@code distribution.properties}
 * beyond what the extension's own jar has, and our licence and notice. All entry times are the
 * given one, so that two builds give the same bytes.
 *
 * <p>Run from source by {@code java}. Arguments: the agent's jar, the extension's jar, the
 * distribution's properties, the repository's root, the build's time (ISO-8601), the jar to write.
 */
final class AgentPackager {

  private static final String EXTENSION_ENTRY = "extensions/treeline-javaagent-extension.jar";
  private static final String DEFAULTS_ENTRY = "io/treeline/javaagent/distribution.properties";

  public static void main(String[] args) throws IOException {
    Path agent = Path.of(args[0]);
    Path extension = Path.of(args[1]);
    Path defaults = Path.of(args[2]);
    Path root = Path.of(args[3]);
    // Local, because that form alone stores the same bytes in every time zone.
    LocalDateTime time = OffsetDateTime.parse(args[4]).toLocalDateTime();
    Path target = Path.of(args[5]);

    TreeMap<String, byte[]> defaultsOnly = new TreeMap<>();
    defaultsOnly.put(DEFAULTS_ENTRY, Files.readAllBytes(defaults));
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    rewrite(Files.newInputStream(extension), inner, defaultsOnly, time);

    TreeMap<String, byte[]> added = new TreeMap<>();
    added.put(EXTENSION_ENTRY, inner.toByteArray());
    for (String name : List.of("LICENSE", "NOTICE")) {
      added.put("META-INF/treeline/" + name, Files.readAllBytes(root.resolve(name)));
    }
    rewrite(Files.newInputStream(agent), Files.newOutputStream(target), added, time);
  }

  /** Copies a jar entry by entry, then adds. Closes both streams. */
  private static void rewrite(
      InputStream from, OutputStream to, TreeMap<String, byte[]> added, LocalDateTime time)
      throws IOException {
    try (ZipInputStream in = new ZipInputStream(from);
        ZipOutputStream out = new ZipOutputStream(to)) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        write(out, entry.getName(), in, time);
      }
      for (var entry : added.entrySet()) {
        write(out, entry.getKey(), new ByteArrayInputStream(entry.getValue()), time);
      }
    }
  }

  private static void write(
      ZipOutputStream out, String name, InputStream content, LocalDateTime time)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(time);
    out.putNextEntry(entry);
    content.transferTo(out);
    out.closeEntry();
  }
}
