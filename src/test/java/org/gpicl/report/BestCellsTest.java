package org.gpicl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gpicl.report.grid.BestChoice;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.junit.jupiter.api.Test;

class BestCellsTest {
  private final SampleSweep sample = new SampleSweep();

  BestCellsTest() {
    sample.models = List.of(ModelKind.TRANSFORMER);
    sample.tasks = List.of(4096L);
    sample.hidden = List.of(16, 64);
    sample.seeds = List.of(0, 1, 2);
    sample.swept.put("transformer.learningRate", List.of("0.001", "0.003"));
    sample.swept.put("transformer.layers", List.of("1", "2"));
  }

  /** Better with more layers and width, worse with the higher rate; one seed is an outlier. */
  private static CellOutcome outcome(Cell cell) {
    double accuracy =
        0.2
            + 0.001 * cell.hidden()
            + 0.1 * Double.parseDouble(cell.swept("transformer.layers").orElseThrow())
            - 10 * Double.parseDouble(cell.swept("transformer.learningRate").orElseThrow());
    double seed = cell.seed() == 2 ? 0.9 : accuracy + 0.01 * cell.seed();
    return new CellOutcome(
        cell,
        CellStatus.DONE,
        100,
        "",
        List.of(),
        1,
        List.of(new CurvePoint(100, 1 - accuracy, accuracy, accuracy, 0.01)),
        List.of(new Evaluation("unseen", seed, 1, new double[0])));
  }

  private BestCells best(String by, String per, int top, boolean least, String... where) {
    return new BestCells(
        sample.sweep(),
        sample.sweep().cells().stream().map(BestCellsTest::outcome).toList(),
        new BestChoice(by, per, top, least, List.of(where)));
  }

  @Test
  void theBestAreThoseWithTheGreatestMedian() {
    assertThat(best("unseen", "", 2, false).text())
        .isEqualToNormalizingNewlines(
            """
            The best 2 of 8 places of sweep sample by unseen, the median over seeds:
            model        tasks  hidden  learningRate  layers  seeds  unseen  least  greatest
            transformer  4,096      64         0.001       2      3   0.464  0.454     0.900
            transformer  4,096      64         0.003       2      3   0.444  0.434     0.900
            """);
  }

  /** The page ranks by itself, from the cells that it shows: AxesIT has the same ones. */
  @Test
  void equalOnesAreInTheOrderOfTheGrid() {
    sample.models = List.of(ModelKind.MLP, ModelKind.TRANSFORMER);
    sample.tasks = List.of(1L, 16L);
    sample.hidden = List.of(8, 32);
    sample.seeds = List.of(0, 1);
    sample.swept.put("transformer.learningRate", List.of("0.003", "0.001"));
    sample.swept.put("transformer.layers", List.of("1", "2", "4"));
    Map<String, Double> done =
        Map.of(
            "transformer-n16-h8-lr0.003-l2-s0", 0.6,
            "transformer-n16-h8-lr0.003-l2-s1", 0.4,
            "transformer-n16-h8-lr0.001-l1-s0", 0.2,
            "mlp-n16-h8-s0", 0.2);
    List<CellOutcome> outcomes =
        sample.sweep().cells().stream()
            .filter(cell -> done.containsKey(cell.key()))
            .map(cell -> done(cell, done.get(cell.key())))
            .toList();
    BestCells best =
        new BestCells(sample.sweep(), outcomes, new BestChoice("unseen", "", 5, false, List.of()));
    assertThat(best.cells())
        .extracting(Cell::key)
        .containsExactly(
            "transformer-n16-h8-lr0.003-l2-s0",
            "mlp-n16-h8-s0",
            "transformer-n16-h8-lr0.001-l1-s0");
    assertThat(best.text()).contains("2   0.500  0.400     0.600", "1   0.200  0.200     0.200");
  }

  private static CellOutcome done(Cell cell, double unseen) {
    return new CellOutcome(
        cell,
        CellStatus.DONE,
        100,
        "",
        List.of(),
        1,
        List.of(),
        List.of(new Evaluation("unseen", unseen, 1, new double[0])));
  }

  @Test
  void withinEachValueOfAnAxisThereIsABestOne() {
    assertThat(best("unseen", "hidden", 1, false).cells().stream().map(Cell::key))
        .containsExactly(
            "transformer-n4096-h16-lr0.001-l2-s0", "transformer-n4096-h64-lr0.001-l2-s0");
  }

  @Test
  void theLeastMayBeTheBest() {
    String worst = "transformer-n4096-h16-lr0.003-l1-s0";
    assertThat(best("unseen", "", 1, true).cells().get(0).key()).isEqualTo(worst);
    assertThat(best("loss", "", 1, false).cells().get(0).key())
        .as("a loss is better if it is less")
        .isEqualTo("transformer-n4096-h64-lr0.001-l2-s0");
  }

  @Test
  void onlyChosenCellsCompete() {
    assertThat(best("unseen", "", 1, false, "layers=1", "learningRate=3e-3").cells().get(0).key())
        .isEqualTo("transformer-n4096-h64-lr0.003-l1-s0");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThatThrownBy(() -> best("seen", "", 1, false))
        .isInstanceOf(ChoiceException.class)
        .hasMessage("no cell of sweep sample has an evaluation seen yet");
    assertThatThrownBy(() -> best("unseen", "seed", 1, false))
        .isInstanceOf(ChoiceException.class)
        .hasMessageContaining("--per takes another axis");
    assertThatThrownBy(() -> best("accuracy", "", 1, false))
        .isInstanceOf(ChoiceException.class)
        .hasMessageContaining("Its values are train, seen, unseen, loss.");
  }
}
