package io.treeline.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser, on a running exporter that was sent real OTLP. */
@ExtendWith(DashboardExtension.class)
class DashboardIT {

  private static final String REFUND = "sessions/order-4711";

  private static TestExporter exporter;
  private static Browser browser;

  @BeforeAll
  static void start(DashboardPage page) {
    browser = page.browser();
    exporter = page.exporter();
  }

  @Test
  void list_showsEverySessionNewestFirst() {
    open("?q=order-4711");
    awaitTexts("a.row-link", "Customer Support - Refund");
    awaitTexts(
        "tbody td:not(.col-name):not(.col-time)",
        "recovered",
        "6.48 s\n6.48 s active",
        "4",
        "4",
        "2",
        "2",
        "0",
        "1",
        "4,512 → 209",
        "$0.0026",
        "u-17\ngpt-4o-2024-08-06, gpt-4o-mini-2024-07-18");
    assertThat(browser.text(".session-id")).isEqualTo("order-4711");
    assertThat(browser.one("tbody time").getAttribute("datetime"))
        .isEqualTo("2026-09-21T14:13:20.000000000Z");

    open("");
    await()
        .untilAsserted(
            () ->
                assertThat(browser.texts("a.row-link"))
                    .containsSubsequence(
                        "Customer Support - Refund",
                        "Customer Support - Password Reset",
                        "Research - Product Question",
                        "chat gpt-4o-mini"));
    browser.screenshot("sessions-light-1440");
    browser.colorScheme("dark");
    browser.size(1000, 800);
    browser.screenshot("sessions-dark-1000");
  }

  @Test
  void list_unknownNumbers_areDashesNotZero() {
    open("?q=chat%20gpt-4o-mini");
    awaitTexts("a.row-link", "chat gpt-4o-mini");

    assertThat(browser.text("td.col-tokens")).isEqualTo("—");
    assertThat(browser.text("td.col-cost")).isEqualTo("—");
    assertThat(browser.text("td.col-user .user-line")).isEqualTo("—");
    assertThat(browser.one("td.col-cost span").getAttribute("title"))
        .isEqualTo("Unknown: 1 model call without a known price");
  }

  @Test
  void list_filtersAndSorting_areInTheAddress() {
    open("?property=prompt_version%3Dv2");
    awaitTexts("a.row-link", "Customer Support - Refund", "Customer Support - Password Reset");

    browser.one("th.col-cost button").click();
    await().untilAsserted(() -> assertThat(browser.address()).endsWith("&sort=-cost"));
    browser.run(
        "[...document.querySelectorAll('th .sort')].find(b => b.textContent === 'Recov.').click()");
    await().untilAsserted(() -> assertThat(browser.address()).endsWith("&sort=-recovered"));
    await()
        .untilAsserted(
            () -> assertThat(browser.texts("th[aria-sort=descending]")).containsExactly("Recov."));
    browser.one("button[aria-label='Remove filter Property prompt_version=v2']").click();
    await()
        .untilAsserted(
            () -> assertThat(browser.texts("a.row-link")).contains("Research - Product Question"));

    browser.back();
    awaitTexts("a.row-link", "Customer Support - Refund", "Customer Support - Password Reset");
  }

  @Test
  void loadMore_withATimeThatMoves_showsTheRest() throws Exception {
    try (TestExporter fresh = new TestExporter()) {
      for (int i = 0; i < 53; i++) {
        fresh.post(LiveTraces.root("page-" + i, "Paged", "%02x".formatted(0x40 + i)));
      }
      browser.open(fresh.web("?time=9999d"));
      await().untilAsserted(() -> assertThat(browser.all("a.row-link")).hasSize(50));

      browser.one(".sessions-more button").click();

      await().untilAsserted(() -> assertThat(browser.all("a.row-link")).hasSize(53));
      assertThat(browser.text(".sessions-status")).isEqualTo("53 sessions");
      browser.open(URI.create("about:blank"));
      browser.requests();
    }
  }

  @Test
  void list_noMatch_saysSoAndOffersToClear() {
    open("?q=no-such-session");
    awaitTexts(".notice h2", "No session matches");
    browser.one(".notice button").click();
    await().untilAsserted(() -> assertThat(browser.all("a.row-link")).isNotEmpty());
  }

