package org.gpicl.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The live page of a sweep that varies more than models, tasks, hidden sizes and seeds. */
class AxesIT extends BrowsedPage {
  private static final String RATES = "transformer.learningRate";
  private static final String LAYERS = "transformer.layers";
  private static final String ADDRESS = "#/sweeps/axes";
  private static final String KEY = "transformer-n16-h8-lr0.003-l2-s1";

  private FakeSweep axes;

  @BeforeEach
  void sweepSettings() {
    Map<String, List<String>> swept = new LinkedHashMap<>();
    swept.put(RATES, List.of("0.003", "0.001"));
    swept.put(LAYERS, List.of("1", "2", "4"));
    axes =
        new FakeSweep(
            "axes",
            List.of("mlp", "transformer"),
            List.of(1L, 16L),
            List.of(8, 32),
            List.of(0, 1),
            swept,
            1_000);
    axes.put(axes.cells.get("transformer-n16-h8-lr0.003-l2-s0").done(0.9, 0.6));
    axes.put(axes.cells.get(KEY).done(0.7, 0.4));
    axes.put(axes.cells.get("transformer-n16-h8-lr0.001-l1-s0").done(0.52, 0.2));
    server.add(axes);
  }

  private void select(String field, String value) {
    page.locator("#axes select[name='" + field + "']").selectOption(value);
  }

  /** As {@code BestCellsTest} has it of the command. */
  @Test
  void theBestCellsAreThoseOfTheCommand() {
    axes.put(axes.cells.get("mlp-n16-h8-s0").done(0.95, 0.2));
    open(ADDRESS);
    Locator rows = page.locator(".best tbody tr");
    assertThat(rows)
        .hasText(
            new String[] {
              "transformer-n16-h8-lr0.003-l220.5000.4000.600",
              "mlp-n16-h810.2000.2000.200",
              "transformer-n16-h8-lr0.001-l110.2000.2000.200"
            });
    server.change(axes, axes.cells.get("mlp-n1-h8-s1").done(0.99, 0.7));
    assertThat(rows.first()).containsText("mlp-n1-h8");
    page.locator(".best button[data-value=seen]").click();
    assertThat(rows.nth(1)).containsText("mlp-n16-h8");
    assertThat(rows.nth(2)).containsText("0.8000.7000.900");
    rows.nth(2).locator("a").click();
    assertThat(page.locator("#panel .keyOfCell")).hasText("transformer-n16-h8-lr0.003-l2-s0");
  }

  private Locator maps() {
    return page.locator(".map");
  }

  @Tag("full")
  @Test
  void itOpensOnTasksAndHiddenSizesOfTheFirstValues() {
    open(ADDRESS);
    assertThat(maps()).hasCount(4);
    assertThat(square("seen", "model transformer 16 8")).hasText("0.52");
    assertThat(square("unseen", "model mlp 1 32"))
        .hasAttribute("aria-label", Pattern.compile("MLP, 1 task, hidden size 32 · pending.*"));
    assertThat(page).hasURL(server.address() + ADDRESS);
  }

  @Test
  void anyTwoSettingsAreAxesAndTheAddressRemembersThem() {
    open(ADDRESS);
    select("x", LAYERS);
    select("y", RATES);
    select("value", "unseen");
    select("tasks", "16");
    assertThat(maps()).hasCount(1);
    assertThat(square("unseen", "model transformer 0.003 2")).hasText("0.50");
    String address =
        server.address() + ADDRESS + "?x=" + LAYERS + "&y=" + RATES + "&value=unseen&tasks=16";
    assertThat(page).hasURL(address);
    page.reload();
    assertThat(square("unseen", "model transformer 0.003 2")).hasText("0.50");
    assertThat(page.locator("#axes select[name=x]")).hasValue(LAYERS);
    square("unseen", "model transformer 0.003 2").click();
    assertThat(page.locator("#panel")).containsText(LAYERS + " 2");
    assertThat(page).hasURL(Pattern.compile(".*/axes/transformer-[^/]*-s0\\?x=.*&tasks=16$"));
    page.locator("#panel .seedChoice button").nth(1).click();
    assertThat(page.locator("#panel .keyOfCell")).hasText(KEY);
    assertThat(page.locator("#panel .facts .unseen")).containsText("0.400");
  }

