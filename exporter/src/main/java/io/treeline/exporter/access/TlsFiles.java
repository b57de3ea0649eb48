package io.treeline.exporter.access;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate and its private key in PEM files, read again when they change. While what is there
 * cannot be used, the last good pair stays in force, and the log says so. Thread-safe.
 */
public final class TlsFiles {

  private static final Logger logger = LoggerFactory.getLogger(TlsFiles.class);

  private final Path certificate;
  private final Path key;
  private TlsKeyPair pair;
  private List<FileTime> seen;

  private TlsFiles(Path certificate, Path key) {
    this.certificate = certificate;
    this.key = key;
    this.seen = times();
    this.pair = read();
  }

  /**
   * Reads both.
   *
   * @param certificate the server's, and behind it those that signed it
   * @param key PKCS#8, without a password
   * @param lookEvery how often to look whether they changed
   * @throws TlsFilesException when they cannot be used
   */
  public static TlsProvider watch(Path certificate, Path key, Duration lookEvery) {
    TlsFiles files = new TlsFiles(certificate, key);
    return TlsProvider.ofScheduled(files::current, lookEvery);
  }

  private synchronized TlsKeyPair current() {
    try {
      List<FileTime> now = times();
      if (!now.equals(seen)) {
        seen = now;
        pair = read();
        logger.info("new certificate from {}", certificate);
      }
    } catch (TlsFilesException e) {
      logger.error("{}; the certificate read before stays in force", e.getMessage());
    }
    return pair;
  }

  private TlsKeyPair read() {
    try {
      return TlsKeyPair.of(key.toFile(), certificate.toFile());
    } catch (RuntimeException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new TlsFilesException(
          "TLS cannot use tls-certificate %s with tls-key %s (%s): both must be PEM, the key PKCS#8"
                  .formatted(certificate, key, why)
              + " without a password (openssl pkcs8 -topk8 -nocrypt), and belong together",
          e);
    }
  }

  private List<FileTime> times() {
    return List.of(time("tls-certificate", certificate), time("tls-key", key));
  }

  private static FileTime time(String setting, Path file) {
    try {
      if (!Files.isReadable(file)) {
        throw new TlsFilesException(
            setting + " " + file.toAbsolutePath() + " cannot be read by this user", null);
      }
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new TlsFilesException(setting + " " + file + " cannot be read: " + e, e);
    }
  }
}
