package org.gpicl.web.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `status` says of sweeps that search. */
class SearchStatusTest {
  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: boundary
          recipe: small
          images: glyphs
          models: mlp
          hidden: 8
          boundary: {axis: tasks, between: 2^2..2^6, to: 2^1}
          """,
          "test",
          List.of());

  @TempDir Path directory;

  @Test
  void cellsThatASearchDoesNotNeedAreNotMissing() throws Exception {
    try (OpenedHome home = OpenedHome.in(directory)) {
      HomeControl control = home.control();
      CellLedger ledger = home.get(CellLedger.class);
      home.get(SweepTable.class).put(SWEEP);
      assertThat(control.status("").text()).isEqualTo("boundary: 0 of 5 cells done");

      finish(ledger, 4);
      assertThat(control.status("").text()).isEqualTo("boundary: 1 of 5 cells done");

      finish(ledger, 64);
      assertThat(control.status("").text()).isEqualTo("boundary: 2 of 5 cells done, 3 not needed");
    }
  }

  /** With an accuracy above the threshold. */
  private static void finish(CellLedger ledger, long tasks) {
    Cell cell = SWEEP.cells().stream().filter(c -> c.tasks() == tasks).findFirst().orElseThrow();
    Map<EvaluationSet, Evaluation> unseen =
        SWEEP.evaluations(cell).stream()
            .collect(
                Collectors.toMap(
                    set -> set, set -> new Evaluation(set.name(), 0.9, 0.1, new double[0])));
    ledger.begin(cell, "", "");
    ledger.finish(
        cell,
        new Checkpoint(
            new TrainingState(cell.spec().steps(), List.of(), List.of(), List.of()),
            TrainingProgress.none()),
        List.of(),
        unseen,
        1);
  }
}