  @Test
  void clickOnSession_opensTheSpanTree() {
    open("?q=order-4711");
    awaitTexts("a.row-link", "Customer Support - Refund");
    browser.one("a.row-link").click();

    awaitTexts(
        ".tree-row .node-name",
        "support-agent",
        "chat gpt-4o-mini",
        "lookup_order",
        "lookup_order",
        "GET /orders/{id}",
        "chat gpt-4o-mini",
        "lookup_order_cache",
        "refund-agent",
        "chat gpt-4o",
        "approval refund above 100 USD",
        "issue_refund",
        "chat gpt-4o-mini");
    assertThat(browser.address()).isEqualTo(exporter.web(REFUND).toString());
    assertThat(browser.title()).isEqualTo("Customer Support - Refund · Treeline");
    assertThat(browser.texts(".badge"))
        .contains(
            "recovered",
            "HttpTimeoutException, recovered",
            "attempt 2",
            "→ lookup_order_cache",
            "approval: approved");
  }

  @Test
  void pathTree_showsPlacesAndTheSpansAtThem() {
    open(REFUND + "?view=path");

    awaitTexts(
        ".tree-row .node-name",
        "/support",
        "support-agent",
        "/plan",
        "chat gpt-4o-mini",
        "chat gpt-4o-mini",
        "/lookup",
        "lookup_order",
        "lookup_order",
        "GET /orders/{id}",
        "/fallback",
        "/refund",
        "refund-agent",
        "/decide",
        "/approve",
        "/issue",
        "/answer");
    row("/plan").click();
    awaitTexts("tl-inspector .span-list button", "chat gpt-4o-mini", "chat gpt-4o-mini");
    browser.screenshot("session-path-1440");
  }

  @Test
  void inspector_failedTool_showsArgumentsErrorAndStack() {
    open(REFUND);
    awaitRow("lookup_order").click();

    awaitTexts("tl-inspector .error-type", "java.net.http.HttpTimeoutException");
    assertThat(browser.text(".section.failed .section-body"))
        .contains(
            "order service did not answer within 1200 ms",
            "at com.acme.support.Tools.lookupOrder(Tools.java:31)");
    assertThat(section("Arguments")).isEqualTo("order_id\n\"A-4711\"");
    browser.screenshot("inspector-error-1440");
  }

  @Test
  void inspector_fallbackTool_showsItsResult() {
    open(REFUND);
    awaitRow("lookup_order_cache").click();

    await()
        .untilAsserted(
            () -> assertThat(section("Result")).contains("state\n\"delivered\"", "total\n249"));
  }

  @Test
  void inspector_modelCall_showsDecisionAndConversation() {
    open(REFUND + "?q=lookup_order_cache");
    awaitRow("chat gpt-4o-mini").click();

    awaitTexts(".offered .chosen", "✓ lookup_order_cache");
    assertThat(browser.texts(".offered li"))
        .containsExactly(
            "lookup_order", "✓ lookup_order_cache", "issue_refund", "search_knowledge", "escalate");
    assertThat(browser.text(".rationale"))
        .isEqualTo(
            "The live lookup failed twice. The nightly copy is good enough to see the amount.");
    assertThat(browser.texts(".role")).containsExactly("user", "assistant", "tool", "assistant");
    assertThat(browser.text(".role-user .text")).startsWith("Hi, order A-4711 arrived broken");
    browser.screenshot("inspector-decision-1440");
  }

  @Test
  void timeline_zoomsMovesAndSelectsByKey(DashboardPage page) {
    open(REFUND + "?view=timeline");
    page.awaitShown(".timeline-scroller[aria-label]");
    await()
        .untilAsserted(
            () ->
                assertThat(browser.one(".timeline-scroller").getAttribute("aria-label"))
                    .startsWith("Timeline: 12 spans in 2 lanes."));

    browser.press("+");
    await().untilAsserted(() -> assertThat(browser.address()).contains("window="));
    browser.press("0");
    await().untilAsserted(() -> assertThat(browser.address()).doesNotContain("window="));
    browser.run("document.querySelector('.timeline-scroller').focus()");
    browser.press(Keys.ARROW_RIGHT);
    browser.press(Keys.ARROW_RIGHT);
    await()
        .untilAsserted(
            () -> assertThat(browser.text("tl-inspector h2")).isEqualTo("chat gpt-4o-mini"));
    page.look("session-timeline");
  }

