package org.gpicl.job.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.Engine;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.job.estimate.CellDemand;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.SetSpec;
import org.junit.jupiter.api.Test;

class EngineSlotsTest {

  /** Engines of made-up devices. */
  private record MadeUp(List<Integer> numbers, OptionalInt device, int memory) implements Engine {
    static MadeUp with(Integer... numbers) {
      return new MadeUp(List.of(numbers), OptionalInt.empty(), Integer.MAX_VALUE);
    }

    MadeUp holding(int cells) {
      return new MadeUp(numbers, device, cells);
    }

    @Override
    public int room(ModelSpec model, TrainingSpec training, SetSpec set) {
      return memory;
    }

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
      return numbers.isEmpty()
          ? List.of(this)
          : numbers.stream()
              .<Engine>map(number -> new MadeUp(List.of(), OptionalInt.of(number), memory))
              .toList();
    }

    @Override
    public Trainer open(
        ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
      throw new UnsupportedOperationException();
    }
  }

  private static Sweep sweep(String hidden, String... overrides) {
    return SweepFile.parse(
        """
        name: slots
        recipe: notebook
        images: glyphs
        models: transformer
        tasks: 16
        hidden: [%s]
        """
            .formatted(hidden),
        "test",
        List.of(overrides));
  }

  @Test
  void onTheProcessorThereIsOneForEachWorker() {
    assertThat(new EngineSlots(MadeUp.with(), sweep("64"), 5, 1).size()).isEqualTo(5);
  }

  @Test
  void cellsShareEachDeviceAsTheFileSays() {
    Sweep sweep = sweep("64", "cellsPerDevice=3");
    assertThat(new EngineSlots(MadeUp.with(0, 2), sweep, 5, 1).size()).isEqualTo(6);
  }

  @Test
  void whatASweepNeedsCountsThemButNoMoreThanItsCells() {
    Sweep few = sweep("16, 64", "cellsPerDevice=3");
    Sweep many = sweep("1, 2, 3, 4, 5, 6, 7, 8", "cellsPerDevice=3");
    assertThat(new CellDemand(MadeUp.with(0, 2), few).cellsAtATime()).isEqualTo(2);
    assertThat(new CellDemand(MadeUp.with(0, 2), many).cellsAtATime()).isEqualTo(6);
    assertThat(
            new CellDemand(MadeUp.with(), sweep("1, 2, 3, 4, 5, 6, 7, 8", "workers=5"))
                .cellsAtATime())
        .isEqualTo(5);
  }

  @Test
  void byItselfTheLargestCellTellsHowManyShare() {
    assertThat(new EngineSlots(MadeUp.with(0), sweep("16, 64"), 1, 1).size()).isEqualTo(8);
    assertThat(new EngineSlots(MadeUp.with(0), sweep("64, 256"), 1, 1).size()).isEqualTo(2);
    assertThat(new EngineSlots(MadeUp.with(0), sweep("64, 512"), 1, 1).size()).isEqualTo(1);
  }

  @Test
  void noMoreThanTheDeviceHasMemoryForUnlessTheFileSaysSo() {
    Engine small = MadeUp.with(0).holding(3);
    assertThat(new EngineSlots(small, sweep("16"), 1, 1).size()).isEqualTo(3);
    assertThat(new EngineSlots(small, sweep("16", "cellsPerDevice=5"), 1, 1).size()).isEqualTo(5);
    assertThat(new EngineSlots(MadeUp.with(0).holding(0), sweep("16"), 1, 1).size()).isEqualTo(1);
  }

  @Test
  void batchesAheadKeepInBounds() {
    Sweep small = sweep("16", "workers=64", "cellsPerDevice=1");
    assertThat(new EngineSlots(MadeUp.with(0), small, 1, 1).readers(small.cells().get(0)))
        .isEqualTo(8);
    Sweep large = sweep("16", "workers=64", "cellsPerDevice=1", "transformer.batch=512");
    assertThat(new EngineSlots(MadeUp.with(0), large, 1, 1).readers(large.cells().get(0)))
        .as("163 MB each, half a gigabyte in all")
        .isEqualTo(3);
    Sweep narrow = sweep("16", "workers=1");
    assertThat(new EngineSlots(MadeUp.with(0), narrow, 1, 1).readers(narrow.cells().get(0)))
        .isEqualTo(1);
  }

  @Test
  void theFirstCellsSpreadOverAllDevicesAndPlacesComeBack() {
    EngineSlots slots = new EngineSlots(MadeUp.with(4, 7), sweep("64", "cellsPerDevice=2"), 1, 1);
    List<EngineSlots.Slot> taken = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      EngineSlots.Slot slot = slots.take();
      taken.add(slot);
      numbers.add(slot.engine().device().orElseThrow());
    }
    assertThat(numbers).containsExactly(4, 7, 4, 7);
    assertThatThrownBy(slots::take).isInstanceOf(IllegalStateException.class);
    taken.get(1).close();
    assertThat(slots.take().engine().device()).hasValue(7);
  }
}
