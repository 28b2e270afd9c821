package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch.torch_zeros;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.engine.BatchMaker;
import org.gpicl.engine.BatchReader;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.tasks.ImageSet;
import org.gpicl.tasks.ItemDraws;

/**
 * Makes batches of sequences on a device: which images and labels is drawn on the processor, the
 * tasks' matrices there, and there they project. Tokens are {@link BatchReader}'s but for the order
 * in which the products' sums are added up, which the rounding to half precision mostly hides.
 */
final class SequenceMaker implements BatchMaker {
  private final ItemDraws draws;
  private final double labelScale;
  private final ComputeDevice device;
  private final OutOfMemory memory;
  private final int length;
  private final int features;
  private final MatrixTensors matrices;
  private final Tensor images; // [images, features]

  SequenceMaker(ItemDraws draws, double labelScale, ComputeDevice device, OutOfMemory memory) {
    this.draws = draws;
    this.labelScale = labelScale;
    this.device = device;
    this.memory = memory;
    this.length = draws.spec().length();
    this.features = draws.spec().images().features();
    this.matrices = device.aside(() -> new MatrixTensors(draws, device));
    try {
      this.images = device.aside(() -> Tensors.held(() -> device.take(numbers(draws.images()))));
    } catch (RuntimeException noRoom) {
      matrices.close();
      throw noRoom;
    }
  }

  private static Tensor numbers(ImageSet set) {
    float[] numbers = new float[Math.multiplyExact(set.count(), set.features())];
    for (int image = 0; image < set.count(); image++) {
      set.copy(image, numbers, image * set.features());
    }
    return Tensors.of(numbers, set.count(), set.features());
  }

  @Override
  public LoadedBatch make(int size, BatchReader.Place items, int classes) {
    long[] tasks = new long[size];
    long[] drawn = new long[size * length];
    long[] labels = new long[drawn.length];
    for (int place = 0; place < size; place++) {
      ItemDraws.Drawn item = draws.draw(items.item(place), 1, classes);
      tasks[place] = item.task();
      for (int j = 0; j < length; j++) {
        drawn[place * length + j] = item.images()[j];
        labels[place * length + j] = item.labels()[j];
      }
    }
    return memory.told(() -> device.make(size, length, () -> rows(tasks, drawn, labels)));
  }

  private ComputeDevice.Rows rows(long[] tasks, long[] drawnImages, long[] permutedLabels) {
    int size = tasks.length;
    Tensor drawn = device.take(Tensors.of(drawnImages, drawnImages.length));
    Tensor labels = device.take(Tensors.of(permutedLabels, permutedLabels.length));
    int width = features + draws.spec().images().classes();
    Tensor tokens = torch_zeros(new long[] {size, length, width}, images.options());
    for (int done = 0; done < size; done += matrices.tasksAtOnce()) {
      int first = done;
      int some = Math.min(matrices.tasksAtOnce(), size - done);
      try (PointerScope scope = new PointerScope()) {
        Tensor x = // [some, length, features]
            images
                .index_select(0, drawn.narrow(0, (long) first * length, (long) some * length))
                .view(some, length, features);
        Tensor a = matrices.of(Arrays.copyOfRange(tasks, first, first + some));
        Tensor projected = x.bmm(a.transpose(1, 2)).to(ScalarType.Half);
        tokens.narrow(0, first, some).narrow(2, 0, features).copy_(projected);
      }
    }
    if (length > 1) {
      Tensor before = // [size, length - 1, 1]: where in the token the label before it is told
          labels.view(size, length).narrow(1, 0, length - 1).add(new Scalar(features)).unsqueeze(2);
      tokens.narrow(1, 1, length - 1).scatter_(2, before, new Scalar(labelScale));
    }
    return new ComputeDevice.Rows(tokens.view((long) size * length, width), labels);
  }

  @Override
  public void close() {
    images.close();
    matrices.close();
  }
}
