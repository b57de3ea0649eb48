package io.treeline.exporter.dashboard;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.opentest4j.TestAbortedException;

/**
 * A headless Chromium of its own profile. {@code -Dtreeline.test.chromium} and {@code
 * -Dtreeline.test.chromedriver} name other programs than Debian's.
 */
final class Browser implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Pattern REQUESTED =
      Pattern.compile("\"request\":\\{.*?\"url\":\"([^\"]+)\"");

  private final ChromeDriver driver;

  Browser() {
    Path chromium = program("treeline.test.chromium", "/usr/bin/chromium");
    Path chromedriver = program("treeline.test.chromedriver", "/usr/bin/chromedriver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--window-size=1440,900");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    // Named explicitly, because otherwise a driver would be looked for on the network.
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.toFile()).build(),
            options);
    driver.manage().timeouts().implicitlyWait(Duration.ZERO);
    size(1440, 900);
  }

  /**
   * Skips the tests that ask for it where there is no browser; in continuous integration they fail.
   */
  static void require() {
    program("treeline.test.chromium", "/usr/bin/chromium");
    program("treeline.test.chromedriver", "/usr/bin/chromedriver");
  }

  private static Path program(String property, String usual) {
    Path path = Path.of(System.getProperty(property, usual));
    require(path, property, "true".equals(System.getenv("CI")));
    return path;
  }

  /**
   * @throws TestAbortedException when there is no such program
   * @throws IllegalStateException when there is none, and {@code ci}
   */
  static void require(Path program, String property, boolean ci) {
    if (Files.isExecutable(program)) {
      return;
    }
    String missing =
        "there is no program %s: install it (Debian: apt-get install chromium chromium-driver) or name another with -D%s=/path"
            .formatted(program, property);
    if (ci) {
      throw new IllegalStateException("the dashboard must be tested here, but " + missing);
    }
    throw new TestAbortedException("skipped, for the dashboard is tested in a browser: " + missing);
  }

  void open(URI address) {
    driver.get(address.toString());
  }

  void back() {
    driver.navigate().back();
  }

  String address() {
    return driver.getCurrentUrl();
  }

  String title() {
    return driver.getTitle();
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void colorScheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  WebElement one(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /**
   * Clicks the first such element; what is drawn anew between finding and clicking is found again.
   */
  void click(String css) {
    await()
        .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
        .until(
            () -> {
              one(css).click();
              return true;
            });
  }

  /** What a person reads, element by element; read at one moment, because the page may change. */
  @SuppressWarnings("unchecked")
  List<String> texts(String css) {
    return (List<String>)
        run(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())",
            css);
  }

  /** The element's text; empty when there is no such element. */
  String text(String css) {
    return texts(css).stream().findFirst().orElse("");
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The script gets a callback as its last argument; answers what it is called with. */
  Object runAsync(String script, Object... arguments) {
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    return driver.executeAsyncScript(script, arguments);
  }

  /** Waits until the page was drawn as it is now and what moves has come to rest. */
  void settle() {
    runAsync(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => {"
            + " document.getAnimations().filter(a => a.effect.getTiming().iterations !== Infinity)"
            + ".forEach(a => a.finish()); setTimeout(done, 120); }))");
  }

  /** Keys go to whatever has the focus. */
  void press(CharSequence... keys) {
    new org.openqa.selenium.interactions.Actions(driver).sendKeys(keys).perform();
  }

  void pressWithShift(Keys key) {
    new org.openqa.selenium.interactions.Actions(driver)
        .keyDown(Keys.SHIFT)
        .sendKeys(key)
        .keyUp(Keys.SHIFT)
        .perform();
  }

  /** Warnings and errors since the last call, failed requests and policy violations among them. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Addresses requested since the last call. */
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(REQUESTED::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  /** Kept in {@code target/screenshots}, to be looked at. */
  void screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the screenshot " + name, e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
