package org.gpicl.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.report.grid.Labels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The live page when sweeps, schedules, servers, tabs and screens differ. */
class PageChangesIT extends BrowsedPage {
  @Tag("full")
  @Test
  void theTableHasTheHeatmapsNumbersAndStaysLive() {
    open(SWEEP);
    page.locator("#views button[data-value=table]").focus();
    page.keyboard().press("Enter");
    Locator row = page.locator("#cellTable tr[data-key=mlp-n16-h8-s0]");
    assertThat(row).containsText("0.310");
    assertThat(row).containsText("running");
    server.change(trial, trial.cells.get("mlp-n16-h8-s0").done(0.925, 0.137));
    assertThat(row).containsText("0.925 ± 0.011");
    assertThat(row).containsText("done");
    row.getByRole(AriaRole.LINK).press("Enter");
    assertThat(page).hasURL(server.address() + CELL + "?view=table");
    assertThat(page.locator("#panel")).isVisible();
  }

  @Tag("full")
  @Test
  void severalSeedsShowTheirMedianAndEachAlone() {
    FakeSweep row =
        new FakeSweep("row", List.of("mlp"), List.of(1L, 4L), List.of(8), List.of(0, 1, 2), 1_000);
    row.put(row.cells.get("mlp-n1-h8-s0").done(0.9, 0.1));
    row.put(row.cells.get("mlp-n1-h8-s1").done(0.7, 0.6));
    row.put(row.cells.get("mlp-n1-h8-s2").done(0.75, 0.12));
    server.add(row);
    open("#/sweeps/row");
    assertThat(square("seen", "mlp 1 8")).hasText("0.75");
    assertThat(square("seen", "mlp 1 8")).not().hasAttribute("data-split", "");
    assertThat(square("unseen", "mlp 1 8")).hasText("0.12");
    assertThat(square("unseen", "mlp 1 8")).hasAttribute("data-split", "");
    assertThat(page.locator(".chart.wide"))
        .hasAttribute("aria-label", Pattern.compile(".*seen 0.750, –; unseen 0.120, –"));
    assertThat(page.locator(".chart.wide svg path").first()).isAttached();
    page.locator("[aria-label=Seed] button").nth(2).click();
    assertThat(square("seen", "mlp 1 8")).hasText("0.70");
    square("seen", "mlp 1 8").click();
    assertThat(page.locator("#panel .facts .seen")).containsText("0.700 ± 0.011");
    page.locator("[aria-label='Seed of the cell'] button").nth(2).click();
    assertThat(page.locator("#panel .facts .seen")).containsText("0.750 ± 0.011");
  }

  @Tag("full")
  @Test
  void theWorkersOfASweepAreListedWithWhatTheyDoNotTrain() {
    open(SWEEP);
    assertThat(page.locator("#workersTitle")).hasCount(0);
    trial.runOn = "workers";
    server.workers.add(
        SampleHome.worker("4711@n1", false, "other: engine libtorch is not built in"));
    server.workers.add(SampleHome.worker("4712@n2", true, ""));
    page.reload();
    Locator rows = page.locator("[aria-labelledby=workersTitle] tbody tr");
    assertThat(rows).hasCount(2);
    assertThat(rows.nth(0)).containsText("at work");
    assertThat(rows.nth(0)).containsText("12.3");
    assertThat(rows.nth(0)).containsText("does not train other: engine libtorch is not built in");
    assertThat(rows.nth(1)).containsText("lost");
  }

  @Test
  void historyAndSchedulesAreShownAndFollow() {
    trial.schedule = SampleHome.schedule("trial", false);
    server.history.add(
        SampleHome.order(
            1, "trial", "SCHEDULE", null, null, "SKIPPED", "the run of 02:00 was still going"));
    openWithToken("#/");
    assertThat(page.locator("#historyTable"))
        .containsText("skipped: the run of 02:00 was still going");
    button("Pause").click();
    assertThat(page.locator(".notice")).containsText("asked: /api/schedules/trial/pause");
    assertThat(page.locator("#connectionText")).hasText("live");
    trial.schedule = SampleHome.schedule("trial", true);
    server.tellHistory();
    assertThat(page.locator(".schedules")).containsText("paused");
    assertThat(button("Go on")).isEnabled();
    assertThat(button("Go on")).isFocused();
  }

  @Tag("full")
  @Test
  void aPausedScheduleIsShownWithoutWaitingForTheStream() {
    trial.schedule = SampleHome.schedule("trial", false);
    openWithToken(SWEEP);
    assertThat(button("Pause")).isEnabled();
    trial.schedule = SampleHome.schedule("trial", true);
    button("Pause").click();
    assertThat(page.locator(".schedules")).containsText("paused");
    assertThat(button("Go on")).isFocused();
  }

  @Tag("full")
  @Test
  void focusStaysWhereAButtonWasReplaced() {
    openWithToken(SWEEP);
    button("Stop").click();
    button("Stop it").click();
    assertThat(page.locator(".notice")).isVisible();
    assertThat(button("Stop")).isFocused();
    trial.running = false;
    server.tellSweeps();
    assertThat(button("Resume")).isFocused();
  }

