package org.gpicl.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.home.files.PackagedText;
import org.gpicl.report.SamplePage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What axe-core has to say of every view, and of the page of a report: nothing. */
@Tag("full")
class AxeIT {
  private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  private static final String CHECK =
      """
      async () => {
        const found = await axe.run(document, {
          rules: { 'label-content-name-mismatch': { enabled: true } }
        });
        return found.violations.flatMap(v => v.nodes.map(n =>
            v.id + ': ' + n.html.slice(0, 200) + ' ' + n.failureSummary.replaceAll('\\n', ' ')));
      }
      """;
  private static final List<String> VIEWS =
      List.of(
          "#/",
          "#/sweeps/hparam-sweep",
          "#/sweeps/hparam-sweep/transformer-n16384-h256-s0",
          "#/sweeps/hparam-sweep/transformer-n4096-h1-s0",
          "#/sweeps/transformer-row",
          "#/sweeps/quickstart",
          "#/sweeps/boundary",
          "#/sweeps/large?transformer.layers=each",
          "#/sweeps/large?y=none&find=lr0.003",
          "#/sweeps/large?view=table",
          "#/sweeps/none");

  private static Chromium chromium;
  private static String axe;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.orSkip();
    axe = PackagedText.read(AXE);
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Page page(ColorScheme scheme) {
    BrowserContext context =
        chromium.browser.newContext(
            new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setBypassCSP(true)
                .setViewportSize(1440, 900));
    return context.newPage();
  }

  private static void check(String what, Page page) {
    page.evaluate(axe);
    assertThat((List<?>) page.evaluate(CHECK)).as(what).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void everyViewIsFreeOfViolations(ColorScheme scheme) throws Exception {
    try (FakeServer server = new FakeServer();
        Page page = page(scheme)) {
      SampleHome.fill(server);
      server.add(AxesIT.large());
      page.navigate(server.address() + "#token=" + FakeServer.TOKEN);
      for (String view : VIEWS) {
        page.navigate(server.address() + view);
        assertThat(page.locator("#connectionText")).hasText("live");
        assertThat(page.locator("main")).not().containsText("Loading");
        check(view, page);
      }
      page.navigate(server.address() + VIEWS.get(1));
      page.locator("#views button[data-value=table]").click();
      assertThat(page.locator("#cellTable")).isVisible();
      check("the table", page);
      page.locator(".titleRow button").first().click();
      check("the question", page);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void theReportsPageIsFreeOfViolations(ColorScheme scheme) throws Exception {
    for (String html :
        List.of(SamplePage.html(), SamplePage.ofBoundary(), SamplePage.ofSettings())) {
      checkReport(scheme, Files.writeString(directory.resolve("heatmap.html"), html));
    }
  }

  private static void checkReport(ColorScheme scheme, Path file) {
    List<String> errors = new ArrayList<>();
    try (Page page = page(scheme)) {
      page.onPageError(errors::add);
      page.navigate(file.toUri().toString());
      check("as it opens", page);
      page.locator("#table td button").first().click();
      assertThat(page.locator("#detail")).isVisible();
      check("with a cell", page);
      assertThat(errors).isEmpty();
    }
  }
}
