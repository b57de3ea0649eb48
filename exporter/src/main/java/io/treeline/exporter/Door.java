package io.treeline.exporter;

import com.linecorp.armeria.common.TlsProvider;
import io.treeline.exporter.access.Gate;
import io.treeline.exporter.access.KeyFile;
import io.treeline.exporter.access.KeyRing;
import io.treeline.exporter.access.TlsFiles;
import io.treeline.exporter.config.AccessConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all ports have in common: who is let in, and the certificate.
 *
 * @param keys null when no keys are asked for
 * @param tls null for plain text
 */
record Door(Gate gate, @Nullable KeyRing keys, @Nullable TlsProvider tls) implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  /**
   * Reads certificate and keys.
   *
   * @throws io.treeline.exporter.access.TlsFilesException when the certificate cannot be used
   * @throws io.treeline.exporter.access.KeyFileException when the keys cannot be read
   */
  static Door open(AccessConfig config) {
    AccessConfig.Tls files = config.tls();
    TlsProvider tls =
        files == null ? null : TlsFiles.watch(files.certificate(), files.key(), LOOK_EVERY);
    if (!config.keys()) {
      return new Door(Gate.open(), null, tls);
    }
    KeyRing keys =
        KeyRing.open(
            new KeyFile(config.keysFile()),
            new KeyRing.Limits(config.keySpansPerSecond(), config.keyBytesPerSecond()));
    return new Door(Gate.of(keys), keys, tls);
  }

  @Override
  public void close() {
    if (keys != null) {
      keys.close();
    }
    if (tls != null) {
      tls.close();
    }
  }
}
