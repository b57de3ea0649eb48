package io.treeline.exporter.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.ProjectId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {

  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

  @TempDir Path directory;
  private KeyFile file;

  @BeforeEach
  void open() {
    file = new KeyFile(directory.resolve("new/keys.jsonl"), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void read_noFile_isNone() {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void create_key_isReadAsItWasMade() {
    KeyFile.Created first =
        file.create(
            new ProjectId("shop"), Set.of(Scope.INGEST, Scope.READ), "Ada \"x\" ä", 10L, 20L);
    KeyFile.Created second = file.create(ProjectId.DEFAULT, Set.of(Scope.ADMIN), "", null, null);

    assertThat(file.read()).containsExactly(first.key(), second.key());
    assertThat(first.secret()).matches("tl_" + first.key().id() + "_[A-Za-z0-9_-]{43}");
    assertThat(Secret.matches(first.secret(), first.key())).isTrue();
    assertThat(Secret.matches(second.secret(), first.key())).isFalse();
  }

  @Test
  void revoke_key_isKeptWithItsTimeAndTheOthersStay() {
    ApiKey first = file.create(ProjectId.DEFAULT, Set.of(Scope.READ), "", null, null).key();
    ApiKey second = file.create(ProjectId.DEFAULT, Set.of(Scope.READ), "", null, null).key();

    assertThat(file.revoke(first.id())).contains(first.revoked(NOW));
    assertThat(file.read()).containsExactly(first.revoked(NOW), second);
    assertThat(file.revoke("nothing")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"id\" | is not a JSON object",
        "{} | sha256 is missing",
        "{\"sha256\":\"00\"} | sha256 must be 64 digits of lower case hexadecimal",
        "{\"scopes\":[\"all\"]} | scope must be one of ingest, read, admin, metrics: was \"all\""
      })
  void read_brokenLine_saysWhereAndWhat(String line, String message) throws Exception {
    Path path = Files.writeString(directory.resolve("keys.jsonl"), "\n" + line + "\n");

    assertThatThrownBy(() -> new KeyFile(path).read())
        .isInstanceOf(KeyFileException.class)
        .hasMessageStartingWith(path + " line 2")
        .hasMessageContaining(message);
  }

  @Test
  void ring_fileBreaksWhileRunning_keepsTheLastKeys() throws Exception {
    KeyFile.Created created = file.create(ProjectId.DEFAULT, Set.of(Scope.READ), "", null, null);
    try (KeyRing ring = KeyRing.open(file, KeyRing.Limits.NONE)) {
      Files.writeString(file.path(), "broken");

      org.awaitility.Awaitility.await().until(() -> ring.problem() != null);

      assertThat(Gate.of(ring).caller(created.secret()).project()).isEqualTo(ProjectId.DEFAULT);
      assertThat(ring.problem()).contains("keys.jsonl line 1 is not a JSON object");
    }
  }
}
