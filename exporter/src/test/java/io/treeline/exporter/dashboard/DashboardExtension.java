package io.treeline.exporter.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class the {@link DashboardPage}: one browser and one exporter for all classes of a
 * run, because starting them takes longer than most tests. Ask for it as a parameter of a test or
 * of {@code @BeforeAll}, which may send more spans. After each test nothing may have been
 * complained of in the browser's console, and nothing asked of another host.
 */
final class DashboardExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(DashboardExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    Browser.require();
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    page(context).begin();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    page(context).assertQuiet();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == DashboardPage.class;
  }

  @Override
  public DashboardPage resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return page(context);
  }

  private static DashboardPage page(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(DashboardPage.class, key -> start(), DashboardPage.class);
  }

  private static DashboardPage start() {
    Browser browser = new Browser();
    try {
      TestExporter exporter = new TestExporter();
      for (String file : List.of("refund", "password-reset", "research", "summary")) {
        exporter.postFile(file);
      }
      return new DashboardPage(browser, exporter);
    } catch (IOException e) {
      browser.close();
      throw new UncheckedIOException("cannot start the exporter", e);
    } catch (InterruptedException e) {
      browser.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the exporter was filled", e);
    }
  }
}
