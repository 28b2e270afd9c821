package org.gpicl.engine.libtorch;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.engine.libtorch.device.ComputeDevice;
import org.gpicl.engine.libtorch.device.PhiloxTensors;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.tasks.ItemDraws;
import org.gpicl.tasks.numbers.GaussianTable;

/**
 * Draws the matrices of tasks on the device, bit for bit those of {@link
 * org.gpicl.tasks.numbers.Gaussians}.
 */
final class MatrixTensors implements AutoCloseable {
  /** Blocks whose numbers are interleaved: sixteen, word by word, low halves first. */
  private static final int BLOCKS_OF_A_GROUP = 16;

  private static final int NUMBERS_OF_A_BLOCK = 8;

  /** Added to the signed halves so that they count from 0. */
  private static final int MIDDLE = 1 << 15;

  private final int features;
  private final PhiloxTensors random;
  private final Tensor table; // [65536], from the lowest signed half

  MatrixTensors(ItemDraws draws, ComputeDevice device) {
    this.features = draws.spec().images().features();
    int group = BLOCKS_OF_A_GROUP * NUMBERS_OF_A_BLOCK;
    int groups = (features * features + group - 1) / group;
    int[] blocks = IntStream.range(0, groups * BLOCKS_OF_A_GROUP).toArray();
    this.random = new PhiloxTensors(draws.matrices(), blocks, device);
    try {
      float[] gaussians = new GaussianTable().scaled((float) draws.spec().matrixScale());
      float[] swapped = new float[gaussians.length];
      for (int k = 0; k < swapped.length; k++) {
        swapped[k] = gaussians[k ^ MIDDLE];
      }
      this.table = Tensors.held(() -> device.take(Tensors.of(swapped, swapped.length)));
    } catch (RuntimeException | Error noRoom) {
      random.close();
      throw noRoom;
    }
  }

  /**
   * The most bytes that some counters and their results need: 64 each at a time, and what PyTorch
   * caches of earlier allocations.
   */
  static double bytes(int counters) {
    return 130.0 * counters;
  }

  /** How many tasks to draw at once. */
  int tasksAtOnce() {
    return random.indicesAtOnce();
  }

  /** An uninitialised tensor on the device. */
  Tensor empty(long... shape) {
    return random.empty(ScalarType.Float, shape);
  }

  /** The matrices of some tasks, [tasks, features, features], in the enclosing scope. */
  Tensor of(long[] tasks) {
    return Tensors.alone(() -> draw(tasks));
  }

  private Tensor draw(long[] tasks) {
    int n = tasks.length;
    Tensor places = Tensors.alone(() -> places(tasks)); // [n, groups * numbers of a group]
    return table
        .index_select(0, places.view(-1))
        .view(n, -1)
        .narrow(1, 0, (long) features * features)
        .view(n, features, features);
  }

  /** The numbers' places in the table, in order. */
  private Tensor places(long[] tasks) {
    int n = tasks.length;
    Tensor halves = // [n, groups, words, halves, blocks of a group]
        random
            .words(tasks, 0)
            .view(ScalarType.Short)
            .view(n, -1, BLOCKS_OF_A_GROUP, 4, 2)
            .permute(0, 1, 3, 4, 2);
    Tensor places =
        random.empty(ScalarType.Int, n, halves.size(1), 4, 2, BLOCKS_OF_A_GROUP); // row by row
    return places.copy_(halves).add_(new Scalar(MIDDLE)).view(n, -1);
  }

  @Override
  public void close() {
    random.close();
    table.close();
  }
}
