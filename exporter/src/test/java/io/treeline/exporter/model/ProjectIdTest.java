package io.treeline.exporter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "default",
        "shop-2",
        "0",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void new_validName_isKept(String name) {
    assertThat(new ProjectId(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "a-",
        "A",
        "a_b",
        "a.b",
        "../a",
        "a/b",
        "a\n",
        "ä",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void new_otherName_isRefusedAndSaysWhatIsExpected(String name) {
    assertThatThrownBy(() -> new ProjectId(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "project must be 1 to 63 lower case letters, digits and hyphens, with no hyphen first"
                + " or last: was \"%s\"",
            name);
  }
}
