package org.gpicl.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Boundary;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Sweep;

/** Writes sample reports into a folder, for eyes: {@code LookAtReport DIR}. */
final class LookAtReport {
  private LookAtReport() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    SampleSweep small = new SampleSweep();
    small.otherSets = List.of("fashion-mnist");
    write(directory.resolve("small"), small, small.outcomes());

    SampleSweep large = new SampleSweep();
    large.name = "hparam-sweep";
    large.tasks = LongStream.rangeClosed(0, 9).map(k -> 1L << 2 * k).boxed().toList();
    large.hidden = IntStream.rangeClosed(0, 9).mapToObj(k -> 1 << k).toList();
    write(directory.resolve("large"), large, withHoles(large));

    SampleSweep one = new SampleSweep();
    one.name = "one-model";
    one.models = List.of(ModelKind.TRANSFORMER);
    one.images = "glyphs";
    one.tasks = List.of(4L, 100L, 4096L, 16384L, 50000L);
    one.hidden = List.of(16, 32, 64, 128);
    one.seeds = List.of(0, 1, 2);
    one.classes = 5;
    write(directory.resolve("one"), one, one.outcomes());

    SampleSweep searched = boundary();
    write(directory.resolve("boundary"), searched, searched.outcomes());

    SampleSweep swept = new SampleSweep();
    swept.seeds = List.of(0, 1);
    swept.swept.put("transformer.learningRate", List.of("0.001", "0.003"));
    swept.swept.put("transformer.layers", List.of("1", "2"));
    write(directory.resolve("swept"), swept, swept.outcomes());
  }

  static SampleSweep boundary() {
    SampleSweep searched = new SampleSweep();
    searched.models = List.of(ModelKind.TRANSFORMER);
    searched.tasks = LongStream.rangeClosed(6, 14).map(k -> 1L << k).boxed().toList();
    searched.hidden = List.of(16, 32, 64);
    searched.seeds = List.of(0, 1, 2);
    searched.search = new Boundary("tasks", "unseen", 2, true);
    return searched;
  }

  static List<CellOutcome> withHoles(SampleSweep sample) {
    List<CellOutcome> outcomes = new ArrayList<>();
    for (var cell : sample.sweep().cells()) {
      if (cell.tasks() > 1L << 14 && cell.hidden() > 64) {
        continue;
      }
      if (cell.tasks() == 1L << 14 && cell.hidden() == 256) {
        outcomes.add(sample.outcome(cell, CellStatus.RUNNING, 9_000, ""));
      } else if (cell.tasks() == 1L << 8 && cell.hidden() == 512) {
        outcomes.add(
            sample.outcome(cell, CellStatus.FAILED, 1_200, "the loss became NaN at step 1,200"));
      } else {
        outcomes.add(sample.done(cell));
      }
    }
    return outcomes;
  }

  private static void write(Path directory, SampleSweep sample, List<CellOutcome> outcomes)
      throws Exception {
    Sweep sweep = sample.sweep();
    long start = System.nanoTime();
    var written = new SweepReport().write(directory, sweep, outcomes, SampleSweep.facts(), true);
    System.out.println(written.files().size() + " files, " + written.messages());
    System.out.println((System.nanoTime() - start) / 1_000_000 + " ms");
    System.out.println(ResultTable.of(sweep, outcomes));
  }
}
