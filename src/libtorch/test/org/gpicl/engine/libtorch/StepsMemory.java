package org.gpicl.engine.libtorch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineSettings;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;

/**
 * Trains in a process of its own and prints by how many bytes it grew in its second half. No
 * garbage is collected for it: what is left to the collector counts as lost.
 */
final class StepsMemory {
  static final String GROWN = "grown by ";
  static final String STEPS = "steps";
  static final String CYCLES = "cycles";

  private StepsMemory() {}

  public static void main(String[] arguments) {
    Engine engine = new LibtorchEngine().with(new EngineSettings(true, false)).devices().get(0);
    List<Long> bytes = new ArrayList<>();
    if (arguments[0].equals(STEPS)) {
      for (ModelSpec model : LibtorchEngineTest.models()) {
        train(engine, model, 2_000 / LibtorchEngineTest.models().size(), bytes);
      }
    } else {
      for (int cycle = 0; cycle < 20; cycle++) {
        for (ModelSpec model : LibtorchEngineTest.models()) {
          train(engine, model, 3, new ArrayList<>());
        }
        bytes.add(Pointer.physicalBytes());
      }
    }
    System.out.println(bytes);
    System.out.println(GROWN + (bytes.get(bytes.size() - 1) - bytes.get(bytes.size() / 2)));
  }

  private static void train(Engine engine, ModelSpec model, int steps, List<Long> bytes) {
    TrainingSpec training = LibtorchEngineTest.training(Precision.FLOAT32);
    try (Trainer trainer =
        engine.open(model, training, TrainingState.initial(model, training), () -> false)) {
      for (int step = 0; step < steps; step++) {
        trainer.step(LibtorchEngineTest.batch(model, step));
        if (step % 50 == 0) {
          trainer.logits(LibtorchEngineTest.batch(model, step));
          bytes.add(Pointer.physicalBytes());
        }
      }
      trainer.state();
    }
  }
}