  @Test
  void timeline_secondKeyBeforeTheFirstIsDrawn_stepsOn(DashboardPage page) {
    open(REFUND + "?view=timeline");
    page.awaitShown(".timeline-scroller[aria-label]:not([aria-busy])");

    browser.run(
        """
        const timeline = document.querySelector('.timeline-scroller');
        for (let i = 0; i < 2; i++) {
          timeline.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
        }
        """);

    await()
        .untilAsserted(
            () -> assertThat(browser.text("tl-inspector h2")).isEqualTo("chat gpt-4o-mini"));
  }

  @Test
  void conversation_saysEachMessageOnce(DashboardPage page) {
    open(REFUND + "?view=conversation");
    await()
        .untilAsserted(
            () -> {
              assertThat(browser.all(".turn.call")).hasSize(4);
              assertThat(browser.texts(".turn-body")).noneMatch(text -> text.equals("Reading…"));
            });

    assertThat(browser.texts(".turn .message .text"))
        .filteredOn(text -> text.startsWith("Hi, order A-4711 arrived broken"))
        .hasSize(1);
    assertThat(browser.texts(".turn-note")).contains("after 2 messages it was sent before");
    assertThat(browser.texts(".turn.step .link"))
        .containsExactly(
            "lookup_order",
            "lookup_order",
            "lookup_order_cache",
            "approval refund above 100 USD",
            "issue_refund");
    page.look("session-conversation");
  }

  @Test
  void decisions_sayWhatWasOfferedChosenWhyAndWhatFollowed(DashboardPage page) {
    open(REFUND + "?view=decisions");
    page.awaitShown(".why");
    await().untilAsserted(() -> assertThat(browser.texts(".why")).doesNotContain("Reading…"));

    assertThat(browser.texts(".decision-head .link"))
        .containsExactly(
            "support-agent chose lookup_order",
            "support-agent chose lookup_order_cache",
            "refund-agent chose issue_refund");
    assertThat(browser.texts(".decision:nth-child(2) .offered li"))
        .containsExactly(
            "✓ lookup_order_cache", "lookup_order", "issue_refund", "search_knowledge", "escalate");
    assertThat(browser.text(".decision:nth-child(2) .why"))
        .isEqualTo(
            "The live lookup failed twice. The nightly copy is good enough to see the amount.");
    assertThat(browser.texts(".decision:nth-child(1) .followed li .badge"))
        .containsExactly("HttpTimeoutException, recovered", "HttpTimeoutException, recovered");
    page.look("session-decisions");
  }

  @Test
  void graph_countsWhoWentToWhom(DashboardPage page) {
    open(REFUND + "?view=graph");
    page.awaitShown(".graph-node[aria-label='tool lookup_order: 2× · 2.41 s · 2 errors']");
    browser.one(".graph-table summary").click();

    assertThat(browser.texts(".graph-table tbody tr"))
        .containsExactlyInAnyOrder(
            "Session\tsupport-agent\t1\t0",
            "support-agent\tlookup_order\t2\t2",
            "support-agent\tlookup_order_cache\t1\t0",
            "support-agent\trefund-agent\t1\t0",
            "refund-agent\tapproval refund above 100 USD\t1\t0",
            "refund-agent\tissue_refund\t1\t0");
    page.look("session-graph");
  }

