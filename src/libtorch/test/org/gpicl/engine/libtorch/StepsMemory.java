package org.gpicl.engine.libtorch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.ExampleSet;

/**
 * Trains in a process of its own and prints by how many bytes it grew in its second half. No
 * garbage is collected for it: what is left to the collector counts as lost.
 */
final class StepsMemory {
  static final String GROWN = "grown by ";
  static final String STEPS = "steps";
  static final String CYCLES = "cycles";

  /** Steps whose batches and dropout are made by tensors, as on a device. */
  static final String MADE = "made";

  private StepsMemory() {}

  /**
   * @param arguments what to do, and by what number to divide how often
   */
  public static void main(String[] arguments) throws IOException {
    int parts = Integer.parseInt(arguments[1]);
    Engine engine = new LibtorchEngine().with(new EngineSettings(true, false)).devices().get(0);
    List<Long> bytes = new ArrayList<>();
    if (arguments[0].equals(STEPS)) {
      for (ModelSpec model : LibtorchEngineTest.models()) {
        train(engine, model, 2_000 / parts / LibtorchEngineTest.models().size(), bytes);
      }
    } else if (arguments[0].equals(MADE)) {
      Path directory = Files.createTempDirectory("steps");
      for (int opened = 0; opened < 20 / parts; opened++) {
        made(directory);
        bytes.add(Pointer.physicalBytes());
      }
      Files.delete(directory);
    } else {
      for (int cycle = 0; cycle < 20 / parts; cycle++) {
        for (ModelSpec model : LibtorchEngineTest.models()) {
          train(engine, model, 3, new ArrayList<>());
        }
        bytes.add(Pointer.physicalBytes());
      }
    }
    System.out.println(bytes);
    System.out.println(GROWN + (bytes.get(bytes.size() - 1) - bytes.get(bytes.size() / 2)));
  }

  private static void made(Path directory) {
    Cell cell = SequenceMakerTest.cell(4, "2^22");
    TrainingState begin = TrainingState.initial(cell.model(), cell.spec());
    try (ExampleSet set = SequenceMakerTest.set(cell, directory);
        Trainer trainer =
            LibtorchTrainer.open(cell.model(), cell.spec(), begin, new DrawsThere(), () -> false)) {
      SequenceMakerTest.advance(trainer, cell, set, 100);
    }
  }

  private static void train(Engine engine, ModelSpec model, int steps, List<Long> bytes) {
    TrainingSpec training = LibtorchEngineTest.training(Precision.FLOAT32);
    try (Trainer trainer =
        engine.open(model, training, TrainingState.initial(model, training), () -> false)) {
      for (int step = 0; step < steps; step++) {
        trainer.step(LibtorchEngineTest.batch(model, step));
        if (step % 25 == 0) {
          trainer.logits(LibtorchEngineTest.batch(model, step));
          bytes.add(Pointer.physicalBytes());
        }
      }
      trainer.state();
    }
  }
}
