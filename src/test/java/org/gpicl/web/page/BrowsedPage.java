package org.gpicl.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * The live page of a made-up server in a browser, one for each class, since Playwright belongs to
 * the thread that made it. Each test ends without errors in its console.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowsedPage {
  static final String SWEEP = "#/sweeps/trial";
  static final String CELL = SWEEP + "/mlp-n16-h8-s0";
  static final int PATIENCE = 30_000;
  private Chromium chromium;

  final List<String> errors = new ArrayList<>();
  final List<String> requests = new ArrayList<>();
  boolean refusalsExpected;
  FakeServer server;
  FakeSweep trial;
  BrowserContext context;
  Page page;

  @BeforeAll
  void startBrowser() {
    chromium = Chromium.orSkip();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
  }

  @AfterAll
  void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void serve() throws Exception {
    errors.clear();
    requests.clear();
    refusalsExpected = false;
    context = null;
    server = new FakeServer();
    trial =
        new FakeSweep(
            "trial", List.of("mlp"), List.of(1L, 16L, 64L), List.of(8, 32), List.of(0), 1_000);
    trial.put(trial.cells.get("mlp-n1-h8-s0").done(0.975, 0.104));
    trial.put(trial.cells.get("mlp-n16-h8-s0").running(400, 1.7, 0.31));
    trial.running = true;
    trial.remaining = 600.0;
    trial.run(Instant.now().minusSeconds(120), null, "RUNNING");
    server.add(trial);
    browse(new Browser.NewContextOptions().setViewportSize(1440, 900));
  }

  void browse(Browser.NewContextOptions options) {
    if (context != null) {
      context.close();
    }
    context = chromium.browser.newContext(options);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          boolean refusal = message.text().startsWith("Failed to load resource");
          if (message.type().equals("error") && !(refusal && refusalsExpected)) {
            errors.add(message.text());
          }
        });
    page.onPageError(errors::add);
    page.onRequest(request -> requests.add(request.url()));
  }

  @AfterEach
  void nothingWentWrong() {
    if (context != null) {
      context.close();
      server.close();
    }
    assertThat(errors).isEmpty();
    assertThat(requests).allMatch(url -> url.startsWith(server.address()));
  }

  void open(String address) {
    page.navigate(server.address() + address);
    assertThat(page.locator("#connectionText")).hasText("live");
  }

  void openWithToken(String address) {
    open("#token=" + FakeServer.TOKEN);
    page.evaluate("address => { location.hash = address; }", address);
  }

  Locator square(String set, String place) {
    return page.locator(".map[data-set=" + set + "] [data-place='" + place + "']");
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}
