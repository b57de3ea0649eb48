package io.treeline.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What models, tools and users say is text wherever it is shown, however it looks. */
@ExtendWith(DashboardExtension.class)
class HostileContentIT {

  private static final String PAYLOAD =
      "<img src=x onerror=window.ran=1><script>window.ran=1</script><svg onload=window.ran=1>"
          + " [click](javascript:window.ran=1) \u001b[31mred\u001b[0m \u202egnp.exe \u2066 {{7*7}}"
          + " &lt;b&gt;";

  /** The server refuses the escape character in addresses. */
  private static final String IN_ADDRESS = PAYLOAD.replace("\u001b", "");

  /** What runs code, loads something or leads away, if it came from content. */
  private static final String PLANTED =
      "main script, main iframe, main object, main embed, main style, main img, main svg[onload],"
          + " main [onerror], main a[href^='javascript:'], main a[href^='http']";

  @BeforeAll
  static void send(DashboardPage page) throws Exception {
    String large = (PAYLOAD + "\n").repeat(5_000_000 / PAYLOAD.length());
    page.exporter().post(LiveTraces.hostile("hostile-all", "9a", PAYLOAD, large));
    page.exporter().post(LiveTraces.hostile("hostile-two", "9b", IN_ADDRESS, large));
  }

  @Test
  void everyTabOfTheSession_showsItAsText(DashboardPage page) {
    Browser browser = page.browser();
    page.open("sessions/hostile-all");
    page.awaitShown(".tree-row");
    assertThat(browser.text("main h1"))
        .contains("<script>window.ran=1</script>", "[U+001B][31mred", "[U+202E]gnp.exe");

    for (int tab = 1; tab <= 6; tab++) {
      browser.press(String.valueOf(tab));
      int number = tab;
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          browser.all("[role=tab]:nth-child(" + number + ")[aria-selected=true]"))
                      .hasSize(1));
      page.awaitShown("#session-rows > *");
      browser.settle();
      assertNothingPlanted(page, "tab " + tab);
    }
    browser.press("4");
    await()
        .untilAsserted(() -> assertThat(browser.text(".turn-body")).contains("<img src=x onerror"));
    assertNothingPlanted(page, "conversation once read");
    page.look("hostile-conversation");
  }

  @Test
  void inspectorOfEverySpan_showsItAsText(DashboardPage page) {
    Browser browser = page.browser();
    page.open("sessions/hostile-all");
    page.awaitShown(".tree-row");

    for (int row = 0; row < 3; row++) {
      browser.all(".tree-row .node-name").get(row).click();
      await().untilAsserted(() -> assertThat(browser.all("tl-inspector .feedback")).isNotEmpty());
      browser.run(
          "document.querySelectorAll('tl-inspector details:not(:has(.price-proof))').forEach(d =>"
              + " d.open = true); return null");
      browser.settle();
      assertNothingPlanted(page, "inspector of row " + row);
    }
    assertThat(browser.text("tl-inspector .section.failed")).contains("onerror=window.ran=1");
    assertThat((Long) browser.run("return document.querySelectorAll('main *').length"))
        .as("a megabyte is not laid out at once")
        .isLessThan(5_000);
    page.look("hostile-inspector");
  }

  @Test
  void viewsOverManySessions_showItAsText(DashboardPage page) {
    page.open("");
    page.awaitShown(".row-link");
    for (String view : page.browser().texts(".navigation a")) {
      page.browser()
          .run(
              "[...document.querySelectorAll('.navigation a')]"
                  + ".find(a => a.innerText.trim() === arguments[0]).click(); return null",
              view);
      page.awaitTexts(".navigation [aria-current=page]", view);
      page.awaitShown("main h1");
      page.browser().settle();
      assertNothingPlanted(page, view);
      assertThat(
              (Long) page.browser().run("return document.documentElement.scrollWidth - innerWidth"))
          .as("%s is wider than the window by", view)
          .isLessThanOrEqualTo(0L);
    }
  }

  @Test
  void pagesOfOneThing_showItAsText(DashboardPage page) {
    Browser browser = page.browser();
    String one = URLEncoder.encode(IN_ADDRESS, StandardCharsets.UTF_8);
    String sql =
        URLEncoder.encode(
            "SELECT name, tool_name, status_message, properties FROM spans"
                + " WHERE session_id LIKE 'hostile%'",
            StandardCharsets.UTF_8);
    for (String place :
        List.of(
            "tools?q=hostile&pick=" + one,
            "models?q=hostile&pick=" + one,
            "agents?q=hostile&pick=" + one,
            "cost?q=hostile&by=model&pick=" + one,
            "cost?q=hostile&by=property:tier&pick=" + one,
            "problems?q=hostile",
            "decisions?q=hostile",
            "decisions?q=hostile&at=/" + one,
            "compare?a=q%3Dhostile-all&b=q%3Dhostile-two",
            "compare/sessions?a=hostile-all&b=hostile-two",
            "sql?q=" + sql,
            "sessions/hostile-all?figure=errors",
            "sessions/hostile-all?figure=cost",
            "?tool=" + one + "&content=" + one)) {
      page.open(place);
      page.awaitShown("main h1");
      browser.run(
          "document.querySelectorAll('main details').forEach(d => d.open = true);"
              + " document.querySelectorAll('.pair-step').forEach(b => b.click()); return null");
      browser.settle();
      assertNothingPlanted(page, place);
      assertThat((Long) browser.run("return document.documentElement.scrollWidth - innerWidth"))
          .as("%s is wider than the window by", place)
          .isLessThanOrEqualTo(0L);
      assertThat((Long) browser.run("return document.querySelectorAll('main *').length"))
          .as("%s lays out", place)
          .isLessThan(6_000);
    }
    browser.complaints();
  }

  private static void assertNothingPlanted(DashboardPage page, String where) {
    assertThat(page.browser().run("return window.ran")).as(where).isNull();
    assertThat(page.browser().all(PLANTED)).as(where).isEmpty();
  }
}
