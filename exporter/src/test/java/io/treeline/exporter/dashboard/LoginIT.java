package io.treeline.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.ExporterMain;
import io.treeline.exporter.RunningExporter;
import io.treeline.exporter.access.KeyFile;
import io.treeline.exporter.access.Scope;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.ProjectId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of an exporter that asks for keys, in a real browser. */
class LoginIT {

  @Test
  void page_withKeysOn_asksForAKeyAndThenShowsWhatWasWanted(@TempDir Path data) throws Exception {
    ExporterConfig config =
        ExporterConfig.read(
            null,
            Map.of(),
            Map.of(
                "grpc-port", "0",
                "http-port", "0",
                "web-port", "0",
                "auth", "keys",
                "data-dir", data.toString()));
    KeyFile.Created key =
        new KeyFile(config.access().keysFile())
            .create(new ProjectId("shop"), Set.of(Scope.READ), "", null, null);
    try (RunningExporter exporter = ExporterMain.start(config);
        Browser browser = new Browser()) {
      String base = "http://127.0.0.1:" + exporter.webPort();

      browser.open(URI.create(base + "/sessions?status=error"));
      assertThat(path(browser)).isEqualTo("/login?next=%2Fsessions%3Fstatus%3Derror");
      browser.one("#key").sendKeys("tl_wrong\n");
      await()
          .untilAsserted(
              () -> assertThat(browser.text("#problem")).startsWith("the key is unknown"));
      browser.screenshot("login");
      browser.one("#key").sendKeys(key.secret() + "\n");

      await().untilAsserted(() -> assertThat(path(browser)).startsWith("/sessions"));
      await().untilAsserted(() -> assertThat(browser.all("tl-app nav")).isNotEmpty());
      assertThat(browser.run("return document.cookie")).isEqualTo("");

      new KeyFile(config.access().keysFile()).revoke(key.key().id());
      await()
          .untilAsserted(
              () -> {
                browser.open(URI.create(base + "/sessions"));
                assertThat(path(browser)).startsWith("/login");
              });
    }
  }

  private static String path(Browser browser) {
    return browser.address().replaceFirst("^http://[^/]*", "");
  }
}