  @Tag("full")
  @Test
  void whatFailedBeforeItsFirstRunIsNamedAndNotLinked() {
    server.history.add(SampleHome.order(1, "trial", "TERMINAL", null, null, "DONE", ""));
    server.history.add(
        SampleHome.order(2, "typo", "TERMINAL", null, null, "FAILED", "there are no images"));
    open("");
    assertThat(page.locator("#historyTable")).containsText("typo");
    assertThat(page.locator("#historyTable a")).hasCount(1);
    assertThat(page.locator("#historyTable a")).hasText("trial");
  }

  @Tag("full")
  @Test
  void aWrongTokenInALinkDoesNotReplaceAGoodOne() {
    open("#token=" + FakeServer.TOKEN);
    page.navigate("about:blank");
    open("#token=of-another-home");
    assertThat(page.locator(".notice.error")).containsText("not the token of this server");
    assertThat(page.locator("#readOnly")).isHidden();
    page.evaluate("address => { location.hash = address; }", SWEEP);
    button("Stop").click();
    button("Stop it").click();
    assertThat(page.locator(".notice").last()).containsText("asked: /api/sweeps/trial/stop");
  }

  @Test
  void aWrongTokenGivesNoRightToWrite() {
    open("#token=of-another-home");
    assertThat(page.locator(".notice.error")).containsText("not the token of this server");
    assertThat(page.locator("#readOnly")).isVisible();
  }

  @Tag("full")
  @Test
  void listsAreShownWhileAProxyHoldsTheStreamBack() {
    server.holdStreams();
    page.navigate(server.address() + SWEEP);
    assertThat(page.locator("[data-name=trial]")).containsText("1 of 6 cells done");
    assertThat(square("seen", "mlp 16 8")).hasText("0.31");
    assertThat(page.locator("#connectionText")).hasText("connecting");
  }

  @Tag("full")
  @Test
  void sevenTabsOfABrowserShareOneStream() {
    List<Page> tabs = new ArrayList<>();
    for (int k = 0; k < 7; k++) {
      tabs.add(context.newPage());
      tabs.get(k).navigate(server.address() + SWEEP);
      assertThat(tabs.get(k).locator("#connectionText")).hasText("live");
    }
    assertThat(server.streams()).isEqualTo(1);
    server.change(trial, trial.cells.get("mlp-n16-h8-s0").running(500, 1.5, 0.42));
    for (Page tab : tabs) {
      assertThat(tab.locator(".map[data-set=seen] [data-place='mlp 16 8']")).hasText("0.42");
    }
  }

  @Tag("full")
  @Test
  void withoutSharedWorkersAHiddenTabLetsGoOfItsStream() {
    context.addInitScript(
        """
        delete window.SharedWorker;
        window.hide = hidden => {
          Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        };
        """);
    open(SWEEP);
    assertThat(square("seen", "mlp 16 8")).hasText("0.31");
    page.evaluate("hide(true)");
    assertThat(page.locator("#connectionText")).hasText("connecting");
    trial.put(trial.cells.get("mlp-n16-h8-s0").running(500, 1.5, 0.42));
    page.evaluate("hide(false)");
    assertThat(page.locator("#connectionText")).hasText("live");
    assertThat(square("seen", "mlp 16 8")).hasText("0.42");
    assertThat(page.locator(".notice")).hasCount(0);
  }

  @Tag("full")
  @Test
  void halvesAreRoundedAsInTheFigures() {
    open("");
    assertThat(
            page.evaluate(
                """
                async () => {
                  const { two } = await import('./js/words.js');
                  return [0.145, 0.285, 0.985, 1, 0.0049, 1e-7, 0.995].map(two).join(' ');
                }
                """))
        .isEqualTo(
            Stream.of(0.145, 0.285, 0.985, 1.0, 0.0049, 1e-7, 0.995)
                .map(Labels::twoDigits)
                .collect(Collectors.joining(" ")));
  }

  @Tag("full")
  @Test
  void aPhoneScrollsInOneDirectionOnly() {
    server.sweeps.clear();
    SampleHome.fill(server);
    browse(new Browser.NewContextOptions().setViewportSize(360, 740));
    for (String address :
        List.of(
            "#/",
            "#/sweeps/hparam-sweep",
            "#/sweeps/transformer-row",
            "#/sweeps/hparam-sweep/transformer-n4096-h1-s0")) {
      open(address);
      assertThat(page.locator("main h2").first()).isAttached();
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as(address)
          .isLessThanOrEqualTo(360);
    }
    assertThat(page.locator("#panel .failure")).isInViewport();
  }

  @Tag("full")
  @Test
  void itIsDarkWhereTheSystemIsAndTheChoiceIsKept() {
    browse(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
    open("");
    String ground = "getComputedStyle(document.body).backgroundColor";
    assertThat(page.evaluate(ground)).isEqualTo("rgb(22, 19, 17)");
    page.locator("#theme").click();
    assertThat(page.evaluate(ground)).isEqualTo("rgb(250, 248, 244)");
    page.reload();
    assertThat(page.locator("#theme")).containsText("light");
    assertThat(page.evaluate(ground)).isEqualTo("rgb(250, 248, 244)");
  }

  @Test
  void whatHappensIsSaidAloud() {
    open(SWEEP);
    assertThat(page.locator("#announcer")).hasAttribute("aria-live", "polite");
    trial.running = false;
    trial.runs.set(0, Map.of("startedAt", Instant.now().toString(), "outcome", "STOPPED"));
    server.tellSweeps();
    assertThat(page.locator("#announcer")).hasText("trial: stopped");
  }
}
