package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gpicl.model.TransformerSpec;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CheckpointPolicy;
import org.gpicl.sweep.CheckpointStore;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.SlurmTasks;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.Timetable;
import org.gpicl.sweep.Trackers;
import org.gpicl.tasks.BatchOrder;
import org.gpicl.tasks.Curriculum;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {
  @TempDir Path folder;

  private static Sweep small(String... lines) {
    String text = "name: x\nrecipe: small\nhidden: 8\ntasks: 16\nmodels: transformer\n";
    return SweepFile.parse(text, "x.yaml", Arrays.asList(lines));
  }

  @Test
  void cellsAreInGridOrder() {
    Sweep sweep = small("models=mlp,transformer", "tasks=4,1", "hidden=8,4", "seeds=0,3");

    assertThat(sweep.cells())
        .extracting(Cell::key)
        .containsExactly(
            "mlp-n4-h8-s0",
            "mlp-n4-h8-s3",
            "mlp-n4-h4-s0",
            "mlp-n4-h4-s3",
            "mlp-n1-h8-s0",
            "mlp-n1-h8-s3",
            "mlp-n1-h4-s0",
            "mlp-n1-h4-s3",
            "transformer-n4-h8-s0",
            "transformer-n4-h8-s3",
            "transformer-n4-h4-s0",
            "transformer-n4-h4-s3",
            "transformer-n1-h8-s0",
            "transformer-n1-h8-s3",
            "transformer-n1-h4-s0",
            "transformer-n1-h4-s3");
    assertThat(sweep.cells())
        .allMatch(cell -> cell.spec().seed() == cell.seed() && cell.seen().seed() == cell.seed());
  }

  @Test
  void colourCountsInWhateverFollowsTheNumbersOfAnImage() {
    Cell cell =
        small("images.size=4", "images.channels=3", "transformer.labelScale=1/d").cells().get(0);

    assertThat(cell.model().inputs()).isEqualTo(48 + 5);
    assertThat(cell.training().matrixScale()).isEqualTo(1 / Math.sqrt(48));
    assertThat(cell.labelScale()).isCloseTo(1 / 48.0, within(1e-12));
    assertThat(cell.settings()).containsEntry("training.channels", "3");
    assertThat(cell.hash()).isNotEqualTo(small("images.size=4").cells().get(0).hash());
  }

  @Test
  void aFileFromBeforeThereWasColourMeansTheSameCells() {
    Sweep sweep = small("images.channels=1");
    String before = sweep.resolved().replace("  channels: 1\n", "");

    assertThat(before).isNotEqualTo(sweep.resolved());
    assertThat(SweepFile.parse(before, "x.yaml", List.of()).hash()).isEqualTo(sweep.hash());
    assertThat(sweep.cells().get(0).settings()).doesNotContainKey("training.channels");
  }

  @Test
  void epochsOfFreshSequencesCountOneSequenceATask() {
    Cell cell =
        small("tasks=1000", "transformer.epochs=3", "evaluate.every=2 epochs").cells().get(0);

    assertThat(cell.spec().steps()).isEqualTo(3 * 16);
    assertThat(cell.evaluateEvery()).isEqualTo(2 * 16);
    assertThat(BatchOrder.stepsPerEpoch(cell.training(), 64)).isEqualTo(16);
  }

  @Test
  void epochsOfStoredSequencesCountThemAll() {
    Cell cell =
        small("tasks=1000", "transformer.sequencesPerTask=25", "transformer.epochs=3")
            .cells()
            .get(0);

    assertThat(cell.training().items()).isEqualTo(25_000);
    assertThat(cell.spec().steps()).isEqualTo(3 * 391);
  }

  @Test
  void sequencesOfTheMostTasksAreNumberedWithoutOverflow() {
    Cell cell = small("tasks=2^40", "transformer.sequencesPerTask=1").cells().get(0);

    assertThat(cell.training().items()).isEqualTo(1L << 40);
    assertThat(small("tasks=2^40").cells().get(0).training().items()).isEqualTo(SetSpec.FRESH);
  }

  @Test
  void aCosineWithoutAnEndEndsWithTheTraining() {
    assertThat(small("transformer.schedule=cosine").cells().get(0).spec().schedule().cosineTotal())
        .isEqualTo(3600);
    Cell epochs =
        small(
                "tasks=1000",
                "transformer.epochs=30",
                "transformer.warmup=2 epochs",
                "transformer.schedule=cosine")
            .cells()
            .get(0);
    assertThat(epochs.spec().schedule().cosineTotal()).isEqualTo(30);
    assertThat(epochs.spec().schedule().stepsPerUnit()).isEqualTo(16);
    assertThat(epochs.spec().schedule().at(epochs.spec().steps())).isZero();
  }

  @Test
  void aCurriculumIsForTransformersOnly() {
    Sweep sweep = small("models=mlp,transformer", "curriculum={classes: 3, steps: 10, every: 5}");

    assertThat(sweep.cells())
        .extracting(Cell::curriculum)
        .containsExactly(Curriculum.NONE, new Curriculum(3, 10, 5));
  }

  @Test
  void aCurriculumOverTasksHasAllClassesUnlessItNamesSome() {
    assertThat(small("curriculum={tasks: 64, steps: 10, every: 5}").cells().get(0).curriculum())
        .isEqualTo(new Curriculum(Curriculum.ALL_CLASSES, 64, 10, 5));
    assertThat(
            small("curriculum={classes: 3, tasks: 64, steps: 10, every: 5}")
                .cells()
                .get(0)
                .curriculum())
        .isEqualTo(new Curriculum(3, 64, 10, 5));
  }

  @Test
  void aBiasIsForTransformersOnly() {
    assertThat(small("models=mlp,transformer", "bias=0.9").cells())
        .extracting(Cell::bias)
        .containsExactly(0.0, 0.9);
    assertThat(small("models=mlp,transformer", "bias=0,0.9").cells())
        .extracting(Cell::key)
        .containsExactly(
            "mlp-n16-h8-s0", "transformer-n16-h8-bias0-s0", "transformer-n16-h8-bias0.9-s0");
  }

  @Test
  void aConstantRateHasNoRestarts() {
    assertThat(small("transformer.schedule=[constant, cosine]", "transformer.restarts=3").cells())
        .extracting(cell -> cell.spec().schedule().restarts())
        .containsExactly(0, 3);
  }

  @Test
  void otherImageSetsAreNamedAfterTheTrainingSet() {
    Sweep sweep = small("evaluate.images=fashion-mnist,mnist,glyphs");
    List<EvaluationSet> evaluations = sweep.evaluations(sweep.cells().get(0));

    assertThat(evaluations)
        .extracting(EvaluationSet::name)
        .containsExactly("unseen", "unseen:fashion-mnist", "unseen:glyphs");
    assertThat(evaluations.get(1).set().images())
        .isEqualTo(sweep.cells().get(0).training().images().of("fashion-mnist"));
  }

  @Test
  void evaluationOnTrainingImagesIsForUnseenTasksOnly() {
    Sweep sweep = small("images.evaluation=train");
    Cell cell = sweep.cells().get(0);

    assertThat(cell.seen().split()).isEqualTo(Split.TEST);
    assertThat(sweep.evaluations(cell).get(0).set().split()).isEqualTo(Split.TRAIN);
  }

  @Test
  void innerIsAMultipleOfEachWidth() {
    assertThat(small("hidden=8,16", "transformer.inner=3").cells())
        .extracting(cell -> ((TransformerSpec) cell.model()).inner())
        .containsExactly(24, 48);
  }

  @Test
  void relativeFoldersCountFromTheSweepFile() throws IOException {
    Path file = folder.resolve("jobs").resolve("x.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "name: x\nrecipe: small\nimages: idx:../letters\n");

    Sweep sweep = SweepFile.read(file, List.of("evaluate.images=idx:here"));

    assertThat(sweep.cells().get(0).training().images().set())
        .isEqualTo("idx:" + folder.resolve("letters").toAbsolutePath());
    assertThat(sweep.evaluations(sweep.cells().get(0)).get(1).name())
        .isEqualTo("unseen:idx:" + Path.of("here").toAbsolutePath());
    assertThat(SweepFile.parse(sweep.resolved(), "stored", List.of())).isEqualTo(sweep);
  }

  @Test
  void anOverrideReplacesWhatItExcludes() {
    String file = "name: x\nrecipe: small\nimages: glyphs\nhidden: 8\nmlp: {epochs: 9}\n";

    Sweep sweep =
        SweepFile.parse(
            file + "curriculum: none\n",
            "x.yaml",
            List.of(
                "mlp.steps=50",
                "images.size=14",
                "curriculum.classes=2",
                "curriculum.steps=1",
                "curriculum.every=1"));

    assertThat(sweep.cells().get(0).spec().steps()).isEqualTo(50);
    assertThat(sweep.cells().get(0).training().images().set()).isEqualTo("glyphs");
    assertThat(sweep.cells().get(0).training().images().size()).isEqualTo(14);
    assertThat(sweep.cells().get(13).curriculum().classes()).isEqualTo(2);
  }

  @Test
  void overridesTakeListsBracketsAndTheShortFormOfImages() {
    Sweep sweep =
        small(
            "tasks=4, 64",
            "seeds=[1, 2]",
            "transformer={steps: 500, positions: [alibi]}",
            "images={set: kmnist, size: 14}",
            "images=fashion-mnist");

    assertThat(sweep.cells()).extracting(Cell::tasks).containsExactly(4L, 4L, 64L, 64L);
    assertThat(sweep.cells()).allMatch(cell -> cell.spec().steps() == 500);
    assertThat(sweep.cells().get(0).training().images().set()).isEqualTo("fashion-mnist");
    assertThat(sweep.cells().get(0).training().images().size()).isEqualTo(14);
  }

  @Test
  void aModelsOwnBatchWinsOverTheCommonOne() {
    Sweep sweep = small("models=mlp,transformer", "batch=32", "mlp.batch=16");

    assertThat(sweep.cells()).extracting(cell -> cell.spec().batch()).containsExactly(16, 32);
  }

  @Test
  void whatASweepAsksOfSlurmIsOneTaskUnlessItSaysMore() {
    assertThat(small().execution().slurm()).isEqualTo(SlurmTasks.ONE);
    Sweep much =
        small(
            "runOn=slurm", "slurm.partition=gpu", "slurm.gpus=2", "slurm.time=4h", "slurm.array=9");
    assertThat(much.execution().runOn()).isEqualTo(Place.SLURM);
    assertThat(much.execution().slurm())
        .isEqualTo(
            new SlurmTasks(
                Optional.of("gpu"), Optional.empty(), 2, Optional.of(Duration.ofHours(4)), 9, 1));
    assertThat(much.hash()).isEqualTo(small().hash());
  }

  @Test
  void howASweepIsRunChangesNoCell() {
    Sweep plain = small();
    Sweep other =
        small(
            "engine=nd4j",
            "workers=3",
            "diskBudget=512MiB",
            "checkpoint.every=5m",
            "checkpoint.store=/shared/check points");

    assertThat(other.hash()).isEqualTo(plain.hash());
    assertThat(other.execution())
        .isEqualTo(
            new Sweep.Execution(
                "nd4j",
                Sweep.Device.AUTO,
                0,
                false,
                3,
                Place.HERE,
                SlurmTasks.ONE,
                Trackers.CONFIGURED,
                new CheckpointStore("/shared/check points"),
                512L << 20));
    assertThat(other.checkpoint()).isEqualTo(new CheckpointPolicy.EveryTime(Duration.ofMinutes(5)));
    assertThat(small("checkpoint.every=200 steps").checkpoint())
        .isEqualTo(new CheckpointPolicy.EverySteps(200));
  }

  @Test
  void anOverrideTakesAwayTheCurriculumOfAFile() {
    String file =
        "name: x\nrecipe: small\nhidden: 8\ntasks: 16\nmodels: transformer\n"
            + "curriculum: {classes: 3, steps: 10, every: 5}\n";

    assertThat(SweepFile.parse(file, "x", List.of("curriculum=none")).cells().get(0).curriculum())
        .isEqualTo(Curriculum.NONE);
  }

  @Test
  void onlyAScheduleThatCountsEpochsDependsOnTheirLength() {
    assertThat(stepsPerUnit("transformer.warmup=0 epochs")).isEqualTo(1);
    assertThat(stepsPerUnit("transformer.warmup=2 steps")).isEqualTo(1);
    assertThat(stepsPerUnit("transformer.warmup=2 epochs")).isEqualTo(16);
    assertThat(stepsPerUnit("transformer.warmup=0", "transformer.schedule=cosine 3 epochs"))
        .isEqualTo(16);
  }

  private static long stepsPerUnit(String... lines) {
    String[] all = Arrays.copyOf(lines, lines.length + 1);
    all[lines.length] = "tasks=1000";
    return small(all).cells().get(0).spec().schedule().stepsPerUnit();
  }

  @Test
  void aTimetableIsNeverOrByCron() {
    assertThat(small().timetable()).isEqualTo(new Timetable.Never());
    assertThat(
            small(
                    "schedule.cron=0 0 2 * * ?",
                    "schedule.zone=UTC",
                    "schedule.missed=skip",
                    "schedule.stopAfter=5h")
                .timetable())
        .isEqualTo(
            new Timetable.Cron(
                "0 0 2 * * ?", ZoneId.of("UTC"), Timetable.Missed.SKIP, Duration.ofHours(5)));
    assertThat(small("schedule.cron=0 0 2 * * ?").timetable())
        .isEqualTo(
            new Timetable.Cron(
                "0 0 2 * * ?", ZoneId.systemDefault(), Timetable.Missed.RUN_ONCE, Duration.ZERO));
  }

  @Test
  void aNameIsOneThatCannotLeadOutOfItsFolder() {
    assertThat(SweepFile.isName("small-2_b")).isTrue();
    assertThat(SweepFile.isName("../x")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models: transformer\nsample: {count: 5}\nmlp: {learningRate: log(1e-3..1)}\n"
            + "transformer: {learningRate: log(1e-4..1e-2)}",
        "models: mlp\nmlp: {steps: 100*layers}\ntransformer: {layers: 8}",
        "models: lstm\nlstm: {length: 50, batch: 2*length}",
      })
  void theResolvedFileMakesTheSameCellsWhateverModelsAreTrained(String text) {
    Sweep sweep = SweepFile.parse("name: x\nrecipe: small\n" + text, "test", List.of());
    Sweep stored = SweepFile.stored(sweep.resolved(), "x", sweep.numerics());
    assertThat(stored.hash()).isEqualTo(sweep.hash());
    assertThat(stored.resolved()).isEqualTo(sweep.resolved());
  }

  @Test
  void sectionsOfModelsThatAreNotTrainedAreResolvedOnlyIfTheFileGivesThem() {
    assertThat(small("models=mlp").resolved())
        .contains("mlp:")
        .doesNotContain("transformer:", "lstm:");
    assertThat(small("models=mlp", "transformer.layers=3").resolved())
        .contains("transformer:", "layers: 3")
        .doesNotContain("lstm:");
  }

  @Test
  void aFormulaOverTheLengthTakesThatOfItsOwnModel() {
    Sweep sweep =
        small(
            "models=transformer,lstm", "lstm.length=50", "batch=2*length", "transformer.length=9");
    assertThat(sweep.cells()).extracting(cell -> cell.spec().batch()).containsExactly(18, 100);
  }
}
