package io.treeline.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The page as a test uses it: a browser on a running exporter that was sent the four files of the
 * test resources.
 *
 * <pre>{@code
 * @ExtendWith(DashboardExtension.class)
 * class ToolsViewIT {
 *   @Test
 *   void tools_areSortedByFailures(DashboardPage page) {
 *     page.open("tools?sort=-errors");
 *     page.awaitTexts(".row-link", "lookup_order", "web_search");
 *     page.look("tools");
 *   }
 * }
 * }</pre>
 */
final class DashboardPage implements AutoCloseable {

  private static final String AXE = "/axe.min.js";

  /** What must hold for people who read, hear or steer the page otherwise. */
  private static final String SCAN =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, {resultTypes: ['violations']}).then(
        (found) => done(found.violations
          .filter((each) => each.impact === 'serious' || each.impact === 'critical')
          .flatMap((each) => each.nodes.map((node) =>
            each.id + ': ' + node.target.join(' ') + ' ' + node.failureSummary.replace(/\\s+/g, ' ')))),
        (problem) => done(['the scan failed: ' + problem]));
      """;

  private final Browser browser;
  private final TestExporter exporter;

  DashboardPage(Browser browser, TestExporter exporter) {
    this.browser = browser;
    this.exporter = exporter;
  }

  Browser browser() {
    return browser;
  }

  TestExporter exporter() {
    return exporter;
  }

  /** Goes to a place of the page; {@code relative} without a leading slash. */
  void open(String relative) {
    browser.open(exporter.web(relative));
  }

  /** Waits until the elements read exactly so. */
  void awaitTexts(String css, String... expected) {
    await().untilAsserted(() -> assertThat(browser.texts(css)).containsExactly(expected));
  }

  /** Waits until there is such an element and nothing is being read any more. */
  void awaitShown(String css) {
    await()
        .untilAsserted(
            () -> {
              assertThat(browser.all(css)).as(css).isNotEmpty();
              assertThat(browser.all("[aria-busy=true]")).isEmpty();
            });
  }

  /**
   * Looks at what is shown: a picture at 1440 and 390 pixels, light and dark, in {@code
   * target/screenshots}, an accessibility scan of the wide light and the narrow dark one, and
   * nothing may reach out of the window sideways.
   */
  void look(String name) {
    for (String scheme : List.of("light", "dark")) {
      browser.colorScheme(scheme);
      for (int width : List.of(1440, 390)) {
        browser.size(width, width == 1440 ? 900 : 844);
        browser.settle();
        browser.screenshot("%s-%s-%d".formatted(name, scheme, width));
        assertThat((Long) browser.run("return document.documentElement.scrollWidth - innerWidth"))
            .as("%s at %d pixels is wider than the window by", name, width)
            .isLessThanOrEqualTo(0L);
        if ((width == 1440) == scheme.equals("light")) {
          assertAccessible();
        }
      }
    }
    browser.size(1440, 900);
    browser.colorScheme("light");
  }

  /** No serious finding of axe-core in what is shown. */
  void assertAccessible() {
    if (browser.run("return typeof axe").equals("undefined")) {
      browser.run(axe());
    }
    assertThat((List<?>) browser.runAsync(SCAN)).isEmpty();
  }

  private static String axe() {
    try (InputStream in = DashboardPage.class.getResourceAsStream(AXE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + AXE, e);
    }
  }

  /** An empty page in a wide window, light, with nothing remembered of what was before. */
  void begin() {
    browser.open(URI.create("about:blank"));
    browser.complaints();
    browser.requests();
    browser.size(1440, 900);
    browser.colorScheme("light");
  }

  void assertQuiet() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .allMatch(
            address ->
                address.startsWith(exporter.web("").toString())
                    || address.startsWith("about:")
                    || address.startsWith("data:"));
  }

  @Override
  public void close() {
    exporter.close();
    browser.close();
  }
}
