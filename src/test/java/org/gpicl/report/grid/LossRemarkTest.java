package org.gpicl.report.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

/** Of five classes, guessing costs ln 5 = 1.609. */
class LossRemarkTest {
  private static final Cell CELL =
      SweepFile.parse(
              "name: a\nrecipe: small\nimages: glyphs\nmodels: mlp\ntasks: 4\nhidden: 8\n",
              "test",
              List.of())
          .cells()
          .get(0);

  /** A cell with a point of its curve after each thousand steps. */
  private static CellOutcome trained(double... losses) {
    List<CurvePoint> curve = new ArrayList<>();
    for (double loss : losses) {
      curve.add(new CurvePoint(1000L * (curve.size() + 1), loss, 0.2, 0.2, 0.1));
    }
    return new CellOutcome(
        CELL, CellStatus.DONE, 1000L * losses.length, "", List.of(), 1, curve, List.of());
  }

  private static Optional<String> said(double... losses) {
    return LossRemark.of(trained(losses)).map(LossRemark::text);
  }

  @Test
  void aLossThatStaysHighDivergedWhereItRose() {
    assertThat(said(1.2, 0.8, 2.7, 3.8e6)).hasValue("loss 3.8e6, diverged by step 3,000");
    assertThat(said(9, 1.2, 5)).hasValue("loss 5.000, diverged by step 3,000");
    assertThat(said(40, 30)).hasValue("loss 30.000, diverged by step 1,000");
    assertThat(said(1, Double.NaN)).hasValue("loss NaN, diverged by step 2,000");
    assertThat(said(1, 9, 1.2)).isEmpty();
  }

  @Test
  void aLossThatIsStillThatOfGuessingIsOnItsPlateau() {
    assertThat(said(1.62, 1.6)).hasValue("still at ln 5 after 2,000 steps");
    assertThat(said(1.62, 1.57)).isEmpty();
    assertThat(said()).isEmpty();
  }

  @Test
  void aTrainingThatHasJustBegunIsNotJudgedButForALossThatExploded() {
    assertThat(LossRemark.of(trained(), 499, 1.609)).isEmpty();
    assertThat(LossRemark.of(trained(), 500, 1.609)).isPresent();
    assertThat(LossRemark.of(trained(), 40, 1e9).orElseThrow().text())
        .isEqualTo("loss 1.0e9, diverged by step 40");
  }
}
