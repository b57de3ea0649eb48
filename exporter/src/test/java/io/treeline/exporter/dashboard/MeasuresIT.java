package io.treeline.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Names, tools, models, agents, cost and SQL: every number leads to the spans behind it. */
@ExtendWith(DashboardExtension.class)
class MeasuresIT {

  private static final String REFUND = "q=order-4711";

  @Test
  void tools_theOneThatFailsMost_leadsToItsFailedCalls(DashboardPage page) {
    Browser browser = page.browser();
    page.open("tools?" + REFUND);
    page.awaitTexts(".row-link", "lookup_order", "issue_refund", "lookup_order_cache");
    assertThat(browser.texts(".bar-list .bar-value").get(0)).isEqualTo("2");

    browser.one(".row-link").click();
    page.awaitTexts(".detail-title", "lookup_order");
    page.awaitTexts(
        ".evidence .row-link", "execute_tool lookup_order", "execute_tool lookup_order");
    assertThat(browser.texts("[aria-label='Errors by what they say'] .row-link"))
        .containsExactly("order service did not answer within # ms");
    await()
        .untilAsserted(
            () ->
                assertThat(browser.texts("[aria-label='Calls by arguments'] .row-link"))
                    .containsExactly("{\"order_id\":\"A-4711\"}"));
    page.look("tool");

    browser.one(".evidence .row-link").click();
    await().until(() -> browser.address().contains("/sessions/order-4711?span="));
    page.awaitShown("tl-session-view");
    browser.back();
    page.awaitTexts(".detail-title", "lookup_order");
  }

  @Test
  void tools_errorsOfOneKind_areInTheAddress(DashboardPage page) {
    page.open("tools?" + REFUND + "&pick=lookup_order");
    page.awaitShown("[aria-label='Errors by what they say'] .row-link");

    page.browser().one("[aria-label='Errors by what they say'] .row-link").click();

    page.awaitTexts(
        ".evidence h2", "Calls that failed with “order service did not answer within # ms”");
    assertThat(page.browser().address()).contains("pick=lookup_order", "error=order+service");
  }

  @Test
  void names_row_leadsToItsSessions(DashboardPage page) {
    page.open("names?" + REFUND);
    page.awaitTexts(".row-link", "Customer Support - Refund");

    page.browser().one(".row-link").sendKeys(Keys.ENTER);

    await().until(() -> page.browser().address().contains("name=Customer+Support+-+Refund"));
    page.awaitTexts("main h1", "Sessions");
  }

  @Test
  void models_one_saysWhyItStopped(DashboardPage page) {
    page.open("models?" + REFUND);
    page.awaitShown(".row-link");
    List<String> models = page.browser().texts(".row-link");
    assertThat(models).containsExactlyInAnyOrder("gpt-4o-2024-08-06", "gpt-4o-mini-2024-07-18");

    page.open("models?" + REFUND + "&pick=gpt-4o-mini-2024-07-18");
    page.awaitTexts("[aria-label='Calls by finish reason'] .bar-name", "tool_calls", "stop");
    page.browser().one("[aria-label='Calls by finish reason'] .bar-name").click();
    page.awaitTexts(".evidence h2", "Calls that stopped by tool_calls");
    page.look("model");
  }

  @Test
  void agents_whoCalledWhom_isDrawnAndPeopleAreListed(DashboardPage page) {
    Browser browser = page.browser();
    page.open("agents?" + REFUND);
    page.awaitShown(".agent-graph a");
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('.agent-graph a text')]"
                    + ".map((each) => each.textContent)"))
        .isEqualTo(List.of("support-agent", "refund-agent"));
    page.awaitTexts(".evidence .row-link", "approval refund above 100 USD");

    browser.one(".row-link[href*='pick=refund-agent']").click();
    page.awaitTexts(".detail-title", "refund-agent");
    page.awaitShown(".evidence .row-link");
    page.look("agent");
  }

  @Test
  void cost_dearestDecisions_leadToTheSpan(DashboardPage page) {
    Browser browser = page.browser();
    page.open("cost?" + REFUND);
    page.awaitShown("[aria-label='Most expensive decisions'] .row-link");
    assertThat(browser.text(".measures-section .muted")).contains("Exact, from the 1 dearest");
    page.look("cost");

    browser.one("[aria-label='Most expensive decisions'] .row-link").click();
    await().until(() -> browser.address().contains("/sessions/order-4711?span="));
  }

  @Test
  void sql_askedByKey_isInTheAddressAndSaysWhatIsWrong(DashboardPage page) {
    Browser browser = page.browser();
    page.open("sql");
    page.awaitShown(".sql-editor");
    ask(browser, "SELECT 'a' AS name, 1 AS calls UNION ALL SELECT 'b', 2 ORDER BY 2");
    page.awaitTexts(".sql-results td", "a", "1", "b", "2");
    assertThat(browser.address()).contains("/sql?q=SELECT");
    page.look("sql");

    ask(browser, "DELETE FROM spans");
    await().untilAsserted(() -> assertThat(browser.text(".sql-problem")).contains("SELECT"));
    browser.back();
    page.awaitTexts(".sql-results td", "a", "1", "b", "2");
    assertThat(browser.complaints())
        .allMatch(complaint -> complaint.contains("/api/v1/sql") && complaint.contains("400"));
  }

  private static void ask(Browser browser, String sql) {
    browser.one(".sql-editor").clear();
    browser.one(".sql-editor").sendKeys(sql + Keys.chord(Keys.CONTROL, Keys.ENTER));
  }
}
