package org.gpicl.job.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.Home;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.gpicl.tasks.source.ImageSetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cell of a folder of images is known by what is in the folder. */
class FolderContentsTest {
  @TempDir Path directory;

  private final MigratedDatabase database = new MigratedDatabase();

  private static void images(Path folder, String split, int count, int first) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 16 * count);
    images.putInt(0x803).putInt(count).putInt(4).putInt(4);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int k = 0; k < count; k++) {
      images.putLong(first + k).putLong(31L * (first + k));
      labels.put((byte) (k % 2));
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve(split + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(split + "-labels-idx1-ubyte"), labels.array());
  }

  /** A folder of 20 training images and 10 others for tests. */
  private Path folder(String name, int first) throws IOException {
    Path folder = directory.resolve(name);
    images(folder, "train", 20, first);
    images(folder, "t10k", 10, first + 20);
    return folder;
  }

  private static Sweep sweep(Path folder, String... settings) {
    String text =
        "name: x\nrecipe: small\nimages: {set: 'idx:%s', size: 2, classes: 2}\nmodels: mlp\n"
            .formatted(folder);
    return SweepFile.parse(text + "tasks: 1\nhidden: 8\n", "test", List.of(settings));
  }

  private ImageLibrary library() {
    return new ImageLibrary(null, directory, true, KnownImageSet.all(), DownloadProgress.SILENT);
  }

  private Sweep identified(Sweep sweep) {
    return FolderContents.read(sweep, library()).identified(Optional::empty);
  }

  private Optional<RunResult> conflict(Sweep sweep) {
    return new ChangedCells(database.sweeps, database.ledger.records(), new Home(directory), false)
        .reasonNotToRun(sweep);
  }

  private void train(Sweep sweep, String images) {
    database.sweeps.put(sweep);
    for (Cell cell : sweep.cells()) {
      database.ledger.begin(cell, images, "engine");
      database.ledger.finish(
          cell,
          new Checkpoint(TrainingState.initial(cell.model(), cell.spec()), TrainingProgress.none()),
          List.of(),
          java.util.Map.of(),
          1);
    }
  }

  private GeneratedSets sets(Sweep sweep) {
    return new GeneratedSets(sweep, library(), directory.resolve("shards"));
  }

  @Test
  void theSameImagesElsewhereAreTheSameCells() throws IOException {
    Sweep here = identified(sweep(folder("a", 0)));
    Sweep there = identified(sweep(folder("b", 0)));
    assertThat(there.hash()).isEqualTo(here.hash());
    assertThat(identified(sweep(folder("c", 1))).hash()).isNotEqualTo(here.hash());
  }

  @Test
  void theResolvedFileSaysWhatTheFolderHolds() throws IOException {
    Sweep sweep = identified(sweep(folder("a", 0)));
    assertThat(SweepFile.stored(sweep.resolved(), "x", sweep.numerics())).isEqualTo(sweep);
    assertThat(sweep.resolved()).contains("contents: [");
  }

  @Test
  void otherImagesAtTheSamePlaceAreRefusedWithTheDifference() throws IOException {
    train(identified(sweep(folder("a", 0))), "images");
    Sweep changed = identified(sweep(folder("a", 1)));
    assertThat(conflict(changed))
        .get()
        .isInstanceOfSatisfying(
            RunResult.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("training.images: idx:sha256:", "other images or labels than before")
                    .contains("--restart-changed"));
  }

  @Test
  void aSweepFileThatSaysWhatItsFolderHoldsIsRefusedIfThatIsNotTrue() throws IOException {
    Sweep stated = identified(sweep(folder("a", 0)));
    folder("a", 1);
    FolderContents folders = FolderContents.read(stated, library());
    Sweep now = folders.identified(Optional::empty);
    assertThat(new StatedContents(folders, false).reasonNotToRun(now)).isPresent();
    assertThat(new StatedContents(folders, true).reasonNotToRun(now)).isEmpty();
  }

  @Test
  void whatWasKnownOfAFolderThatIsGoneStillCounts() throws IOException {
    Sweep before = identified(sweep(folder("a", 0)));
    Sweep gone = sweep(directory.resolve("a"));
    for (String split : List.of("train", "t10k")) {
      Files.delete(directory.resolve("a").resolve(split + "-images-idx3-ubyte"));
    }
    assertThat(FolderContents.read(gone, library()).identified(() -> Optional.of(before)).hash())
        .isEqualTo(before.hash());
  }

  @Test
  void cellsKnownByPathAreTakenOverWhereTheirImagesAreProvenTheSame() throws IOException {
    Sweep old = sweep(folder("a", 0));
    train(old, sets(old).images(old.cells().get(0)));
    Sweep now = identified(old);
    new CellsKnownByPath(database.sweeps, database.ledger, sets(now))
        .takeOver(FolderContents.read(old, library()));
    assertThat(conflict(now)).isEmpty();
    assertThat(database.ledger.records().remaining().unfinished(now)).isEmpty();
    assertThat(database.sweeps.find("x").orElseThrow().hash()).isEqualTo(now.hash());
  }

  @Test
  void cellsKnownByPathAreRefusedWhereNothingProvesTheirImages() throws IOException {
    Sweep old = sweep(folder("a", 0));
    train(old, "other images");
    Sweep now = identified(old);
    new CellsKnownByPath(database.sweeps, database.ledger, sets(now))
        .takeOver(FolderContents.read(old, library()));
    assertThat(conflict(now))
        .get()
        .isInstanceOfSatisfying(
            RunResult.Refused.class,
            refused -> assertThat(refused.reason()).contains("does not prove"));
  }

  @Test
  void testImagesThatAreAlsoTrainingImagesAreCounted() throws IOException {
    Path folder = folder("a", 0);
    images(folder, "t10k", 10, 15);
    assertThat(FolderContents.read(sweep(folder), library()).remarks())
        .singleElement()
        .asString()
        .contains("5 of its 10 test images are also training images");
    images(folder, "t10k", 10, 5);
    FolderContents nothingHeldOut = FolderContents.read(sweep(folder), library());
    assertThatThrownBy(nothingHeldOut::remarks)
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("none is held out");
  }

  @Test
  void foldersOfEqualContentHaveOneShard() throws IOException {
    Path copy = folder("b", 0);
    Sweep sweep =
        identified(
            sweep(
                folder("a", 0),
                "evaluate.images=idx:" + copy,
                "mlp.maxSamples=100",
                "evaluate.maxSamples=50"));
    assertThat(sets(sweep).toGenerate(sweep.cells()))
        .extracting(plan -> plan.shard())
        .doesNotHaveDuplicates()
        .hasSize(3);
  }
}
