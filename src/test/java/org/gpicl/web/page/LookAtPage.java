package org.gpicl.web.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

/** Photographs the page into a folder, for eyes: {@code LookAtPage DIR}. */
final class LookAtPage {
  private final FakeServer server;
  private final Browser browser;
  private final Path directory;

  private LookAtPage(FakeServer server, Browser browser, Path directory) {
    this.server = server;
    this.browser = browser;
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    try (FakeServer server = new FakeServer();
        FakeServer empty = new FakeServer();
        Chromium chromium = new Chromium()) {
      SampleHome.fill(server);
      LookAtPage look = new LookAtPage(server, chromium.browser, Path.of(args[0]));
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        String name = scheme.name().toLowerCase(java.util.Locale.ROOT);
        look.at("sweep-" + name, "#/sweeps/hparam-sweep", scheme, 1440, 900);
        look.at(
            "cell-" + name, "#/sweeps/hparam-sweep/transformer-n16384-h256-s0", scheme, 1440, 900);
        look.at("row-" + name, "#/sweeps/transformer-row", scheme, 1440, 900);
        look.at("boundary-" + name, "#/sweeps/boundary", scheme, 1440, 900);
        look.at("overview-" + name, "#/", scheme, 1440, 900);
        look.at("phone-sweep-" + name, "#/sweeps/hparam-sweep", scheme, 360, 740);
      }
      look.at(
          "plateau",
          "#/sweeps/hparam-sweep/transformer-n65536-h64-s0",
          ColorScheme.LIGHT,
          1920,
          1080);
      look.at(
          "failed", "#/sweeps/hparam-sweep/transformer-n4096-h1-s0", ColorScheme.DARK, 1100, 800);
      look.at("small", "#/sweeps/quickstart", ColorScheme.LIGHT, 1440, 900);
      look.at("table", "#/sweeps/hparam-sweep", ColorScheme.LIGHT, 1440, 900);
      look.at("stop", "#/sweeps/hparam-sweep", ColorScheme.DARK, 1440, 900);
      look.at("lost", "#/sweeps/hparam-sweep", ColorScheme.LIGHT, 1440, 900);
      look.at("phone-overview", "#/", ColorScheme.LIGHT, 360, 740);
      look.at("phone-row", "#/sweeps/transformer-row", ColorScheme.LIGHT, 360, 740);
      look.at(
          "phone-cell",
          "#/sweeps/hparam-sweep/transformer-n16384-h256-s0",
          ColorScheme.LIGHT,
          360,
          740);
      new LookAtPage(empty, chromium.browser, look.directory)
          .at("empty", "#/", ColorScheme.LIGHT, 1440, 900);
    }
  }

  private void at(String name, String address, ColorScheme scheme, int width, int height) {
    try (BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setViewportSize(width, height))) {
      Page page = context.newPage();
      page.onConsoleMessage(message -> System.out.println(name + ": " + message.text()));
      page.onPageError(error -> System.out.println(name + ": " + error));
      boolean reads = name.startsWith("phone-row");
      page.navigate(server.address() + (reads ? "" : "#token=" + FakeServer.TOKEN));
      page.navigate(server.address() + address);
      page.locator("#connection[data-state=live]").waitFor();
      page.waitForLoadState();
      page.waitForTimeout(900);
      if (name.startsWith("table")) {
        page.locator("#views button[data-value=table]").click();
      }
      if (name.startsWith("stop")) {
        page.locator(".titleRow button").click();
      }
      if (name.startsWith("lost")) {
        server.goAway();
        page.locator("#lost").waitFor();
      }
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(directory.resolve(name + ".png"))
              .setFullPage(!name.contains("cell") && !name.equals("plateau")));
      server.comeBack();
    }
  }
}
