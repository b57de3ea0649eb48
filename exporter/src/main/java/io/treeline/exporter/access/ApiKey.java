package io.treeline.exporter.access;

import io.treeline.exporter.model.ProjectId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept: without its secret.
 *
 * @param id names the key in lists and logs; part of the secret
 * @param project what it opens
 * @param scopes what for
 * @param sha256 of the whole secret, in lower case hexadecimal
 * @param created when it was made
 * @param revoked since when it opens nothing; null while it does
 * @param note whatever its maker wrote; empty for nothing
 * @param spansPerSecond most spans and log records it may send; null for the setting's
 * @param bytesPerSecond most bytes, decompressed, it may send; null for the setting's
 */
public record ApiKey(
    String id,
    ProjectId project,
    Set<Scope> scopes,
    String sha256,
    Instant created,
    @Nullable Instant revoked,
    String note,
    @Nullable Long spansPerSecond,
    @Nullable Long bytesPerSecond) {

  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  ApiKey revoked(Instant when) {
    return new ApiKey(
        id, project, scopes, sha256, created, when, note, spansPerSecond, bytesPerSecond);
  }
}