  @Tag("full")
  @Test
  void anAxisIsShownInPanels() {
    open(ADDRESS + "?transformer.layers=each&transformer.learningRate=0.003");
    // The MLP has no layers to be divided by.
    assertThat(maps()).hasCount(2 * (1 + 3));
    assertThat(page.locator(".map figcaption").nth(4)).hasText("Transformer, layers 2, seen tasks");
    assertThat(square("seen", "model transformer transformer.layers 2 16 8")).hasText("0.80");
  }

  @Tag("full")
  @Test
  void oneAxisAloneIsALineWithABandOverSeeds() {
    open(ADDRESS + "?x=" + LAYERS + "&y=none&tasks=16&model=transformer");
    select(RATES, "0.003");
    Locator chart = page.locator(".chart.wide");
    assertThat(chart)
        .hasAttribute(
            "aria-label",
            Pattern.compile(".*accuracy over layers: seen –, 0.800, –; unseen –, 0.500, –"));
    assertThat(chart.locator("svg path").first()).isAttached();
    select("seed", "1");
    assertThat(chart).hasAttribute("aria-label", Pattern.compile(".*: seen –, 0.700, –;.*"));
  }

  @Tag("full")
  @Test
  void squaresFollowTheirTraining() {
    open(ADDRESS);
    Locator seen = square("seen", "model transformer 1 8");
    assertThat(seen).hasText("");
    server.change(axes, axes.cells.get("transformer-n1-h8-lr0.001-l1-s0").running(400, 1.7, 0.31));
    assertThat(seen).hasText("0.31");
  }

  @Tag("full")
  @Test
  void theTableHasSettingsAsColumnsAndIsFilteredByTyping() {
    open(ADDRESS);
    page.locator("#views button[data-value=table]").click();
    assertThat(page.locator("#cellTable thead"))
        .containsText(Pattern.compile("hidden\\s*lr\\s*l\\s*seed"));
    assertThat(page.locator("#cellTable tbody tr")).hasCount(8 + 48);
    page.locator("#find").fill("lr0.003 done");
    assertThat(page.locator("#cellTable tbody tr")).hasCount(2);
    assertThat(page.locator(".tableFoot")).containsText("2 of 56 cells");
    assertThat(page).hasURL(server.address() + ADDRESS + "?view=table&find=lr0.003+done");
    page.reload();
    assertThat(page.locator("#connectionText")).hasText("live");
    assertThat(page.locator("#cellTable tbody tr")).hasCount(2);
    server.change(axes, axes.cells.get("transformer-n1-h8-lr0.003-l1-s0").done(0.9, 0.1));
    assertThat(page.locator("#cellTable tbody tr")).hasCount(3);
    page.locator("#find").fill("layers=2 h8 unseen>0.3");
    assertThat(page.locator("#cellTable tbody tr")).hasCount(2);
    page.locator("#find").fill("");
    assertThat(page.locator("#cellTable tbody tr")).hasCount(56);
  }

  @Tag("full")
  @Test
  void aPartOfAKeyFitsAsAWhole() {
    open("");
    assertThat(
            page.evaluate(
                """
                async () => {
                  const { filterOf } = await import('./js/cell-filter.js');
                  const cells = ['mlp-n1-h6-s0', 'mlp-n1-h64-s0', 'mlp-n16-h640-s0']
                      .map(key => ({ key, state: 'DONE', swept: {} }));
                  return ['h64', 'h6', 'h640', 'n1', '64', 'mlp done', 'h5', 'layers=2']
                      .map(text => cells.filter(filterOf(text, cells)).length).join(' ');
                }
                """))
        .isEqualTo("1 1 1 2 2 3 0 0");
  }

  @Tag("full")
  @Test
  void ofASampleAllSettingsAreShownTogether() {
    axes.cells.keySet().removeIf(key -> key.contains("lr0.001-l1") || key.contains("lr0.003-l4"));
    open(ADDRESS);
    assertThat(square("seen", "model transformer 16 8")).hasText("0.80");
    assertThat(page.locator("#axes select[name='" + LAYERS + "']")).hasValue("all");
  }

