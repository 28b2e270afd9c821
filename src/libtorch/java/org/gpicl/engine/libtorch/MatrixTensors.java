package org.gpicl.engine.libtorch;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.tasks.GaussianTable;
import org.gpicl.tasks.ItemDraws;

/**
 * The matrices of tasks, drawn where the tensors are: bit by bit those of {@link
 * org.gpicl.tasks.RandomStream#gaussians}.
 */
final class MatrixTensors implements AutoCloseable {
  /** Blocks whose numbers lie among each other: sixteen, word by word, low halves first. */
  private static final int BLOCKS_OF_A_GROUP = 16;

  private static final int NUMBERS_OF_A_BLOCK = 8;

  private final int features;
  private final PhiloxTensors random;
  private final Tensor table; // [65536]

  MatrixTensors(ItemDraws draws, ComputeDevice device) {
    this.features = draws.spec().images().features();
    int group = BLOCKS_OF_A_GROUP * NUMBERS_OF_A_BLOCK;
    int groups = (features * features + group - 1) / group;
    int[] blocks = IntStream.range(0, groups * BLOCKS_OF_A_GROUP).toArray();
    this.random = new PhiloxTensors(draws.matrices(), blocks, device);
    float[] scaled = new GaussianTable().values();
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] *= (float) draws.spec().matrixScale();
    }
    this.table = Tensors.held(() -> device.take(Tensors.of(scaled, scaled.length)));
  }

  /** How many should be asked for at once. */
  int tasksAtOnce() {
    return random.indicesAtOnce();
  }

  /** Those of some tasks, [tasks, features, features], in the scope around. */
  Tensor of(long[] tasks) {
    return Tensors.alone(() -> draw(tasks));
  }

  private Tensor draw(long[] tasks) {
    int n = tasks.length;
    Tensor halves = // [n, groups, words, halves, blocks of a group]
        random
            .words(tasks, 0)
            .view(ScalarType.Short)
            .view(n, -1, BLOCKS_OF_A_GROUP, 4, 2)
            .permute(0, 1, 3, 4, 2);
    long numbers = (long) features * features;
    // As whole numbers with a sign those from 32,768 on count from the table's end.
    Tensor places = halves.reshape(n, -1).narrow(1, 0, numbers).to(ScalarType.Long);
    return table.take(places).view(n, features, features);
  }

  @Override
  public void close() {
    random.close();
    table.close();
  }
}
