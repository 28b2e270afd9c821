package org.gpicl.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people see on the live page and open there. */
class PageIT extends BrowsedPage {
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

  @Tag("full")
  @Test
  void goingOnBeforeASweepIsReadBreaksNothing() {
    open("");
    page.evaluate("() => { location.hash = '#/sweeps/trial'; location.hash = '#/'; }");
    assertThat(page.locator("#schedulesTitle")).isVisible();
    refusalsExpected = true;
    page.evaluate("() => { location.hash = '#/sweeps/none'; }");
    assertThat(page.locator("main")).containsText("There is no such sweep here.");
  }

  @Tag("full")
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

  @Tag("full")
  @Test
  void filesAreOfferedForDownload() {
    open(SWEEP);
    Locator results = page.locator(".files a").first();
    assertThat(results).hasText("results.csv");
    assertThat(results)
        .hasAttribute("href", server.address() + "api/sweeps/trial/files/results.csv");
    assertThat(page.locator(".files li").first()).containsText("12.3 kB");
    page.locator(".files summary").click();
    Locator curve = page.locator(".files details a");
    assertThat(curve).hasText("mlp-n1-h8-s0.png");
    assertThat(curve)
        .hasAttribute("href", server.address() + "api/sweeps/trial/files/curves/mlp-n1-h8-s0.png");
  }

  @Test
  void commandsForATerminalAreThereToCopy() {
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    open(CELL);
    Locator ofSweep = page.locator("main .commands");
    assertThat(ofSweep.locator("code").first()).isHidden();
    ofSweep.locator("summary").click();
    assertThat(ofSweep.locator("li").nth(2))
        .containsText("gpicl report trial --bundle --home /home/ada/gpicl-home");
    ofSweep.locator("button").nth(2).click();
    assertThat(ofSweep.locator("button").nth(2)).hasText("Copied");
    assertThat(page.evaluate("navigator.clipboard.readText()"))
        .isEqualTo("gpicl report trial --bundle --home /home/ada/gpicl-home");
    Locator ofCell = page.locator("#panel .commands");
    ofCell.locator("summary").click();
    assertThat(ofCell.locator("code").first())
        .hasText("gpicl export trial --cells mlp-n16-h8-s0 --home /home/ada/gpicl-home");
  }

  @Tag("full")
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
    assertThat(page.locator(".remark")).hasText("still at ln 10 after 900 steps");
  }

  @Tag("full")
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
  void oneCellIsStoppedFromItsPanel() {
    openWithToken(CELL);
    assertThat(page.locator("#cellTitle")).isVisible();
    button("Stop this cell").click();
    button("Stop it").click();
    String path = "/api/sweeps/trial/cells/mlp-n16-h8-s0/stop";
    assertThat(page.locator(".notice")).containsText("asked: " + path);
    assertThat(server.writes).containsExactly(new FakeServer.Write(path, FakeServer.TOKEN, "{}"));
  }

  @Tag("full")
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

  @Tag("full")
  @Test
  void theTokenLeavesTheAddress() {
    open("#token=" + FakeServer.TOKEN);
    assertThat(page).hasURL(server.address() + "#/");
    assertThat(page.locator("#readOnly")).isHidden();
  }

  @Tag("full")
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

  @Tag("full")
  @Test
  void whereTooManyPagesListenStateIsReadWithoutTheStream() {
    refusalsExpected = true;
    open(SWEEP);
    server.crowded(true);
    assertThat(page.locator("#lost")).containsText("Too many pages listen");
    assertThat(page.locator("body.stale")).hasCount(0);
    trial.put(trial.cells.get("mlp-n64-h8-s0").done(0.81, 0.12));
    assertThat(square("seen", "mlp 64 8")).hasText("0.81");
    server.crowded(false);
    assertThat(page.locator("#connectionText")).hasText("live");
    assertThat(page.locator("#lost")).isHidden();
  }

  @Tag("full")
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
}
