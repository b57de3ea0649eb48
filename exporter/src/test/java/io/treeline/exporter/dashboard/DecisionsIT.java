package io.treeline.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Decision tree, comparisons and problems, on sessions of one agent in two versions. */
@ExtendWith(DashboardExtension.class)
class DecisionsIT {

  private static final int EACH = 30;
  private static final String NAME = "name=Returns%20desk";
  private static final String VERSIONS =
      NAME + "&a=property%3Dversion%253D1&b=property%3Dversion%253D2";

  @BeforeAll
  static void send(DashboardPage page) throws Exception {
    page.exporter().post(CohortTraces.sessions(EACH));
    page.open("decisions?" + NAME);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(page.browser().texts(".view-content > [role=status]"))
                    .containsExactly("60 sessions, 95% without a final error"));
  }

  @Test
  void tree_ofAName_showsEveryBranchMostTakenFirst(DashboardPage page) {
    page.open("decisions?" + NAME + "&at=/returns/lookup_order");

    page.awaitTexts(
        ".branch-name .data",
        "All sessions",
        "returns",
        "chat",
        "lookup_order",
        "create_label",
        "search_policy",
        "escalate",
        "send_mail");
    Browser browser = page.browser();
    assertThat(browser.texts("tr[data-path='/returns/search_policy'] td"))
        .startsWith("50%", "2", "—", "—", "900 ms", "900 ms", "0");
    assertThat(browser.texts("tr[data-path='/returns/lookup_order'] td"))
        .startsWith("100%", "1.2", "—", "—", "250 ms", "2 s", "17%");
    assertThat(browser.texts(".branch-panel h2")).containsExactly("/returns/lookup_order");
    page.look("decisions");
  }

  @Test
  void tree_keysAlone_foldChooseAndLeadToTheSessions(DashboardPage page) {
    Browser browser = page.browser();
    page.open("decisions?" + NAME);
    page.awaitShown("tr[data-path='/returns/chat']");
    browser.run("document.querySelector('tr[data-path=\"/\"]').focus()");

    browser.press(Keys.ARROW_DOWN);
    browser.press(Keys.ARROW_LEFT);
    assertThat(browser.texts(".branch-name .data")).containsExactly("All sessions", "returns");
    browser.press(Keys.ARROW_RIGHT);
    browser.press(Keys.END);
    browser.press(Keys.ENTER);

    page.awaitTexts(".branch-panel h2", "/returns/send_mail");
    assertThat(browser.address()).endsWith("at=%2Freturns%2Fsend_mail");
    browser.one(".branch-links a").click();
    page.awaitShown(".row-link");
    assertThat(browser.texts(".chip .data")).containsExactly("Returns desk", "/returns/send_mail");
    assertThat(browser.all(".row-link")).hasSize(3);
    browser.back();
    page.awaitTexts(".branch-panel h2", "/returns/send_mail");
  }

  @Test
  void branch_failedVisits_openToTheSpansThatFailedAndBackCloses(DashboardPage page) {
    Browser browser = page.browser();
    page.open("decisions?" + NAME + "&at=/returns/lookup_order");
    page.awaitShown(".branch-panel .fact a");

    browser.click(".branch-panel .fact a[href*='show=failed']");

    page.awaitTexts(".evidence h2", "Failed visits of /returns/lookup_order");
    assertThat(browser.all(".evidence tbody tr")).hasSize(12);
    assertThat(browser.address()).endsWith("show=failed");
    browser.back();
    page.awaitTexts(".evidence:not([hidden]) h2");
  }

  @Test
  void compare_shareOfAPlace_leadsToTheSessionsOfItsSet(DashboardPage page) {
    Browser browser = page.browser();
    page.open("compare?" + VERSIONS);
    page.awaitShown("tr[data-key='/returns/search_policy'] td a.figure");

    browser.click("tr[data-key='/returns/search_policy'] td a.figure");

    page.awaitShown(".row-link");
    assertThat(browser.texts(".chip .data")).contains("version=2", "/returns/search_policy");
    assertThat(browser.text(".sessions-status")).startsWith("30 sessions");
    browser.back();
    page.awaitShown("tr[data-key='/returns/search_policy']");
  }

  @Test
  void compare_twoVersions_marksWhatIsGainedLostAndDearer(DashboardPage page) {
    page.open("compare?" + VERSIONS);
    page.awaitShown(".data-table .row-link");
    Browser browser = page.browser();

    assertThat(browser.texts("tr[data-key='/returns/search_policy'] .badge"))
        .containsExactly("gained");
    assertThat(browser.texts("tr[data-key='/returns/escalate'] .badge")).containsExactly("lost");
    assertThat(browser.texts("tr[data-key='/returns/chat'] .sure")).isNotEmpty();
    assertThat(browser.texts(".verdict dt"))
        .containsExactly(
            "Success",
            "Cost a session",
            "Change",
            "of it more visits",
            "of it dearer visits",
            "Median duration");
    page.look("compare");
  }

  @Test
  void compare_withoutSets_suggestsVersions(DashboardPage page) {
    page.open("compare?" + NAME);
    page.awaitTexts(".suggestions a", "version: 1 and 2");

    page.browser().one(".suggestions a").click();

    page.awaitShown(".data-table .row-link");
    assertThat(page.browser().address())
        .endsWith("a=property%3Dversion%253D1&b=property%3Dversion%253D2");
  }

  @Test
  void problems_areRankedAndOpenToTheirEvidence(DashboardPage page) {
    Browser browser = page.browser();
    page.open("problems?" + NAME);
    page.awaitShown(".problem");

    assertThat(browser.texts(".kinds button"))
        .contains("Failing\n2", "Loops\n1", "Contexts\n1", "Expensive paths\n1");
    page.open("problems?" + NAME + "&kind=loop");
    page.awaitTexts(
        ".problem-sentence",
        "search_policy: 30 calls with the same arguments and the same results brought nothing new");
    browser.one(".problem summary").click();
    page.awaitTexts(".problem .evidence h2", "Calls that brought nothing new");
    assertThat(browser.text(".problem .evidence p")).startsWith("25 of them, the longest first");
    page.look("problems-loop");
    browser.one(".examples a").click();
    page.awaitShown(".session-ident");
    assertThat(browser.address()).contains("/sessions/returns-2-");
    page.open("problems?" + NAME);
    page.awaitShown(".problem");
    page.look("problems");
  }

  @Test
  void pair_ofTwoSessions_findsWhereTheyParted(DashboardPage page) {
    Browser browser = page.browser();
    page.open("compare/sessions?a=returns-1-01&b=returns-2-01");
    page.awaitShown(".pair-row");

    assertThat(browser.texts(".diverges .pair-name")).containsExactly("search_policy");
    browser.one(".pair-tools .primary").click();
    browser.press(Keys.ENTER);
    await()
        .untilAsserted(
            () ->
                assertThat(browser.texts(".pair-detail:not([hidden])").get(0)).contains("14 days"));
    assertThat(browser.texts(".pair-session:first-child a.figure"))
        .hasSize(4)
        .anyMatch(text -> text.endsWith("model calls"));
    page.look("pair");
    browser.click(".pair-detail:not([hidden]) .pair-figures a");
    page.awaitShown("tl-inspector h2");
    assertThat(browser.address()).contains("/sessions/returns-").contains("span=");
    browser.back();
    page.awaitShown(".pair-row");
  }

  @Test
  void pair_fromASession_offersThoseOfItsName(DashboardPage page) {
    page.open("compare/sessions?a=returns-1-01");
    page.awaitShown(".pair-pick .row-link");
    page.look("pair-pick");

    page.browser().one(".pair-pick .row-link").click();

    page.awaitShown(".pair-row");
    assertThat(page.browser().address()).contains("a=returns-1-01&b=returns-");
  }

  @Test
  void list_twoSessionsChosen_leadToTheirComparison(DashboardPage page) {
    Browser browser = page.browser();
    page.open("?" + NAME);
    page.awaitShown(".choose");

    for (int row : new int[] {0, 2}) {
      browser.run("document.querySelectorAll('.choose')[" + row + "].focus()");
      browser.press(Keys.ENTER);
    }

    page.awaitShown(".pair-row");
    assertThat(browser.address()).contains("/compare/sessions?a=returns-").contains("&b=returns-");
  }
}
