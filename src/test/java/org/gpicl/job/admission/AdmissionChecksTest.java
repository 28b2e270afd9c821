package org.gpicl.job.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.nd4j.Nd4jEngine;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.home.Home;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.store.RunTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.store.cell.StoreTest;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CheckpointParts;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CheckpointStore;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.gpicl.tasks.source.ImageSetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep has to pass before it runs, without any run. */
class AdmissionChecksTest {
  private static final Sweep SWEEP = sweep();
  private static final Sweep CHANGED = sweep("transformer.learningRate=0.005");
  private static final Cell CELL = SWEEP.cells().get(1);

  @TempDir Path directory;

  private final MigratedDatabase database = new MigratedDatabase();
  private final CellRecords records = database.ledger.records();

  private static Sweep sweep(String... settings) {
    return SweepFile.parse(StoreTest.SWEEP, "test", List.of(settings));
  }

  private Home home() {
    return new Home(directory);
  }

  private ChangedCells changedCells(boolean restartChanged) {
    return new ChangedCells(database.sweeps, records, home(), restartChanged);
  }

  @Test
  void aFolderForTensorBoardIsMadeOrNamed() throws Exception {
    Path folder = directory.resolve("shown/here");
    assertThat(new TrackerFolderReady().reasonNotToRun(sweep("tracking.tensorboard=" + folder)))
        .isEmpty();
    assertThat(folder).isDirectory();
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(
            new TrackerFolderReady()
                .reasonNotToRun(sweep("tracking.tensorboard=" + file.resolve("below"))))
        .hasValueSatisfying(
            reason ->
                assertThat(((RunResult.Refused) reason).reason())
                    .contains(file + "/below", "cannot write to", "--tensorboard"));
  }

  private void trainHalfOf(Cell cell) {
    database.ledger.begin(cell, "images", "engine");
    TrainingState initial = TrainingState.initial(cell.model(), cell.spec());
    database.ledger.checkpoint(
        cell,
        new Checkpoint(
            new TrainingState(
                5, initial.parameters(), initial.firstMoments(), initial.secondMoments()),
            TrainingProgress.none()),
        1);
  }

  @Test
  void aNewSweepMayRun() throws Exception {
    assertThat(changedCells(false).reasonNotToRun(SWEEP)).isEmpty();
    assertThat(
            new FinishedSweep(database.sweeps, database.runs, records, home())
                .reasonNotToRun(SWEEP))
        .isEmpty();
    assertThat(new EngineFitness(new VectorEngine(), records).reasonNotToRun(SWEEP)).isEmpty();
  }

  @Test
  void aSweepThatWouldReplaceTrainedCellsIsRefused() {
    database.sweeps.put(SWEEP);
    trainHalfOf(CELL);
    assertThat(changedCells(false).reasonNotToRun(CHANGED))
        .get()
        .isInstanceOfSatisfying(
            RunResult.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("learningRate", "1 half done", "--restart-changed"));
  }

  @Test
  void aSweepWhoseRecipeEvaluatedFewerTasksBeforeLearnsHowToContinue() {
    String notebook = "name: n\nrecipe: notebook\nimages: glyphs\ntasks: 16\nhidden: 8\n";
    Sweep before = SweepFile.parse(notebook, "test", List.of("evaluate.seenTasks=log2"));
    database.sweeps.put(before);
    trainHalfOf(before.cells().get(0));
    assertThat(changedCells(false).conflict(SweepFile.parse(notebook, "test", List.of())))
        .hasValueSatisfying(
            reason ->
                assertThat(reason).contains("seen.tasks: 4 -> 16", "evaluate.seenTasks=log2"));
    assertThat(changedCells(false).conflict(before)).isEmpty();
  }

  @Test
  void aSweepMayReplaceTrainedCellsIfTheUserAgreed() {
    database.sweeps.put(SWEEP);
    trainHalfOf(CELL);
    assertThat(changedCells(true).reasonNotToRun(CHANGED)).isEmpty();
  }

  @Test
  void aSweepMayReplaceCellsThatNothingWasDoneFor() {
    database.sweeps.put(SWEEP);
    assertThat(changedCells(false).reasonNotToRun(CHANGED)).isEmpty();
  }

