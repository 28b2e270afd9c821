package org.gpicl.engine.vector;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Activation;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;

/** The bytes that a compiled step of one model allocates: for a JVM that runs nothing else. */
final class StepAllocation {
  /** Below the smallest array of a pass, 8 items of 16 floats: 512 bytes. */
  static final long MOST = 400;

  static final List<ModelSpec> MODELS =
      List.of(
          new MlpSpec(20, 16, 5, false),
          new TransformerSpec(
              3,
              2,
              6,
              16,
              2,
              2,
              32,
              Activation.GELU_ERF,
              Set.of(Position.LEARNED, Position.ALIBI),
              true,
              0.1,
              false),
          new LstmSpec(3, 2, 6, 16),
          new OpLstmSpec(3, 2, 6, 16, 4),
          new AdaptedMlpSpec(3, 2, 6, 16, 3, 0.1, true));

  private StepAllocation() {}

  /** Takes the model's index, prints the least bytes of a step. */
  public static void main(String[] arguments) {
    ModelSpec model = MODELS.get(Integer.parseInt(arguments[0]));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Batch batch = Specimens.batch(model, 8, 1);
    TrainingState state = TrainingState.initial(model, Specimens.adam());
    long least = Long.MAX_VALUE;
    try (Trainer trainer = new VectorEngine().open(model, Specimens.adam(), state, () -> false)) {
      // Until compiled, every vector is an object.
      for (int round = 0; round < 1000 && least > MOST; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int step = 0; step < 20; step++) {
          trainer.step(batch);
        }
        least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 20);
      }
    }
    System.out.println(least);
  }
}
