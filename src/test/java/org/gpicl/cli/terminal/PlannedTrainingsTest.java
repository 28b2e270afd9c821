package org.gpicl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gpicl.cli.process.Application;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.Home;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class PlannedTrainingsTest {
  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: planned
          recipe: small
          images: glyphs
          models: mlp
          tasks: [1, 4, 16]
          hidden: 8
          mlp: {steps: 400}
          """,
          "test",
          List.of());

  private static final Cell DONE = SWEEP.cells().get(0);
  private static final Cell STOPPED = SWEEP.cells().get(1);
  private static final Cell PENDING = SWEEP.cells().get(2);

  @TempDir Path directory;

  private static Checkpoint at(long step) {
    return new Checkpoint(
        new TrainingState(step, List.of(), List.of(), List.of()), TrainingProgress.none());
  }

  @Test
  void whatTheHomeHasIsNotTrainedAgain() throws Exception {
    Home home = new Home(directory);
    home.create();
    try (ConfigurableApplicationContext context = Application.open(home)) {
      CellLedger ledger = context.getBean(CellLedger.class);
      ledger.begin(DONE, "", "");
      ledger.finish(DONE, at(400), List.of(), Map.of(), 1);
      ledger.begin(STOPPED, "", "");
      ledger.checkpoint(STOPPED, at(150), 1);
      ledger.stop(STOPPED);

      assertThat(PlannedTrainings.of(SWEEP, home).done()).as("while it is in use").isZero();
    }
    assertThat(PlannedTrainings.of(SWEEP, home))
        .isEqualTo(new PlannedTrainings(Map.of(STOPPED, 250L, PENDING, 400L), 1));
  }

  @Test
  void withoutAHomeEverythingIsTrainedAndNoHomeIsMade() {
    Home home = new Home(directory.resolve("home"));

    assertThat(PlannedTrainings.of(SWEEP, home))
        .isEqualTo(new PlannedTrainings(Map.of(DONE, 400L, STOPPED, 400L, PENDING, 400L), 0));
    assertThat(home.root()).doesNotExist();
  }

  @Test
  void ofASearchItsLongestCourseIsPlanned() {
    Sweep search =
        SweepFile.parse(
            "{name: x, recipe: small, images: glyphs, models: mlp, hidden: 8,"
                + " boundary: {axis: tasks, between: 2^0..2^8, to: 2^1}}",
            "test",
            List.of());

    PlannedTrainings planned = PlannedTrainings.of(search, new Home(directory.resolve("home")));

    assertThat(planned.steps()).hasSizeBetween(5, search.search().most(search.cells()));
  }
}
