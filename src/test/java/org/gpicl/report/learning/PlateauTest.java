package org.gpicl.report.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.gpicl.report.SampleSweep;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

class PlateauTest {
  private static final double LN_5 = Math.log(5);

  private static Cell cell(String... overrides) {
    String file = "name: x\nrecipe: small\nmodels: transformer\ntasks: 64\nhidden: 8\n";
    return SweepFile.parse(file, "x.yaml", List.of(overrides)).cells().get(0);
  }

  /** Evaluated every 100 steps. */
  private static CellOutcome trained(Cell cell, double... losses) {
    List<CurvePoint> curve = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      curve.add(new CurvePoint(100L * (i + 1), losses[i], 0.2, 0.2 + 0.1 * i, 0.1));
    }
    return new CellOutcome(
        cell, CellStatus.DONE, 100L * losses.length, "", List.of(), 1, curve, List.of());
  }

  @Test
  void itEndsWhenTheLossIsClearlyBelowThatOfGuessing() {
    Plateau plateau = Plateau.of(trained(cell(), LN_5, LN_5 - 0.04, LN_5 - 0.06, 1, 0.5));
    assertThat(plateau.left()).isEqualTo(OptionalLong.of(300));
    assertThat(plateau.seen()).isEqualTo(OptionalLong.of(300));
  }

  @Test
  void aLossThatComesBackAtOnceHasNotLeftIt() {
    assertThat(Plateau.of(trained(cell(), LN_5, 1.5, LN_5, LN_5 - 0.1, 1.4)).left())
        .isEqualTo(OptionalLong.of(400));
    assertThat(Plateau.of(trained(cell(), LN_5, 1.5)).left()).isEqualTo(OptionalLong.of(200));
  }

  @Test
  void aTrainingThatStayedDivergedOrHasNotBegunHasNoEndOfIt() {
    assertThat(Plateau.of(trained(cell(), LN_5, LN_5, 1e9, Double.NaN)).left()).isEmpty();
    assertThat(Plateau.of(trained(cell())))
        .isEqualTo(new Plateau(OptionalLong.empty(), OptionalLong.empty()));
  }

  @Test
  void guessingAmongTheFirstClassesOfACurriculumHasNotLeftIt() {
    Cell growing = cell("curriculum={classes: 2, steps: 50, every: 100}");
    // Two classes until step 150, five from step 350 on.
    assertThat(
            Plateau.of(trained(growing, Math.log(2), Math.log(2.5), Math.log(3.5), 1.2, 1.2))
                .left())
        .isEqualTo(OptionalLong.of(400));
  }

  @Test
  void theTableHasALineForEachTransformerWithWhatIsSwept() {
    Sweep sweep =
        SweepFile.parse(
            "name: x\nrecipe: small\ntasks: 64\nhidden: 8\nbias: [0, 0.9]\n", "x.yaml", List.of());
    Cell biased = sweep.cells().get(2);
    String csv =
        PlateauCsv.of(Grid.of(sweep, List.of(trained(biased, LN_5, 1.2, 1)))).orElseThrow();
    assertThat(csv)
        .isEqualTo(
            """
            model,n_tasks,hidden,seed,bias,left_step,seen_step,steps,status
            transformer,64,8,0,0,,,0,pending
            transformer,64,8,0,0.9,200,300,300,done
            """);
  }

  @Test
  void aModelThatDoesNotLearnFromTrainingHasNoPlateau() {
    SampleSweep sgd = new SampleSweep();
    sgd.models = List.of(ModelKind.SGD);
    assertThat(PlateauCsv.of(Grid.of(sgd.sweep(), sgd.outcomes())))
        .contains("model,n_tasks,hidden,seed,left_step,seen_step,steps,status\n");
  }

  @Test
  void aSweepWithoutTransformersHasNoTable() {
    SampleSweep mlps = new SampleSweep();
    mlps.models = List.of(ModelKind.MLP);
    assertThat(PlateauCsv.of(Grid.of(mlps.sweep(), mlps.outcomes()))).isEmpty();
  }
}