  @Tag("full")
  @Test
  void theFourAxesCanBeChosenToo() {
    open(SWEEP);
    assertThat(page.locator("#axes summary")).isVisible();
    assertThat(page.locator("#axes select").first()).isHidden();
    page.locator("#axes summary").click();
    select("y", "none");
    assertThat(page.locator(".chart.wide")).isVisible();
    select("y", "tasks");
    select("x", "hidden");
    assertThat(page).hasURL(server.address() + SWEEP);
    assertThat(square("seen", "mlp 16 8")).hasText("0.31");
  }

  @Test
  void ofThousandsOfCellsNoMoreIsOnThePageThanIsLookedAt() {
    server.add(large());
    open(
        "#/sweeps/large?transformer.batch=each&transformer.length=each&transformer.heads=each&transformer.layers=each");
    assertThat(page.locator(".morePanels")).hasText(Pattern.compile("and 4 panels more: .*"));
    assertThat(maps()).hasCount(24);
    assertThat((int) page.evaluate("document.querySelectorAll('*').length")).isLessThan(2_500);
    page.locator("#views button[data-value=table]").click();
    assertThat(page.locator("#cellTable tbody tr")).hasCount(200);
    assertThat(page.locator(".tableFoot")).containsText("5,120 cells, the first 200 shown");
    button("Show 200 more").click();
    assertThat(page.locator("#cellTable tbody tr")).hasCount(400);
    page.locator("#find").fill("n4096 h128 lr0.01 b32 t20 l2 hd2 s3");
    assertThat(page.locator("#cellTable tbody tr")).hasCount(1);
  }

  @Tag("full")
  @Test
  void ofThousandsOfCellsOnlyTheRowsThatAreShownAreInThePage() {
    server.add(large());
    open("#/sweeps/large?view=table");
    assertThat(page.locator("#cellTable tbody tr")).hasCount(200);
    assertThat((int) page.evaluate("document.querySelectorAll('*').length")).isLessThan(4_000);
    page.locator("#find").fill("layers=2");
    assertThat(page.locator(".tableFoot")).containsText("2,560 of 5,120 cells");
    assertThat(page.locator("#cellTable tbody tr")).hasCount(200);
  }

  @Tag("full")
  @Test
  void aSweepIsReadOnceAndNothingIsReadOneAfterTheOther() {
    open(ADDRESS);
    assertThat(maps()).hasCount(4);
    assertThat(requests.stream().filter(url -> url.endsWith("/api/sweeps/axes"))).hasSize(1);
    int server = indexOf("/api/server");
    int sweep = indexOf("/api/sweeps/axes");
    assertThat(sweep - server).as("what is asked for in between").isEqualTo(1);
  }

  private int indexOf(String end) {
    return IntStream.range(0, requests.size())
        .filter(i -> requests.get(i).endsWith(end))
        .findFirst()
        .orElseThrow();
  }

  @Tag("full")
  @Test
  void aPhoneScrollsInOneDirectionOnly() {
    browse(new Browser.NewContextOptions().setViewportSize(360, 740));
    for (String query : List.of("", "?transformer.layers=each", "?y=none", "?view=table")) {
      open(ADDRESS + query);
      assertThat(page.locator(".maps .cells, .panels")).isVisible();
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as(query)
          .isLessThanOrEqualTo(360);
    }
  }

  static FakeSweep large() {
    Map<String, List<String>> swept = new LinkedHashMap<>();
    swept.put("transformer.batch", List.of("16", "32"));
    swept.put(RATES, List.of("0.0003", "0.001", "0.003", "0.01"));
    swept.put("transformer.length", List.of("10", "20"));
    swept.put(LAYERS, List.of("1", "2"));
    swept.put("transformer.heads", List.of("1", "2"));
    List<Integer> hidden = IntStream.rangeClosed(4, 7).mapToObj(k -> 1 << k).toList();
    return new FakeSweep(
        "large",
        List.of("transformer"),
        List.of(16L, 64L, 256L, 1024L, 4096L),
        hidden,
        List.of(0, 1, 2, 3),
        swept,
        40);
  }
}
