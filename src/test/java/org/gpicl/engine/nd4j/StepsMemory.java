package org.gpicl.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.gpicl.model.ModelSpec;

/** Trains in a process of its own and prints by how many bytes it grew while it did. */
final class StepsMemory {
  static final String GROWN = "grown by ";

  private StepsMemory() {}

  /**
   * @param arguments which model, and how many steps
   */
  public static void main(String[] arguments) {
    int steps = Integer.parseInt(arguments[1]);
    ModelSpec model = Nd4jEngineTest.models().get(Integer.parseInt(arguments[0]));
    List<Long> bytes = new ArrayList<>();
    Nd4jEngineTest.train(
        model,
        steps,
        trainer -> {
          if (trainer.state().step() % (steps / 3) == 0) {
            bytes.add(settled());
          }
        });
    System.out.println(bytes);
    System.out.println(GROWN + (bytes.get(2) - bytes.get(1)));
  }

  /** Resident memory once the collector and ND4J's own threads have freed what they will. */
  private static long settled() {
    long lowest = Long.MAX_VALUE;
    for (int k = 0; k < 5; k++) {
      System.gc();
      lowest = Math.min(lowest, Pointer.physicalBytes());
    }
    return lowest;
  }
}
