package io.treeline.exporter.access;

import io.treeline.exporter.model.ProjectId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that keys are kept in: one JSON object a line, no secrets. Changed as a whole and at
 * once, so that a running exporter never reads half of it.
 */
public final class KeyFile {

  private static final Logger logger = LoggerFactory.getLogger(KeyFile.class);

  private final Path path;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * A key that was just made.
   *
   * @param key as it is kept
   * @param secret for its holder; kept nowhere
   */
  public record Created(ApiKey key, String secret) {}

  public KeyFile(Path path) {
    this(path, Clock.systemUTC());
  }

  KeyFile(Path path, Clock clock) {
    this.path = path;
    this.clock = clock;
  }

  public Path path() {
    return path;
  }

  /**
   * All keys, revoked ones too; none when there is no file.
   *
   * @throws KeyFileException when it cannot be read
   */
  public List<ApiKey> read() {
    List<String> lines;
    try {
      if (!Files.exists(path)) {
        return List.of();
      }
      lines = Files.readAllLines(path);
    } catch (IOException e) {
      throw new KeyFileException("keys file " + path + " cannot be read: " + e, e);
    }
    List<ApiKey> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        ApiKey key = KeyLine.read(lines.get(i), path + " line " + (i + 1));
        if (!ids.add(key.id())) {
          throw new KeyFileException(
              path + " line " + (i + 1) + ": there is another key " + key.id());
        }
        keys.add(key);
      }
    }
    return keys;
  }

  /**
   * Makes a key.
   *
   * @param scopes at least one
   * @param spansPerSecond null for the setting's
   * @param bytesPerSecond null for the setting's
   * @throws KeyFileException when it cannot be kept
   */
  public Created create(
      ProjectId project,
      Set<Scope> scopes,
      String note,
      @Nullable Long spansPerSecond,
      @Nullable Long bytesPerSecond) {
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a key needs at least one scope");
    }
    String id = Secret.id(random);
    String secret = Secret.of(id, random);
    ApiKey key =
        new ApiKey(
            id,
            project,
            scopes,
            HexFormat.of().formatHex(Secret.hash(secret)),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            null,
            note,
            spansPerSecond,
            bytesPerSecond);
    change(
        keys -> {
          List<ApiKey> all = new ArrayList<>(keys);
          all.add(key);
          return all;
        });
    return new Created(key, secret);
  }

  /**
   * Makes a key open nothing from now on.
   *
   * @return the key; empty when there is none with this id
   * @throws KeyFileException when that cannot be kept
   */
  public Optional<ApiKey> revoke(String id) {
    List<ApiKey> found = new ArrayList<>();
    change(
        keys ->
            keys.stream()
                .map(
                    key -> {
                      if (!key.id().equals(id)) {
                        return key;
                      }
                      ApiKey revoked =
                          key.revoked() == null
                              ? key.revoked(clock.instant().truncatedTo(ChronoUnit.SECONDS))
                              : key;
                      found.add(revoked);
                      return revoked;
                    })
                .toList());
    return found.stream().findFirst();
  }

  /** The secret that logins are signed with; made when there is none. */
  byte[] loginSecret() {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    Path beside = path.resolveSibling(path.getFileName() + ".login");
    try {
      Path directory = path.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      if (!Files.exists(beside)) {
        Path whole = ownersOnly(path.resolveSibling(path.getFileName() + ".login.new"));
        Files.write(whole, secret);
        Files.move(whole, beside, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readAllBytes(beside);
    } catch (IOException e) {
      logger.warn("{} cannot be kept ({}): logins of browsers end with this process", beside, e);
      return secret;
    }
  }

  private void change(UnaryOperator<List<ApiKey>> change) {
    try {
      Path directory = path.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      Path lock = path.resolveSibling(path.getFileName() + ".lock");
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock(); // Given back with the channel.
        List<String> lines = change.apply(read()).stream().map(KeyLine::write).toList();
        Path whole = ownersOnly(path.resolveSibling(path.getFileName() + ".new"));
        Files.write(whole, lines);
        Files.move(
            whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new KeyFileException(
          "keys file " + path + " cannot be written: " + e + "; give this user the right to", e);
    }
  }

  private static Path ownersOnly(Path file) throws IOException {
    Files.deleteIfExists(file);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.createFile(file);
  }
}
