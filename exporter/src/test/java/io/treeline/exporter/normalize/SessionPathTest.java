package io.treeline.exporter.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionPathTest {

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "a/b, /a/b",
    "/a/b/, /a/b",
    "//a///b//, /a/b",
    "' / a /  b c / ', /a/b c",
    "/Support/LookUp, /Support/LookUp",
    "/, /",
    "///, /",
    "'/ /', /",
    "a, /a",
    "/ä/日本, /ä/日本",
  })
  void normalize_anySpelling_isOneSpelling(String raw, String expected) {
    assertThat(SessionPath.normalize(raw, 32, 1024)).isEqualTo(expected);
  }

  @Test
  void normalize_nothingSent_isAbsent() {
    assertThat(SessionPath.normalize(null, 32, 1024)).isNull();
    assertThat(SessionPath.normalize("", 32, 1024)).isNull();
    assertThat(SessionPath.normalize("  ", 32, 1024)).isNull();
  }

  @Test
  void normalize_tooDeepOrTooLong_isCut() {
    assertThat(SessionPath.normalize("/a/b/c/d", 3, 1024)).isEqualTo("/a/b/c");
    assertThat(SessionPath.normalize("/abc/def", 32, 6)).isEqualTo("/abc/d");
    assertThat(SessionPath.normalize("/abc/def", 32, 5)).isEqualTo("/abc");
    assertThat(SessionPath.normalize("/abcdef", 32, 4)).isEqualTo("/abc");
    // An emoji is two characters; half of one would be no text.
    assertThat(SessionPath.normalize("/ab😀", 32, 4)).isEqualTo("/ab");
  }

  @Test
  void normalize_normalized_staysTheSame() {
    String once = SessionPath.normalize("a//b/ c /", 2, 5);

    assertThat(SessionPath.normalize(once, 2, 5)).isEqualTo(once);
  }
}