  @Test
  void inspector_recoveryFeedbackAndPrice(DashboardPage page) {
    open(REFUND);
    awaitRow("lookup_order").click();
    await()
        .untilAsserted(
            () -> assertThat(section("Recovery")).contains("Recovered by\nlookup_order_cache"));
    assertThat(browser.text(".session-problems .finding")).startsWith("lookup_order failed");

    browser
        .one("tl-inspector [aria-label='Comment on the feedback']")
        .sendKeys("a known slow service");
    browser.all(".feedback button").get(1).click();
    await().untilAsserted(() -> assertThat(section("Feedback")).contains("feedback: bad"));
    assertThat(section("Feedback")).contains("a known slow service", "Saved");

    open(REFUND + "?q=lookup_order_cache");
    awaitRow("chat gpt-4o-mini").click();
    await()
        .untilAsserted(
            () -> assertThat(browser.texts("details summary")).contains("How it was priced"));
    browser.run("document.querySelector('.price-proof').parentElement.open = true; return null");
    await()
        .untilAsserted(
            () ->
                assertThat(browser.texts(".price-proof tbody tr"))
                    .containsExactly(
                        "input\t116\t$0.15 per 1,000,000\t$0.0000174",
                        "cache read\t1,152\t$0.075 per 1,000,000\t$0.0000864",
                        "output\t31\t$0.6 per 1,000,000\t$0.0000186",
                        "Total\t\t\t$0.0001224"));
    page.look("session-inspector");
  }

  @Test
  void newSession_arrivesWithoutReload() throws Exception {
    open("?q=arrival");
    awaitTexts(".notice h2", "No session matches");
    browser.run("window.sameDocument = true");

    exporter.post(LiveTraces.root("arrival-1", "Arrival", "1"));

    awaitTexts("a.row-link", "Arrival");
    assertThat(browser.run("return window.sameDocument")).isEqualTo(true);
  }

  @Test
  void pausedList_keepsStillUntilResumed() throws Exception {
    open("?q=pause-test");
    awaitTexts(".notice h2", "No session matches");
    await().untilAsserted(() -> assertThat(browser.text("#live")).isEqualTo("Live"));
    browser.press("p");
    await().untilAsserted(() -> assertThat(browser.text("#live")).isEqualTo("Paused"));

    exporter.post(LiveTraces.root("pause-test-1", "Pause", "2"));
    await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(4))
        .until(() -> browser.all("a.row-link").isEmpty());
    browser.press("p");

