package org.gpicl.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.gpicl.home.files.FileTree;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event files of a sweep, whatever interrupted the writing. */
class TensorBoardSweepTest {
  private static final Sweep SWEEP = sweep("");

  @TempDir Path root;

  private boolean outOfTime;

  private final MigratedDatabase database = new MigratedDatabase();

  private static Sweep sweep(String more) {
    return SweepFile.parse(
        "name: shown\nrecipe: small\nimages: glyphs\nmodels: mlp\ntasks: 4\nhidden: 8\n" + more,
        "test",
        List.of());
  }

  @BeforeEach
  void begin() throws Exception {
    database.sweeps.put(SWEEP);
    database.ledger.begin(cell(), "images", "engine");
    point(100);
    point(200);
  }

  private static Cell cell() {
    return SWEEP.cells().get(0);
  }

  private void point(long step) {
    database.ledger.point(cell(), new CurvePoint(step, 1.0 / step, 0.3, 0.2, 0.1));
  }

  private SweepTracker tracker(Sweep sweep) {
    return new TensorBoardSweep(root, sweep, database.ledger.records(), () -> outOfTime);
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("shown/" + cell().key()))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private Map<String, Long> newest() throws IOException {
    try (EventFile file = EventFile.open(file())) {
      return file.newest();
    }
  }

  @Test
  void aFileThatIsBeingWrittenIsLeftAlone() throws Exception {
    tracker(SWEEP).send(false);
    byte[] before = Files.readAllBytes(file());
    point(300);
    try (EventFile other = EventFile.open(file())) {
      assertThatThrownBy(() -> tracker(SWEEP).send(false))
          .isInstanceOf(TrackerException.class)
          .hasMessageContaining("another run, is writing it");
    }
    assertThat(file()).hasBinaryContent(before);
  }

  @Test
  void nothingIsWrittenWhenTheTimeIsOver() {
    outOfTime = true;
    assertThatThrownBy(() -> tracker(SWEEP).send(false)).isInstanceOf(CancellationException.class);
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aFolderThatWasRemovedIsWrittenWhole() throws Exception {
    SweepTracker tracker = tracker(SWEEP);
    tracker.send(false);
    long whole = Files.size(file());
    new FileTree(root.resolve("shown")).delete();
    Files.writeString(root.resolve("shown"), "a file");
    point(300);
    assertThatThrownBy(() -> tracker.send(false)).isInstanceOf(TrackerException.class);
    Files.delete(root.resolve("shown"));
    tracker.send(false);
    assertThat(Files.size(file())).isGreaterThan(whole);
  }

  @Test
  void whatIsNewIsAddedAtTheEnd() throws Exception {
    SweepTracker tracker = tracker(SWEEP);
    assertThat(tracker.send(false).cells()).isEqualTo(1);
    byte[] first = Files.readAllBytes(file());
    assertThat(tracker.send(false).cells()).as("nothing is new").isZero();
    point(300);
    tracker.send(false);
    byte[] second = Files.readAllBytes(file());
    assertThat(second).hasSizeGreaterThan(first.length).startsWith(first);
    assertThat(newest()).containsEntry("loss", 300L);
  }

  @Test
  void aFileIsReadOnlyIfItIsNotAsItWasLeft() throws Exception {
    SweepTracker tracker = tracker(SWEEP);
    tracker.send(false);
    byte[] damaged = Files.readAllBytes(file());
    damaged[damaged.length - 6]++;
    Files.write(file(), damaged);
    point(300);
    tracker.send(false);
    byte[] unread = Files.readAllBytes(file());
    assertThat(unread).as("a reader would have noticed").startsWith(damaged);
    Files.write(file(), Arrays.copyOf(unread, unread.length - 3));
    point(400);
    tracker.send(false);
    assertThat(newest()).containsEntry("loss", 400L);
  }

  @Test
  void aFileThatWasCutOffAnywhereIsCompletedToTheSameEvents() throws Exception {
    tracker(SWEEP).send(false);
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file(), Arrays.copyOf(whole, length));
      tracker(SWEEP).send(false);
      // The time of an event is that of its writing.
      assertThat(Files.size(file())).as("cut off after %d bytes", length).isEqualTo(whole.length);
      assertThat(newest()).containsEntry("loss", 200L).containsEntry("learning_rate", 200L);
    }
  }

  @Test
  void aFileWithADamagedEventEndsBeforeIt() throws Exception {
    tracker(SWEEP).send(false);
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length - 6]++;
    Files.write(file(), bytes);
    tracker(SWEEP).send(false);
    assertThat(Files.size(file())).isEqualTo(bytes.length);
    assertThat(newest()).containsEntry("learning_rate", 200L);
  }

  @Test
  void aCellThatIsDefinedDifferentlyReplacesTheOldCurve() throws Exception {
    tracker(SWEEP).send(false);
    Path old = file();
    Sweep other = sweep("mlp: {learningRate: 0.2}\n");
    database.sweeps.put(other);
    database.ledger.begin(other.cells().get(0), "images", "engine");
    tracker(other).send(false);
    assertThat(file()).isNotEqualTo(old);
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws Exception {
    Files.writeString(root.resolve("shown"), "a file");
    assertThatThrownBy(() -> tracker(SWEEP).send(false))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining(root.resolve("shown/" + cell().key()) + "")
        .hasMessageContaining("cannot be written");
  }
}
