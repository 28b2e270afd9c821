package org.gpicl.bench.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.bench.timing.MatrixRate;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.StepTimes;
import org.gpicl.bench.timing.Timing;
import org.gpicl.bench.timing.Workload;
import org.gpicl.engine.Batch;
import org.gpicl.sweep.Cell;

/**
 * Compares training steps on one core with the yardstick's and with the rate of matrix products.
 */
public final class StepBench {
  private static final double SECONDS_FOR_A_SHAPE = 0.02;

  private final Setting setting;
  private final StepTimes times;
  private final MatrixRate matrices;

  public StepBench(Setting setting, StepTimes times) {
    this.setting = setting;
    this.times = times;
    this.matrices = new MatrixRate(Math.min(SECONDS_FOR_A_SHAPE, setting.seconds()));
  }

  /** The notebook's transformer by width, and that of the recipe `small`. */
  public Section transformers() {
    Section section =
        new Section(
            "steps",
            "Transformer step, one core: notebook (128 x 100 tokens of 794), small (64 x 40 of 54)");
    StepShape.transformers(setting).forEach(shape -> measure(section, shape));
    return section;
  }

  public Section lstms() {
    Section section =
        new Section("lstm", "LSTM step, one core: notebook (128 x 100 tokens of 794)");
    StepShape.lstms(setting).forEach(shape -> measure(section, shape));
    return section;
  }

  public Section outerProductLstms() {
    Section section =
        new Section(
            "op-lstm", "Outer-product LSTM step, one core: notebook (128 x 100 tokens of 794)");
    StepShape.outerProductLstms(setting).forEach(shape -> measure(section, shape));
    return section;
  }

  public Section mlps() {
    Section section = new Section("mlp", "MLP step, one core: batch 128, 784 inputs");
    StepShape.mlps(setting).forEach(shape -> measure(section, shape));
    return section;
  }

  private void measure(Section section, StepShape shape) {
    Cell cell = shape.cell();
    setting.say(cell.kind().key() + " step " + shape.name());
    int items = cell.spec().batch();
    Batch batch = Workload.batch(cell, items);
    Optional<Cell> inBf16 = shape.inBf16(setting.engine());
    List<Contestant> contestants = new ArrayList<>();
    try {
      contestants.add(Workload.steps(setting.engine(), cell, batch));
      setting.yardstick().ifPresent(yardstick -> contestants.add(yardstick.steps(cell, batch)));
      int others = contestants.size();
      inBf16.ifPresent(cell16 -> contestants.add(Workload.steps(setting.engine(), cell16, batch)));
      List<Timing> timings = setting.roundRobin().time(contestants);
      Timing ours = timings.get(0);
      times.put(cell, ours.milliseconds());
      double operations = cell.model().trainingFlopsPerItem() * items;
      double floor = matrices.milliseconds(cell.model(), items);
      Section.Row row = section.row(shape.name());
      row.timings(timings.subList(0, others))
          .number("GFLOP/s", operations / ours.milliseconds() / 1e6)
          .number("matrix GFLOP/s", operations / floor / 1e6)
          .percent("of it", floor / ours.milliseconds());
      for (Timing halved : timings.subList(others, timings.size())) {
        row.timing(halved).number("bf16 gains", ours.milliseconds() / halved.milliseconds());
      }
    } finally {
      contestants.forEach(Contestant::close);
    }
  }
}