    awaitTexts("a.row-link", "Pause");
  }

  @Test
  void openSession_growsInPlace() throws Exception {
    exporter.post(LiveTraces.root("growing-1", "Growing", "3"));
    open("sessions/growing-1");
    awaitTexts(".tree-row .node-name", "agent");
    browser.run("window.sameDocument = true");
    browser.click(".tree-row");

    exporter.post(LiveTraces.tool("growing-1", "3", "look_up"));

    awaitTexts(".tree-row .node-name", "agent", "look_up");
    assertThat(browser.run("return window.sameDocument")).isEqualTo(true);
    assertThat(browser.all(".tree-row[aria-selected='true']")).hasSize(1);
  }

  @Test
  void largeSession_drawsOnlyTheRowsInSight() throws Exception {
    exporter.post(LiveTraces.many("large-1", "7", 2000));
    open("sessions/large-1");
    awaitRow("agent");
    await()
        .untilAsserted(
            () ->
                assertThat(browser.one(".tree-grid").getAttribute("aria-rowcount"))
                    .isEqualTo("2002"));
    assertThat(browser.all(".tree-row")).hasSizeBetween(20, 80);

    browser.press(Keys.END);

    awaitTexts("[aria-selected='true'] .node-name", "step_2000");
    assertThat(browser.one("[aria-selected='true']").isDisplayed()).isTrue();
    assertThat(browser.all(".tree-row")).hasSizeBetween(20, 80);
  }

  @Test
  void keyboardAlone_leadsFromTheListToTheErrorAndBack() {
    open("?sort=-startTime");
    await().untilAsserted(() -> assertThat(browser.all("a.row-link")).isNotEmpty());
    browser.press("/");
    browser.press("order-4711");
    awaitTexts("a.row-link", "Customer Support - Refund");
    browser.press(Keys.ESCAPE);
    browser.press("j");
    browser.press(Keys.ENTER);

    awaitRow("support-agent");
    browser.press("e");
    awaitTexts("tl-inspector .error-type", "java.net.http.HttpTimeoutException");
    awaitTexts("[aria-selected='true'] .node-name", "lookup_order");
    browser.press(Keys.ARROW_UP);
    awaitTexts("[aria-selected='true'] .node-name", "chat gpt-4o-mini");
    browser.press(Keys.ARROW_LEFT);
    awaitTexts("[aria-selected='true'] .node-name", "support-agent");
    browser.press(Keys.ARROW_LEFT);
    awaitTexts(".tree-row .node-name", "support-agent");
    browser.press(Keys.ARROW_RIGHT);
    await().untilAsserted(() -> assertThat(browser.all(".tree-row")).hasSize(12));
    browser.press("2");
    await()
        .untilAsserted(
            () ->
                assertThat(browser.text("[role=tab][aria-selected=true]")).isEqualTo("Path tree"));
    browser.press(Keys.ESCAPE);
    await().untilAsserted(() -> assertThat(browser.one("tl-inspector").isDisplayed()).isFalse());
    browser.press(Keys.ESCAPE);
    await().untilAsserted(() -> assertThat(browser.title()).isEqualTo("Sessions · Treeline"));
  }

  @Test
  void everyTotal_opensToSpansThatAddUpToIt(DashboardPage page) {
    open(REFUND);
    awaitRow("support-agent");
    await().untilAsserted(() -> assertThat(browser.texts(".fact dt")).contains("Human steps"));
    for (String[] expected :
        new String[][] {
          {"LLM calls", "LLM calls: 4 spans", "4"},
          {"Tool calls", "Tool calls: 4 spans", "4"},
          {"Errors", "Errors: 2 spans", "2"},
          {"Recovered", "Recovered errors: 2 spans", "2"},
          {"Human steps", "Human steps: 1 step, 702 ms", "1"},
          {"Tokens in → out", "Tokens: 4,721 tokens", "4"},
          {"Cost", "Cost: $0.0026", "4"}
        }) {
      browser.run(
          "[...document.querySelectorAll('.fact')].find(f => f.querySelector('dt').textContent"
              + " === arguments[0]).querySelector('a').click(); return null",
          expected[0]);
      awaitTexts(".figure-head h2", expected[1]);
      assertThat(browser.all(".figure-panel tbody tr")).hasSize(Integer.parseInt(expected[2]));
    }
    page.look("session-figure");

    browser.one(".figure-panel .row-link").click();
    await()
        .untilAsserted(() -> assertThat(browser.text("tl-inspector h2")).isEqualTo("chat gpt-4o"));
    assertThat(browser.address()).contains("figure=cost", "span=");
    browser.press(Keys.ESCAPE);
    browser.press(Keys.ESCAPE);
    awaitRow("support-agent");
    assertThat(browser.address()).isEqualTo(exporter.web(REFUND).toString());
  }

  @Test
  void cost_ofEachCall_saysThePriceRowThatApplied(DashboardPage page) {
    open(REFUND + "?figure=cost");
    page.awaitShown(".figure-panel .priced summary");

    browser.one(".figure-panel .priced summary").click();

    await()
        .untilAsserted(
            () ->
                assertThat(browser.text(".figure-panel .price-proof p.data"))
                    .isEqualTo("Row openai/gpt-4o, by equals \"gpt-4o-2024-08-06\""));
    assertThat(browser.address()).endsWith("figure=cost");
  }

  @Test
  void tabs_inANarrowWindow_areAllInSightAndBackLeadsThroughThem(DashboardPage page) {
    browser.size(390, 844);
    open(REFUND);
    page.awaitShown("[role=tab]");

    for (WebElement tab : browser.all("[role=tab]")) {
      assertThat(tab.getRect().getX() + tab.getRect().getWidth()).isLessThanOrEqualTo(390);
    }
    browser.click("#tab-graph");
    page.awaitShown(".graph-panel .graph");
    browser.click("#tab-decisions");
    page.awaitShown(".decisions-panel .decision");
    browser.back();

    page.awaitShown(".graph-panel .graph");
    assertThat(browser.address()).endsWith("view=graph");
  }

  @Test
  void nextError_leadsToTheSpanThatExplainsIt() {
    open(REFUND);
    awaitRow("support-agent");

    browser.press("e");
    await().untilAsserted(() -> assertThat(browser.address()).contains("span="));
    String first = browser.address();
    browser.press("e");
    await().untilAsserted(() -> assertThat(browser.address()).isNotEqualTo(first));

    // The second failed in its request: the tool's span has the reason.
    awaitTexts("[aria-selected='true'] .node-name", "lookup_order");
    assertThat(browser.text(".error-steps")).isEqualTo("2 errors");
  }

  @Test
  void columns_chosen_areShownAndRemembered() {
    open("?q=order-4711");
    awaitTexts("a.row-link", "Customer Support - Refund");
    assertThat(browser.texts(".sessions thead th")).doesNotContain("Spans");

    browser.one("[aria-controls=columns]").click();
    browser.run(
        "[...document.querySelectorAll('.column-choice')].find(l =>"
            + " l.textContent.startsWith('Spans')).click(); return null");

    await().untilAsserted(() -> assertThat(browser.texts(".sessions thead th")).contains("Spans"));
    open("?q=order-4711&sort=spans");
    await().untilAsserted(() -> assertThat(browser.texts(".sessions thead th")).contains("Spans"));
    browser.run("localStorage.clear(); return null");
  }

  @Test
  void deepLink_opensTheVerySpan() {
    open(REFUND);
    awaitRow("issue_refund").click();
    await().untilAsserted(() -> assertThat(browser.address()).contains("span="));
    String link = browser.address();

    browser.open(URI.create("about:blank"));
    browser.open(URI.create(link));

    awaitTexts("[aria-selected='true'] .node-name", "issue_refund");
    await().untilAsserted(() -> assertThat(section("Result")).contains("refund_id\n\"R-90210\""));
  }

  @Test
  void unknownSession_isSaidAndAppearsOnceItArrives() throws Exception {
    open("sessions/later-1");
    awaitTexts(".notice h2", "No such session yet");
    // The browser itself reports the 404 that this test provokes.
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("404"));

    exporter.post(LiveTraces.root("later-1", "Later", "4"));

    awaitTexts(".tree-row .node-name", "agent");
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("404"));
  }

  @Test
  void page_refusesToRunInjectedCode() {
    open("");
    await().untilAsserted(() -> assertThat(browser.all("a.row-link")).isNotEmpty());

    Object refusal =
        browser.run(
            "const s = document.createElement('script');"
                + " try { s.text = 'window.ran = 1'; document.head.append(s); return 'accepted'; }"
                + " catch (e) { return e.name; }");

    assertThat(refusal).isEqualTo("TypeError");
    assertThat(browser.run("return window.ran")).isNull();
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("TrustedScript"));
  }

  @Test
  void emptyStore_showsHowToAttachAndTurnsIntoTheList() throws Exception {
    try (TestExporter fresh = new TestExporter()) {
      browser.open(fresh.web(""));
      awaitTexts(".guide h2", "Attach the agent to your application");
      assertThat(browser.text(".guide .waiting")).isEqualTo("Waiting for the first span…");
      assertThat(browser.texts(".command code"))
          .contains("java -javaagent:treeline-javaagent.jar -jar your-agent.jar");

      fresh.post(LiveTraces.root("first-1", "First", "6"));

      awaitTexts("a.row-link", "First");
      assertThat(browser.requests())
          .allMatch(
              address ->
                  address.startsWith(fresh.web("").toString()) || address.startsWith("about:"));
      browser.open(URI.create("about:blank"));
      browser.requests();
      browser.complaints();
    }
  }

  private static void open(String relative) {
    browser.open(exporter.web(relative));
  }

  private static void awaitTexts(String css, String... expected) {
    await().untilAsserted(() -> assertThat(browser.texts(css)).containsExactly(expected));
  }

  private static org.openqa.selenium.WebElement awaitRow(String name) {
    await().untilAsserted(() -> assertThat(browser.texts(".tree-row .node-name")).contains(name));
    return row(name);
  }

  private static org.openqa.selenium.WebElement row(String name) {
    int at = browser.texts(".tree-row .node-name").indexOf(name);
    return browser.all(".tree-row .node-name").get(at);
  }

  /** Text of a section of the inspector; empty when it is not there. */
  private static String section(String title) {
    Object text =
        browser.run(
            "const s = [...document.querySelectorAll('tl-inspector .section')]"
                + ".find(e => e.querySelector('h3').textContent === arguments[0]);"
                + " return s ? s.querySelector('.section-body').innerText.trim() : ''",
            title);
    return (String) text;
  }
}
