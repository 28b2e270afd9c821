package org.gpicl.job.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.gpicl.engine.Engine;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.job.estimate.CellDemand;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

class CommonBatchesTest {

  /** An engine that finds two GPUs. */
  private record MadeUp(OptionalInt device) implements Engine {
    @Override
    public String name() {
      return "made up";
    }

    @Override
    public String description() {
      return name();
    }

    @Override
    public List<Engine> devices() {
      return IntStream.range(0, 2).<Engine>mapToObj(n -> new MadeUp(OptionalInt.of(n))).toList();
    }

    @Override
    public Trainer open(
        ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
      throw new UnsupportedOperationException();
    }
  }

  private static Sweep sweep(String... overrides) {
    return SweepFile.parse(
        """
        name: common
        recipe: notebook
        images: glyphs
        models: [mlp, transformer]
        tasks: 2^16
        hidden: [2, 4, 8, 16, 32, 64]
        transformer: {sequencesPerTask: fresh}
        workers: 2
        """,
        "test",
        List.of(overrides));
  }

  private static CommonBatches of(Sweep sweep) {
    return new CommonBatches(new VectorEngine(), sweep);
  }

  private static Cell transformer(Sweep sweep, int hidden) {
    return sweep.cells().stream()
        .filter(cell -> cell.kind().sequences() && cell.hidden() == hidden)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void widthsThatDifferInNothingElseAreTrainedOnTheSameBatches() {
    Sweep sweep = sweep();
    CommonBatches common = of(sweep);
    assertThat(common.most()).isEqualTo(6);
    assertThat(common.users(transformer(sweep, 2))).isEqualTo(6);
    assertThat(common.of(transformer(sweep, 2)))
        .isPresent()
        .isEqualTo(common.of(transformer(sweep, 64)));
    assertThat(common.of(sweep.cells().get(0))).as("an MLP").isEmpty();
  }

  @Test
  void thoseOfOtherSeedsTasksOrSizesAreNot() {
    Sweep sweep = sweep("seeds=0,1", "tasks=2^15,2^16", "transformer.batch=64,128");
    assertThat(of(sweep).groups()).hasSize(8).allSatisfy(cells -> assertThat(cells).hasSize(6));
  }

  @Test
  void thereAreAtMostFourForEachCoreAtATime() {
    Sweep sweep = sweep("workers=1");
    assertThat(of(sweep).most()).isEqualTo(4);
    assertThat(of(sweep).users(transformer(sweep, 2))).isEqualTo(4);
  }

  @Test
  void aSmallHeapHasRoomForFewer() {
    CommonBatches common = new CommonBatches(new VectorEngine(), sweep(), 400_000_000);
    assertThat(common.most()).isEqualTo(3);
    assertThat(common.users(transformer(sweep(), 2))).isEqualTo(3);
  }

  @Test
  void workersElsewhereTakeOneCellAtATime() {
    Sweep sweep = sweep("runOn=workers");
    assertThat(of(sweep).most()).isEqualTo(1);
    assertThat(of(sweep).users(transformer(sweep, 2))).isEqualTo(1);
    assertThat(of(sweep).of(transformer(sweep, 2))).as("if they train them together").isPresent();
  }

  @Test
  void aDeviceHasItsOwnWays() {
    Engine gpus = new MadeUp(OptionalInt.empty());
    assertThat(new CommonBatches(gpus, sweep()).groups()).isEmpty();
  }

  @Test
  void batchesThatAreNearlyFreeAreNotShared() {
    assertThat(of(sweep("images.size=7", "hidden=32,64")).groups()).isEmpty();
    assertThat(of(sweep("tasks=16")).groups()).as("whose matrices are kept").isEmpty();
    assertThat(of(sweep("hidden=64")).groups()).as("of a single cell").isEmpty();
  }

  @Test
  void theMemoryOfAllThatAreTrainedAtATimeIsForeseen() {
    CellDemand alone = new CellDemand(new VectorEngine(), sweep("hidden=2"));
    CellDemand shared = new CellDemand(new VectorEngine(), sweep());
    assertThat(shared.cellsAtATime()).isEqualTo(2);
    assertThat(shared.cellsBeside()).isEqualTo(7);
    // A batch of the notebook's has 42 MB; six cells hold one each, and one is made ahead.
    assertThat(shared.heapBytes(cell -> 0) - alone.heapBytes(cell -> 0)).isGreaterThan(5 * 40e6);
  }
}
