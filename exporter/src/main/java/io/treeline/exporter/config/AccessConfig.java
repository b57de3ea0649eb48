package io.treeline.exporter.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in.
 *
 * @param keys whether keys are asked for
 * @param isInsecure whether other machines are let in without
 * @param keysFile where they are kept
 * @param keySpansPerSecond most spans of a key that says nothing itself; null for no limit
 * @param keyBytesPerSecond most bytes of a key that says nothing itself; null for no limit
 * @param tls certificate and key; null for plain text
 */
public record AccessConfig(
    boolean keys,
    boolean isInsecure,
    Path keysFile,
    @Nullable Long keySpansPerSecond,
    @Nullable Long keyBytesPerSecond,
    @Nullable Tls tls) {

  /**
   * PEM files.
   *
   * @param certificate the server's, and behind it those that signed it
   * @param key its private key
   */
  public record Tls(Path certificate, Path key) {}

  static AccessConfig read(ConfigValues values, Path dataDirectory) {
    boolean keys = values.choice(ConfigKey.AUTH, "none", "keys").equals("keys");
    boolean insecure = values.choice(ConfigKey.INSECURE, "false", "true").equals("true");
    String host = values.text(ConfigKey.HOST);
    if (!keys && !insecure && !isLoopback(host)) {
      throw new ConfigException(
          "host "
              + host
              + " can be reached from other machines, and nobody is asked for a key: set auth=keys"
              + " (\"treeline keys create\" makes keys), or insecure=true where only those you"
              + " trust can reach it");
    }
    return new AccessConfig(
        keys,
        insecure && !keys,
        keysFile(values, dataDirectory),
        values.rateOrNone(ConfigKey.KEY_SPANS_PER_SECOND),
        values.rateOrNone(ConfigKey.KEY_BYTES_PER_SECOND),
        tls(values));
  }

  static Path keysFile(ConfigValues values, Path dataDirectory) {
    Path file = values.pathOrNone(ConfigKey.KEYS_FILE);
    return file == null ? dataDirectory.resolve("keys.jsonl") : file;
  }

  private static @Nullable Tls tls(ConfigValues values) {
    Path certificate = values.pathOrNone(ConfigKey.TLS_CERTIFICATE);
    Path key = values.pathOrNone(ConfigKey.TLS_KEY);
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new ConfigException(
          "tls-certificate and tls-key belong together: %s is missing"
              .formatted(certificate == null ? "tls-certificate" : "tls-key"));
    }
    return new Tls(certificate, key);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true; // Binding will fail, and say why.
    }
  }
}
