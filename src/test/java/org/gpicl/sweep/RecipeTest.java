package org.gpicl.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.gpicl.model.Activation;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.Curriculum;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.SetRole;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Test;

/** The recipes against the pages that they come from. */
class RecipeTest {
  private static final OptimiserSpec ADAM = new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0);

  private static Sweep recipe(String name, String... overrides) {
    return SweepFile.parse("name: r\nrecipe: " + name, "r.yaml", List.of(overrides));
  }

  private static Cell cell(Sweep sweep, String key) {
    return sweep.cells().stream().filter(c -> c.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void theNotebooksGridHasTenTaskCountsAndTenWidthsOfBothModels() {
    Sweep sweep = recipe("notebook");

    assertThat(sweep.cells()).hasSize(200);
    assertThat(sweep.cells().stream().map(Cell::tasks).distinct())
        .containsExactly(1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L);
    assertThat(sweep.cells().stream().map(Cell::hidden).distinct())
        .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);
  }

  @Test
  void theNotebooksMlpKeepsItsFinalReluAndItsSamples() {
    Sweep sweep = recipe("notebook");
    ImageSpec images = new ImageSpec("mnist", 28, 10, PixelScale.UNIT);
    Cell cell = cell(sweep, "mlp-n16-h64-s0");

    assertThat(cell.model()).isEqualTo(new MlpSpec(784, 64, 10, true));
    assertThat(cell.training())
        .isEqualTo(
            new SetSpec(
                SetRole.TRAIN,
                images,
                Split.TRAIN,
                0,
                16,
                1.0 / 784,
                new Examples.Samples(),
                960_000));
    assertThat(cell.spec())
        .isEqualTo(
            new TrainingSpec(
                0,
                128,
                10 * 7500,
                new OptimiserSpec.Sgd(),
                new LearningRateSchedule(0.1, 0, 0, 1),
                0));
    assertThat(cell.evaluateEvery()).isEqualTo(7500);
    assertThat(cell.curriculum()).isEqualTo(Curriculum.NONE);
    assertThat(cell.seen().tasks()).isEqualTo(16);
    assertThat(cell.seen().items()).isEqualTo(100_000);
    assertThat(cell(sweep, "mlp-n4-h1-s0").seen().items()).isEqualTo(40_000);
    assertThat(cell(sweep, "mlp-n64-h1-s0").training().items()).isEqualTo(1_000_000);
    assertThat(cell(sweep, "mlp-n65536-h1-s0").seen().items()).isEqualTo(100_000);
  }

  @Test
  void theNotebooksTransformerCountsItsScheduleInEpochs() {
    Sweep sweep = recipe("notebook");
    Cell cell = cell(sweep, "transformer-n16384-h64-s0");

    assertThat(cell.model())
        .isEqualTo(
            new TransformerSpec(
                784,
                10,
                100,
                64,
                4,
                1,
                256,
                Activation.GELU_TANH,
                Set.of(Position.LEARNED),
                true,
                0.1,
                true));
    assertThat(cell.spec())
        .isEqualTo(
            new TrainingSpec(
                0, 128, 100_000, ADAM, new LearningRateSchedule(0.01, 500, 100_000, 128), 0));
    assertThat(cell.training().items()).isEqualTo(16384);
    assertThat(cell.training().examples()).isEqualTo(new Examples.Sequences(100));
    assertThat(cell.labelScale()).isEqualTo(1);
    assertThat(cell.evaluateEvery()).isEqualTo(500);
    assertThat(cell.seen())
        .isEqualTo(
            new SetSpec(
                SetRole.SEEN,
                cell.training().images(),
                Split.TEST,
                0,
                1024,
                1.0 / 784,
                new Examples.Sequences(100),
                1024));
    assertThat(cell(sweep, "transformer-n1-h64-s0").spec().schedule().stepsPerUnit()).isEqualTo(1);
  }

  @Test
  void log2OfTheTasksIsAtLeastOneTask() {
    Sweep sweep = recipe("notebook", "evaluate.seenTasks=log2");
    Cell cell = cell(sweep, "transformer-n1-h64-s0");

    assertThat(cell(sweep, "mlp-n16-h1-s0").seen().tasks()).isEqualTo(4);
    assertThat(cell.seen().tasks()).isEqualTo(1);
    assertThat(sweep.evaluations(cell).get(0).set().tasks()).isEqualTo(1);
  }

  @Test
  void thePaperDrawsFreshSequencesOfStandardisedImages() {
    Sweep sweep = recipe("paper");
    Cell cell = cell(sweep, "transformer-n16777216-h256-s0");

    assertThat(sweep.cells()).hasSize(35);
    assertThat(cell.model())
        .isEqualTo(
            new TransformerSpec(
                784,
                10,
                100,
                256,
                4,
                8,
                1024,
                Activation.GELU_TANH,
                Set.of(Position.LEARNED),
                false,
                0,
                true));
    assertThat(cell.spec())
        .isEqualTo(
            new TrainingSpec(0, 512, 50_000, ADAM, new LearningRateSchedule(3e-4, 500, 0, 1), 0));
    assertThat(cell.training())
        .isEqualTo(
            new SetSpec(
                SetRole.TRAIN,
                new ImageSpec("mnist", 28, 10, PixelScale.STANDARDISED),
                Split.TRAIN,
                0,
                1 << 24,
                1.0 / 28,
                new Examples.Sequences(100),
                SetSpec.FRESH));
    assertThat(cell.seen().tasks()).isEqualTo(256);
    assertThat(cell.seen().items()).isEqualTo(1024);
  }

  @Test
  void theSmallTransformerIsTheMeasuredOne() {
    Cell cell = cell(recipe("small"), "transformer-n4096-h64-s0");

    assertThat(cell.model())
        .isEqualTo(
            new TransformerSpec(
                49,
                5,
                40,
                64,
                2,
                4,
                256,
                Activation.GELU_ERF,
                Set.of(Position.LEARNED, Position.ALIBI),
                false,
                0,
                false));
    assertThat(cell.spec())
        .isEqualTo(
            new TrainingSpec(0, 64, 3600, ADAM, new LearningRateSchedule(2e-3, 200, 0, 1), 1));
    assertThat(cell.training())
        .isEqualTo(
            new SetSpec(
                SetRole.TRAIN,
                new ImageSpec("mnist", 7, 5, PixelScale.STANDARDISED),
                Split.TRAIN,
                0,
                4096,
                1.0 / 7,
                new Examples.Sequences(40),
                SetSpec.FRESH));
    assertThat(cell.labelScale()).isEqualTo(5);
    assertThat(cell.evaluateEvery()).isEqualTo(200);
  }

  @Test
  void theSmallRecipeEvaluates128SequencesEvenOfOneTask() {
    Sweep sweep = recipe("small");
    Cell one = cell(sweep, "transformer-n1-h64-s0");
    SetSpec unseen = sweep.evaluations(one).get(0).set();

    assertThat(one.seen().tasks()).isEqualTo(1);
    assertThat(one.seen().items()).isEqualTo(128);
    assertThat(unseen.tasks()).isEqualTo(128);
    assertThat(unseen.items()).isEqualTo(128);
    assertThat(unseen.role()).isEqualTo(SetRole.UNSEEN);
  }

  @Test
  void theSmallMlpSees200000SamplesInBatchesOf128() {
    Cell cell = cell(recipe("small"), "mlp-n16384-h64-s0");

    assertThat(cell.model()).isEqualTo(new MlpSpec(49, 64, 5, true));
    assertThat(cell.training().items()).isEqualTo(200_000);
    assertThat(cell.labelScale()).isEqualTo(1);
    assertThat(cell.spec())
        .isEqualTo(
            new TrainingSpec(
                0,
                128,
                5 * 1563,
                new OptimiserSpec.Sgd(),
                new LearningRateSchedule(0.1, 0, 0, 1),
                0));
  }

  @Test
  void aNumberStatedByTheFileWinsOverEveryRecipe() {
    for (Recipe recipe : Recipe.values()) {
      assertThat(recipe(recipe.key(), "batch=32", "models=transformer", "hidden=64").cells())
          .allMatch(cell -> cell.spec().batch() == 32);
    }
  }
}
