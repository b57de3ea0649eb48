package io.treeline.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.ExporterMain;
import io.treeline.exporter.RunningExporter;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * Every view on a generated store of a thousand sessions, one of them of many thousand spans. Times
 * are written to {@code target/screenshots/times.txt}; the limits hold on a machine that is busy.
 */
class LargeStoreIT {

  private static final int SESSIONS = 1_000;
  private static final int SPANS = 30_000;
  private static final Path TIMES = Path.of("target", "screenshots", "times.txt");

  /** Long tasks and when the first row was drawn. */
  private static final String WATCH =
      """
      window.longest = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((each) => {
        window.longest = Math.max(window.longest, Math.round(each.duration));
      })).observe({type: 'longtask', buffered: true});
      return null;
      """;

  @TempDir static Path data;
  private static RunningExporter exporter;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    Browser.require();
    try (SpanStore store = DuckDbSpanStore.open(data)) {
      LargeStore.fill(store, SESSIONS, 17);
      fillOneSession(store);
    }
    exporter = ExporterMain.start(ExporterConfig.onFreePorts(data));
    browser = new Browser();
    Files.createDirectories(TIMES.getParent());
    Files.writeString(TIMES, "");
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (exporter != null) {
      exporter.close();
    }
  }

  private static void fillOneSession(SpanStore store) {
    List<Span> batch = new ArrayList<>();
    Span agent = TestSpans.agent("root").session("s-large").at(0, SPANS).build();
    batch.add(agent);
    for (int i = 1; i < SPANS; i++) {
      var step = i % 2 == 0 ? TestSpans.llm("gpt-4o-mini").tokens(100, 5) : TestSpans.tool("step");
      batch.add(step.session("s-large").childOf(agent).at(i, i + 1).build());
      if (batch.size() == 5_000) {
        store.writer().write(batch);
        batch.clear();
      }
    }
    store.writer().write(batch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "names",
        "decisions",
        "compare?a=property%3Dversion%253Dv1&b=property%3Dversion%253Dv2",
        "problems",
        "tools",
        "tools?pick=fetch_page",
        "models",
        "models?pick=gpt-4o",
        "agents",
        "cost",
        "sql"
      })
  void view_onManySessions_isReadWithoutStalling(String view) throws Exception {
    long began = System.nanoTime();
    browser.open(address(view));
    browser.run(WATCH);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(browser.all("main h1")).isNotEmpty();
              assertThat(browser.all("[aria-busy=true]")).isEmpty();
              assertThat(browser.all("main td, main .problem, main textarea")).isNotEmpty();
            });
    note(view, began);

    assertThat(browser.texts("main [role=alert]")).allMatch(String::isEmpty);
    assertThat((Long) browser.run("return document.querySelectorAll('main *').length"))
        .as("elements of the page")
        .isLessThan(25_000);
    assertThat(browser.complaints()).isEmpty();
    browser.screenshot("large-" + (view.isEmpty() ? "sessions" : view.replaceAll("\\W.*", "")));
  }

  @Test
  void sessionOfManySpans_isShownBeforeItIsRead() throws Exception {
    long began = System.nanoTime();
    browser.open(address("sessions/s-large"));
    browser.run(WATCH);
    await().untilAsserted(() -> assertThat(browser.all(".tree-row")).isNotEmpty());
    note("first rows of " + SPANS + " spans", began);

    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(browser.one(".tree-grid").getAttribute("aria-rowcount"))
                    .isEqualTo(String.valueOf(SPANS + 1)));
    note("all of " + SPANS + " spans", began);
    browser.run("document.querySelector('.tree-grid').focus(); return null");
    browser.press(Keys.END);
    await()
        .untilAsserted(() -> assertThat(browser.all(".tree-row[aria-selected=true]")).hasSize(1));
    assertThat(browser.all(".tree-row")).hasSizeBetween(20, 80);

    browser.press("3");
    await()
        .untilAsserted(
            () ->
                assertThat(browser.one(".timeline-scroller").getAttribute("aria-label"))
                    .startsWith("Timeline: 30,000 spans in 1 lane."));
    browser.press("+");
    await().untilAsserted(() -> assertThat(browser.address()).contains("window="));
    note("timeline of " + SPANS + " spans", began);
    assertThat(browser.complaints()).isEmpty();
  }

  private static URI address(String relative) {
    return URI.create("http://127.0.0.1:" + exporter.webPort() + "/" + relative);
  }

  private static void note(String what, long began) throws Exception {
    Files.writeString(
        TIMES,
        "%s: %d ms, longest task %s ms%n"
            .formatted(
                what.isEmpty() ? "sessions" : what,
                Duration.ofNanos(System.nanoTime() - began).toMillis(),
                browser.run("return window.longest")),
        java.nio.file.StandardOpenOption.APPEND);
  }
}
