package io.treeline.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** What must hold for every view that {@code routes.js} lists, without knowing what it shows. */
@ExtendWith(DashboardExtension.class)
class ViewsIT {

  private static final String ROUTES =
      """
      const done = arguments[arguments.length - 1];
      import('/assets/routes.js').then((found) => done(found.ROUTES.map(({path, name, key}) => ({path, name, key}))));
      """;

  @Test
  void everyView_isFoundByKeyReadableAndPlain(DashboardPage page) {
    Browser browser = page.browser();
    page.open("");
    page.awaitShown(".row-link");

    for (Map<String, String> route : routes(browser)) {
      browser.press("g" + route.get("key"));
      String path = route.get("path");
      page.awaitTexts(".navigation [aria-current=page]", route.get("name"));
      assertThat(browser.address()).isEqualTo(page.exporter().web(path.substring(1)).toString());
      page.awaitShown("main h1");
      assertThat(browser.texts("main h1")).containsExactly(route.get("name"));
      assertThat(browser.texts("main [role=alert]")).allMatch(String::isEmpty);
      page.look("view-" + (path.equals("/") ? "sessions" : path.substring(1)));
    }
  }

  @Test
  void narrowWindow_menuOpensAndClosesByKey(DashboardPage page) {
    Browser browser = page.browser();
    page.open("");
    browser.size(390, 844);
    page.awaitShown(".row-link");
    assertThat(browser.one(".navigation").isDisplayed()).isFalse();

    browser.one(".menu-button").click();
    assertThat(browser.one(".navigation").isDisplayed()).isTrue();
    assertThat(browser.run("return document.activeElement.getAttribute('aria-current')"))
        .isEqualTo("page");
    browser.press(Keys.ESCAPE);

    assertThat(browser.one(".navigation").isDisplayed()).isFalse();
    assertThat(browser.run("return document.activeElement.classList.contains('menu-button')"))
        .isEqualTo(true);
  }

  @Test
  void everyTable_rowFollowedByKey_leadsOnAndBackReturns(DashboardPage page) {
    Browser browser = page.browser();
    for (String view : List.of("names", "tools", "models", "agents", "cost")) {
      page.open(view);
      page.awaitShown("main .row-link");
      browser.run("document.querySelector('main .row-link').focus()");

      browser.press(Keys.ENTER);

      String list = page.exporter().web(view).toString();
      await().untilAsserted(() -> assertThat(browser.address()).isNotEqualTo(list));
      page.awaitShown("main h1");
      browser.back();
      await().untilAsserted(() -> assertThat(browser.address()).isEqualTo(list));
      page.awaitShown("main .row-link");
    }
  }

  @Test
  void pageOfOneThing_isALinkThatBackReturnsTo(DashboardPage page) {
    Browser browser = page.browser();
    for (String link : List.of("tools?pick=lookup_order", "models?pick=gpt-4o-mini-2024-07-18")) {
      String thing = link.substring(link.indexOf('=') + 1);
      page.open(link);
      page.awaitTexts(".detail-title", thing);

      browser.press("gs");
      page.awaitTexts("main h1", "Sessions");
      browser.back();

      page.awaitTexts(".detail-title", thing);
      assertThat(browser.address()).isEqualTo(page.exporter().web(link).toString());
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, String>> routes(Browser browser) {
    return (List<Map<String, String>>) browser.runAsync(ROUTES);
  }
}
