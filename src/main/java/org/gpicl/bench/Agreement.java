package org.gpicl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.bench.timing.Workload;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.sweep.Cell;

/** Checks that others compute what we compute, by comparing the losses of some steps. */
final class Agreement {
  private static final int ITEMS = 8;
  private static final int STEPS = 6;
  private static final int WIDTH = 16;
  private static final double TOLERANCE = 1e-3;

  private Agreement() {}

  private static Stream<Workload> models(BenchPart part) {
    return switch (part) {
      case STEPS ->
          Stream.of(Workload.notebookTransformer(WIDTH), Workload.smallTransformer(WIDTH));
      case LSTM -> Stream.of(Workload.notebookLstm(WIDTH));
      case OP_LSTM -> Stream.of(Workload.notebookOuterProductLstm(WIDTH));
      case MLP -> Stream.of(Workload.notebookMlp(WIDTH));
      case SEQUENCES, WORKERS, CHECKPOINTS, MEMORY, DEVICE -> Stream.empty();
    };
  }

  /**
   * Trains both for some steps.
   *
   * @param other the name of the other
   * @param parts whose models are compared
   * @param steps the other's steps on a batch
   * @throws EngineException if their losses differ
   */
  static void check(
      Engine engine,
      String other,
      Set<BenchPart> parts,
      BiFunction<Cell, Batch, Contestant> steps) {
    for (Workload workload : parts.stream().flatMap(Agreement::models).toList()) {
      // Each draws its own dropout masks, so a loss with dropout would prove nothing.
      Cell cell = workload.cell("transformer.dropout=0");
      Batch batch = Workload.batch(cell, ITEMS);
      List<Double> ours = losses(Workload.steps(engine, cell, batch));
      List<Double> theirs = losses(steps.apply(cell, batch));
      for (int step = 0; step < STEPS; step++) {
        if (!(Math.abs(ours.get(step) - theirs.get(step)) < TOLERANCE * ours.get(step))) {
          throw new EngineException(
              "%s and %s do not train the same %s: losses %s and %s. Nothing was measured."
                  .formatted(engine.name(), other, workload.name(), ours, theirs));
        }
      }
    }
  }

  private static List<Double> losses(Contestant steps) {
    try (steps) {
      List<Double> losses = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        losses.add(steps.run());
      }
      return losses;
    }
  }
}
