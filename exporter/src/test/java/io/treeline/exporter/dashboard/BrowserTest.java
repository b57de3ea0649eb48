package io.treeline.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What becomes of the tests in a browser where there is none. */
class BrowserTest {

  private static final String PROPERTY = "treeline.test.chromium";

  @TempDir Path directory;

  @Test
  void require_noProgramOnALaptop_skipsAndSaysWhatToInstall() {
    assertThatThrownBy(() -> Browser.require(directory.resolve("chromium"), PROPERTY, false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("apt-get install chromium chromium-driver")
        .hasMessageContaining("-Dtreeline.test.chromium=/path");
  }

  @Test
  void require_noProgramInContinuousIntegration_fails() {
    assertThatThrownBy(() -> Browser.require(directory.resolve("chromium"), PROPERTY, true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be tested here");
  }

  @Test
  void require_aProgram_goesOn() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    assertThatCode(() -> Browser.require(java, PROPERTY, true)).doesNotThrowAnyException();
  }
}