  @Test
  void anEngineThatCannotComputeInAPrecisionIsRefused() {
    assertThat(new EngineFitness(new Nd4jEngine(), records).reasonNotToRun(sweep("precision=bf16")))
        .get()
        .isInstanceOfSatisfying(
            RunResult.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("precision: bf16 needs --engine libtorch, or --engine vector on a"));
    assertThat(new EngineFitness(new VectorEngine(), records).reasonNotToRun(sweep("precision=16")))
        .get()
        .isInstanceOfSatisfying(
            RunResult.Refused.class,
            refused -> assertThat(refused.reason()).endsWith("16 needs --engine libtorch"));
  }

  @Test
  void anEngineThatDoesNotHaveAModelIsRefused() {
    Sweep fitted = sweep("models=sgd");
    assertThat(new EngineFitness(new VectorEngine(), records).reasonNotToRun(fitted)).isEmpty();
    assertThat(new EngineFitness(new Nd4jEngine(), records).reasonNotToRun(fitted))
        .get()
        .isInstanceOfSatisfying(
            RunResult.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .startsWith("engine nd4j cannot compute sgd-n")
                    .endsWith("; --engine vector can, with precision: 32"));
  }

  @Test
  void aSweepWhoseFolderOfCheckpointsIsNotThereMayNotRun() throws Exception {
    Sweep shared = sweep("checkpoint.store=" + directory.toAbsolutePath());
    assertThat(new CheckpointFolderReady(records).reasonNotToRun(shared)).isEmpty();
    assertThat(new CheckpointFolderReady(records).reasonNotToRun(SWEEP)).isEmpty();
    assertThat(
            new CheckpointFolderReady(records)
                .reasonNotToRun(sweep("checkpoint.store=/not/mounted here")))
        .get()
        .isInstanceOfSatisfying(
            RunResult.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("/not/mounted here", "checkpoint.store=database"));
  }

  @Test
  void aSweepWhoseOldCheckpointsAreOnAnotherMachineMayNotRun() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("shared"));
    Cell cell = SWEEP.cells().get(0);
    database.ledger.begin(cell, "images", "engine");
    database
        .ledger
        .withLargeCheckpoints(new CheckpointStore(folder.toString()))
        .checkpoint(
            cell,
            new Checkpoint(
                new TrainingState(
                    1,
                    List.of(new float[CheckpointParts.PART_BYTES / Float.BYTES]),
                    List.of(),
                    List.of()),
                TrainingProgress.none()),
            1);
    assertThat(new CheckpointFolderReady(records).reasonNotToRun(SWEEP)).isEmpty();
    Files.move(folder, directory.resolve("unmounted"));
    assertThat(new CheckpointFolderReady(records).reasonNotToRun(SWEEP))
        .get()
        .isInstanceOfSatisfying(
            RunResult.Refused.class,
            refused -> assertThat(refused.reason()).contains(folder.toString(), "mount it"));
  }

  @Test
  void aSweepWhoseImagesCannotBeHadMayNotRun() {
    ImageLibrary images =
        new ImageLibrary(null, directory, true, KnownImageSet.all(), DownloadProgress.SILENT);
    Sweep mnist = sweep("images=mnist");
    GeneratedSets sets = new GeneratedSets(mnist, images, home().shards());
    assertThatThrownBy(
            () ->
                new ImagesAvailable(sets, records, FolderContents.read(mnist, images), notice -> {})
                    .reasonNotToRun(mnist))
        .isInstanceOf(ImageSetException.class);
  }

  @Test
  void aSweepWhoseLastRunWasDoneButWhoseFilesAreGoneRunsAgain() throws Exception {
    database.sweeps.put(SWEEP);
    for (Cell cell : SWEEP.cells()) {
      database.ledger.begin(cell, "images", "engine");
      database.ledger.finish(
          cell,
          new Checkpoint(TrainingState.initial(cell.model(), cell.spec()), TrainingProgress.none()),
          List.of(),
          Map.of(),
          1);
    }
    long run =
        database.runs.begin(new RunTable.Beginning(SWEEP.name(), "vector", 1, "test", "owner", ""));
    database.runs.end(run, RunTable.Outcome.DONE);
    assertThat(
            new FinishedSweep(database.sweeps, database.runs, records, home())
                .reasonNotToRun(SWEEP))
        .isEmpty();
  }
}
