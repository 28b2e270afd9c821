package org.gpicl.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The live page of sweeps that search: for a boundary, or by halving. */
class SearchesIT extends BrowsedPage {
  private static final String ADDRESS = "#/sweeps/boundary";

  private FakeSweep searched;

  @BeforeEach
  void searchABoundary() {
    searched =
        new FakeSweep(
            "boundary",
            List.of("transformer"),
            List.of(16L, 64L, 256L, 1024L),
            List.of(16, 32),
            List.of(0, 1),
            1_000);
    for (int seed : searched.seeds) {
      searched.put(searched.cells.get("transformer-n64-h16-s" + seed).done(0.6, 0.12));
      searched.put(searched.cells.get("transformer-n256-h16-s" + seed).done(0.6, 0.4));
      searched.put(searched.cells.get("transformer-n16-h16-s" + seed).skipped());
    }
    searched.found("transformer", 16, 0, 64, 256);
    searched.found("transformer", 16, 1, 256, 1024);
    searched.found("transformer", 32, 0, 16, 64);
    server.add(searched);
  }

  private Locator line(String set) {
    return page.locator(".map[data-set=" + set + "] .crossing .line");
  }

  @Test
  void theCrossingIsDrawnOverTheAccuracyThatIsSearched() {
    open(ADDRESS);
    // The medians, 2 and 0.5 of four rows from below, and of the first column the range.
    assertThat(line("unseen"))
        .hasAttribute("d", Pattern.compile("M0.4 1.5L0.6 1.5M0.5 1.5L1.5 3M0.5 2L0.5 1.*"));
    assertThat(line("seen")).hasCount(0);
    assertThat(page.locator(".maps .legend")).containsText("unseen accuracy exceeds 2 × chance");
  }

  @Tag("full")
  @Test
  void theCrossingOfASeedIsDrawnWithItAlone() {
    open(ADDRESS);
    page.locator(".maps .seedChoice button[data-value='1']").click();
    assertThat(line("unseen")).hasAttribute("d", "M0.4 1L0.6 1M0.5 1");
  }

  @Tag("full")
  @Test
  void theCrossingFollowsTheAxesWhereTheyAreExchanged() {
    open(ADDRESS + "?x=tasks&y=hidden");
    assertThat(line("unseen"))
        .hasAttribute("d", Pattern.compile("M2.5 1.6L2.5 1.4M2.5 1.5L1 0.5M2 1.5L3 1.5.*"));
    assertThat(line("seen")).hasCount(0);
    page.locator("#axes select[name=y]").selectOption("seed");
    assertThat(line("unseen")).hasCount(1);
    page.locator("#axes select[name=x]").selectOption("hidden");
    assertThat(page.locator(".map .crossing")).hasCount(0);
  }

  @Test
  void aSearchThatHasItsAnswerIsDoneWithTheCellsThatItNeeded() {
    open(ADDRESS);
    assertThat(page.locator(".sweepHead .how")).containsText("4 of 16 cells done · 2 not needed");
    assertThat(button("Resume")).isVisible();
    searched.cells.values().stream()
        .filter(cell -> !cell.is("DONE"))
        .toList()
        .forEach(cell -> searched.put(cell.skipped()));
    page.reload();
    assertThat(page.locator(".sweepHead .badge")).hasText("✓done");
    assertThat(page.locator(".sweepHead .how"))
        .containsText("100 %4 of 16 cells done · 12 not needed");
    assertThat(button("Resume")).hasCount(0);
  }

  @Tag("full")
  @Test
  void cellsThatTheSearchDoesNotNeedDifferFromThoseThatWait() {
    open(ADDRESS);
    assertThat(page.locator(".maps .legend")).containsText("skipped: the search does not need it");
    assertThat(square("seen", "transformer 16 16")).hasText("»");
    assertThat(square("seen", "transformer 16 32")).hasText("");
    open(SWEEP);
    assertThat(page.locator(".maps .legend")).not().containsText("skipped");
  }

  @Tag("full")
  @Test
  void whatAResultMeansForTheSearchIsReadFromTheServer() {
    open(ADDRESS);
    assertThat(square("seen", "transformer 1024 32")).hasText("");
    searched.put(searched.cells.get("transformer-n1024-h32-s0").skipped());
    searched.put(searched.cells.get("transformer-n1024-h32-s1").skipped());
    searched.found("transformer", 32, 1, 16, 64);
    server.change(searched, searched.cells.get("transformer-n64-h32-s1").done(0.6, 0.5));
    assertThat(square("seen", "transformer 1024 32")).hasText("»");
  }

  @Tag("full")
  @Test
  void halvingOnThePlateauIsReported() {
    trial.plateau = Map.of("kept", 3, "dropped", 1);
    open(SWEEP);
    assertThat(page.locator(".searchNote"))
        .containsText(
            "4 cells were still on the loss plateau (near ln 10) at the last rung that they"
                + " reached: 3 kept, 1 dropped.");
    open(ADDRESS);
    assertThat(page.locator(".searchNote")).isHidden();
  }

  @Tag("full")
  @Test
  void aSingleRowIsALineWithABandOverSeeds() {
    FakeSweep row =
        new FakeSweep(
            "row", List.of("mlp"), List.of(1L, 16L, 64L), List.of(8), List.of(0, 1), 1_000);
    row.put(row.cells.get("mlp-n1-h8-s0").done(0.9, 0.2));
    row.put(row.cells.get("mlp-n1-h8-s1").done(0.7, 0.1));
    row.put(row.cells.get("mlp-n16-h8-s0").done(0.5, 0.2));
    row.put(row.cells.get("mlp-n16-h8-s1").done(0.4, 0.1));
    server.add(row);
    open("#/sweeps/row");
    Locator chart = page.locator(".chart.wide");
    assertThat(chart)
        .hasAttribute(
            "aria-label", Pattern.compile(".*: seen 0.800, 0.450, –; unseen 0.150, 0.150, –"));
    assertThat(chart.locator("svg path[fill-opacity='0.18']")).hasCount(2);
    assertThat(errors).isEmpty();
  }
}
