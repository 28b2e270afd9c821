package org.gpicl.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What people do with the live page, in a browser. Each test ends without errors in its console.
 */
class PageIT {
  private static final String SWEEP = "#/sweeps/trial";
  private static final String CELL = SWEEP + "/mlp-n16-h8-s0";
  private static final int PATIENCE = 30_000;
  private static Chromium chromium;

  private final List<String> errors = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private boolean refusalsExpected;
  private FakeServer server;
  private FakeSweep trial;
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.orSkip();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void serve() throws Exception {
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

  private void browse(Browser.NewContextOptions options) {
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

  private void open(String address) {
    page.navigate(server.address() + address);
    assertThat(page.locator("#connectionText")).hasText("live");
  }

  private void openWithToken(String address) {
    open("#token=" + FakeServer.TOKEN);
    page.evaluate("address => { location.hash = address; }", address);
  }

  private Locator square(String set, String place) {
    return page.locator(".map[data-set=" + set + "] [data-place='" + place + "']");
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  @Test
  void theSweepsAreListedWithStateAndProgress() {
    open("");
    Locator entry = page.locator("[data-name=trial]");
    assertThat(entry).containsText("training");
    assertThat(entry).containsText("1 of 6 cells done");
    assertThat(entry).containsText("about 10 min left");
    entry.click();
    assertThat(page.locator("main h1")).hasText("trial");
    page.goBack();
    assertThat(page.locator("#schedulesTitle")).isVisible();
  }

  @Test
  void goingOnBeforeASweepIsReadBreaksNothing() {
    open("");
    page.evaluate("() => { location.hash = '#/sweeps/trial'; location.hash = '#/'; }");
    assertThat(page.locator("#schedulesTitle")).isVisible();
    refusalsExpected = true;
    page.evaluate("() => { location.hash = '#/sweeps/none'; }");
    assertThat(page.locator("main")).containsText("There is no such sweep here.");
  }

  @Test
  void withoutSweepsItSaysHowToBegin() {
    server.sweeps.clear();
    open("");
    assertThat(page.locator("#noSweeps")).containsText("gpicl run jobs/quickstart.yaml");
  }

  @Test
  void theHeatmapFillsInAsCellsAreDone() {
    open(SWEEP);
    Locator seen = square("seen", "mlp 16 8");
    assertThat(seen).hasText("0.31");
    assertThat(square("unseen", "mlp 16 8")).hasText("40 %");
    server.change(trial, trial.cells.get("mlp-n16-h8-s0").done(0.925, 0.137));
    assertThat(seen).hasText("0.93");
    assertThat(square("unseen", "mlp 16 8")).hasText("0.14");
    assertThat(seen).hasAttribute("aria-label", Pattern.compile(".*done · seen 0.925.*"));
    assertThat(page.locator(".sweepHead .how")).containsText("2 of 6 cells done");
    assertThat(page.locator("[data-name=trial]")).containsText("2 of 6 cells done");
  }

  @Test
  void onlyCellsThatChangedAreTouched() {
    open(SWEEP);
    assertThat(square("seen", "mlp 16 8")).hasText("0.31");
    page.evaluate(
        """
        () => {
          window.touched = new Set();
          new MutationObserver(changes => changes.forEach(change =>
              window.touched.add((change.target.closest ? change.target : change.target.parentElement)
                  .closest('.square')?.dataset.place)))
              .observe(document.querySelector('.picture'),
                  {subtree: true, childList: true, attributes: true, characterData: true});
        }
        """);
    server.change(trial, trial.cells.get("mlp-n16-h8-s0").running(500, 1.5, 0.42));
    assertThat(square("seen", "mlp 16 8")).hasText("0.42");
    assertThat(page.evaluate("[...window.touched]")).isEqualTo(List.of("mlp 16 8"));
  }

  @Test
  void aCellOpensByMouseAndShowsItsCurve() {
    open(SWEEP);
    square("seen", "mlp 16 8").click();
    assertThat(page).hasURL(server.address() + CELL);
    Locator loss = page.locator("#panel .chart").first();
    assertThat(loss).hasAttribute("aria-label", Pattern.compile("Loss from .* chance is 2.303"));
    assertThat(loss.locator("svg path").first()).isAttached();
    assertThat(loss).containsText("chance: ln 10 = 2.30");
    assertThat(page.locator("#panel")).containsText("step 400 of 1,000");
    assertThat(page.locator("#panel")).containsText("steps 0 to 400: vector");
    page.goBack();
    assertThat(page.locator("#panel")).isHidden();
  }

  @Test
  void theOpenCellFollowsItsTraining() {
    open(CELL);
    Locator loss = page.locator("#panel .chart").first();
    assertThat(loss).hasAttribute("aria-label", Pattern.compile(".*at step 3..; chance.*"));
    server.change(trial, trial.cells.get("mlp-n16-h8-s0").running(900, 2.30, 0.1));
    assertThat(page.locator("#panel")).containsText("step 900 of 1,000");
    assertThat(loss).hasAttribute("aria-label", Pattern.compile(".*at step 8..; chance.*"));
    assertThat(page.locator(".plateau")).hasText("still at ln 10 after 900 steps");
  }

  @Test
  void aCellOpensAndClosesByKeyboard() {
    open(SWEEP);
    square("seen", "mlp 1 32").focus();
    page.keyboard().press("ArrowUp");
    page.keyboard().press("ArrowLeft");
    assertThat(square("seen", "mlp 16 8")).isFocused();
    assertThat(page.locator(".readout")).containsText("MLP, 16 tasks, hidden size 8 · running");
    page.keyboard().press("Enter");
    assertThat(page.locator("#cellTitle")).isFocused();
    assertThat(page).hasURL(server.address() + CELL);
    page.keyboard().press("Escape");
    assertThat(page.locator("#panel")).isHidden();
    assertThat(square("seen", "mlp 16 8")).isFocused();
  }

  @Test
  void stoppingAsksFirstAndSendsTheToken() {
    openWithToken(SWEEP);
    assertThat(page).hasURL(server.address() + SWEEP);
    button("Stop").click();
    assertThat(page.locator("#confirm")).isVisible();
    page.locator("#confirmNo").click();
    assertThat(page.locator("#confirm")).isHidden();
    assertThat(server.writes).isEmpty();
    button("Stop").click();
    button("Stop it").click();
    assertThat(page.locator(".notice")).containsText("asked: /api/sweeps/trial/stop");
    assertThat(server.writes)
        .containsExactly(new FakeServer.Write("/api/sweeps/trial/stop", FakeServer.TOKEN, "{}"));
  }

  @Test
  void failedCellsCanBeResumedAndARefusalIsShown() {
    refusalsExpected = true;
    trial.running = false;
    trial.put(trial.cells.get("mlp-n16-h8-s0").failed(400, "the loss became NaN at step 400"));
    server.refuse("another terminal runs trial");
    openWithToken(SWEEP);
    button("Resume failed ones (1)").click();
    assertThat(page.locator(".notice.error")).containsText("another terminal runs trial");
    assertThat(server.writes)
        .containsExactly(
            new FakeServer.Write(
                "/api/sweeps/trial/resume", FakeServer.TOKEN, "{\"failed\":true}"));
  }

  @Test
  void theTokenLeavesTheAddress() {
    open("#token=" + FakeServer.TOKEN);
    assertThat(page).hasURL(server.address() + "#/");
    assertThat(page.locator("#readOnly")).isHidden();
  }

  @Test
  void withoutATokenButtonsAreDisabledAndSayWhy() {
    open(SWEEP);
    assertThat(button("Stop")).isDisabled();
    assertThat(page.locator("#readOnly")).isVisible();
    assertThat(page.locator("#readOnly")).containsText("Open the link that gpicl serve printed");
  }

  @Test
  void aLostServerIsToldAndStateIsReadAgainWhenItIsBack() {
    refusalsExpected = true;
    open(SWEEP);
    assertThat(square("seen", "mlp 64 8")).hasText("");
    server.goAway();
    assertThat(page.locator("#connectionText")).hasText("not connected");
    assertThat(page.locator("#lost")).containsText("The server does not answer");
    trial.put(trial.cells.get("mlp-n64-h8-s0").done(0.81, 0.12));
    server.comeBack();
    assertThat(page.locator("#connectionText")).hasText("live");
    assertThat(page.locator("#lost")).isHidden();
    assertThat(square("seen", "mlp 64 8")).hasText("0.81");
  }

  @Test
  void failuresAreListedAndTheirTextIsNeverMarkup() {
    String hostile = "<img src=x onerror=\"window.struck = true\"><b>bold</b>";
    open(SWEEP);
    assertThat(page.locator(".failures")).isHidden();
    server.change(trial, trial.cells.get("mlp-n16-h8-s0").failed(400, hostile));
    assertThat(page.locator(".failures")).containsText(hostile);
    assertThat(square("seen", "mlp 16 8")).hasText("×");
    page.locator(".failures a").click();
    assertThat(page.locator("#panel .failure")).containsText(hostile);
    page.locator("#views button[data-value=table]").click();
    assertThat(page.locator("#cellTable")).containsText(hostile);
    assertThat(page.evaluate("window.struck === undefined")).isEqualTo(true);
    assertThat(page.locator("main img, #panel img")).hasCount(0);
  }

  @Test
  void theTableHasTheHeatmapsNumbersAndStaysLive() {
    open(SWEEP);
    page.locator("#views button[data-value=table]").focus();
    page.keyboard().press("Enter");
    Locator row = page.locator("#cellTable tr[data-key=mlp-n16-h8-s0]");
    assertThat(row).containsText("0.310");
    assertThat(row).containsText("running");
    server.change(trial, trial.cells.get("mlp-n16-h8-s0").done(0.925, 0.137));
    assertThat(row).containsText("0.925");
    assertThat(row).containsText("done");
    row.getByRole(AriaRole.LINK).press("Enter");
    assertThat(page).hasURL(server.address() + CELL);
    assertThat(page.locator("#panel")).isVisible();
  }

  @Test
  void severalSeedsShowTheirMeanAndEachAlone() {
    FakeSweep row =
        new FakeSweep("row", List.of("mlp"), List.of(1L, 4L), List.of(8), List.of(0, 1), 1_000);
    row.put(row.cells.get("mlp-n1-h8-s0").done(0.9, 0.1));
    row.put(row.cells.get("mlp-n1-h8-s1").done(0.7, 0.2));
    server.add(row);
    open("#/sweeps/row");
    assertThat(square("seen", "mlp 1 8")).hasText("0.80");
    assertThat(page.locator(".chart.wide"))
        .hasAttribute("aria-label", Pattern.compile(".*seen 0.800, –; unseen 0.150, –"));
    assertThat(page.locator(".chart.wide svg path").first()).isAttached();
    page.locator("[aria-label=Seed] button").nth(2).click();
    assertThat(square("seen", "mlp 1 8")).hasText("0.70");
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
    trial.schedule = SampleHome.schedule("trial", true);
    server.tellHistory();
    assertThat(page.locator(".schedules")).containsText("paused");
    assertThat(button("Go on")).isEnabled();
    assertThat(button("Go on")).isFocused();
  }

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

  @Test
  void listsAreShownWhileAProxyHoldsTheStreamBack() {
    server.holdStreams();
    page.navigate(server.address() + SWEEP);
    assertThat(page.locator("[data-name=trial]")).containsText("1 of 6 cells done");
    assertThat(square("seen", "mlp 16 8")).hasText("0.31");
    assertThat(page.locator("#connectionText")).hasText("connecting");
  }

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
