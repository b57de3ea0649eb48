package io.treeline.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineDifferenceTest {

  @Test
  void of_oneLineOtherAndOneMore_marksBoth() {
    assertThat(LineDifference.of("a\nb\nc\n", "a\nB\nc\nd\n"))
        .isEqualTo("expected (-) and found (+):\n  a\n- b\n+ B\n  c\n+ d");
  }

  @Test
  void of_nothingFound_marksEveryLine() {
    assertThat(LineDifference.of("a\nb\n", "")).isEqualTo("expected (-) and found (+):\n- a\n- b");
  }
}
