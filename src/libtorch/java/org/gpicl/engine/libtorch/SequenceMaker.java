package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch.torch_zeros;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.engine.BatchMaker;
import org.gpicl.engine.BatchReader;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.libtorch.device.ComputeDevice;
import org.gpicl.engine.libtorch.device.TensorBatch;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.ItemDraws;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageSet;

/**
 * Makes batches of sequences on a device: the processor draws images and labels, the device draws
 * the tasks' matrices and projects. Tokens equal those of {@link BatchReader} except for the
 * products' order of summation, which the rounding to half precision mostly hides.
 */
final class SequenceMaker implements BatchMaker {
  /** With more pixels, drawing a single matrix needs a fifth of a gigabyte. */
  private static final int MOST_FEATURES = 64 * 64;

  private static final int IMAGES_AT_ONCE = 4096;

  private final ItemDraws draws;
  private final float labelScale;
  private final ComputeDevice device;
  private final OutOfMemory memory;
  private final int length;
  private final int features;
  private final MatrixTensors matrices;
  private final Tensor images; // [images, features]

  SequenceMaker(ItemDraws draws, float labelScale, ComputeDevice device, OutOfMemory memory) {
    this.draws = draws;
    this.labelScale = labelScale;
    this.device = device;
    this.memory = memory;
    this.length = draws.spec().length();
    this.features = draws.spec().images().features();
    this.matrices = device.aside(() -> new MatrixTensors(draws, device));
    try {
      this.images = device.aside(() -> Tensors.held(() -> there(draws.images())));
    } catch (RuntimeException | Error noRoom) {
      matrices.close();
      throw noRoom;
    }
  }

  /** Whether the sequences of a set are made this way, which depends on the set alone. */
  static boolean suits(SetSpec set) {
    return set.matricesAreNew() && set.images().features() <= MOST_FEATURES;
  }

  /**
   * The approximate number of bytes needed on a device, for images and for drawing matrices.
   *
   * @param images how many there are
   */
  static double bytes(SetSpec set, long images, int counters) {
    return 4.0 * images * set.images().features() + MatrixTensors.bytes(counters);
  }

  private Tensor there(ImageSet set) {
    Tensor there = matrices.empty(set.count(), features);
    for (int done = 0; done < set.count(); done += IMAGES_AT_ONCE) {
      int some = Math.min(IMAGES_AT_ONCE, set.count() - done);
      float[] numbers = new float[some * features];
      for (int k = 0; k < some; k++) {
        set.copy(done + k, numbers, k * features);
      }
      try (PointerScope scope = new PointerScope()) {
        there.narrow(0, done, some).copy_(Tensors.of(numbers, some, features));
      }
    }
    return there;
  }

  @Override
  public LoadedBatch make(int size, BatchReader.Place items, InUse inUse) {
    long[] tasks = new long[size];
    long[] drawn = new long[size * length];
    long[] labels = new long[drawn.length];
    for (int place = 0; place < size; place++) {
      ItemDraws.Drawn item = draws.draw(items.item(place), 1, inUse);
      tasks[place] = item.task();
      for (int j = 0; j < length; j++) {
        drawn[place * length + j] = item.images()[j];
        labels[place * length + j] = item.labels()[j];
      }
    }
    return memory.guard(() -> device.make(size, length, () -> rows(tasks, drawn, labels)));
  }

  private TensorBatch.Rows rows(long[] tasks, long[] drawnImages, long[] permutedLabels) {
    int size = tasks.length;
    Tensor drawn = device.send(Tensors.of(drawnImages, drawnImages.length));
    Tensor labels = device.send(Tensors.of(permutedLabels, permutedLabels.length));
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
        Tensor a = matricesOf(Arrays.copyOfRange(tasks, first, first + some));
        Tensor projected = x.bmm(a.transpose(1, 2)).to(ScalarType.Half);
        tokens.narrow(0, first, some).narrow(2, 0, features).copy_(projected);
      }
    }
    if (length > 1) {
      Tensor before = // [size, length - 1, 1]: where a token holds the previous label
          labels.view(size, length).narrow(1, 0, length - 1).add(new Scalar(features)).unsqueeze(2);
      tokens.narrow(1, 1, length - 1).scatter_(2, before, new Scalar((double) labelScale));
    }
    return new TensorBatch.Rows(tokens.view((long) size * length, width), labels);
  }

  /** Draws each matrix once, however many items belong to its task. */
  private Tensor matricesOf(long[] tasks) {
    long[] distinct = Arrays.stream(tasks).distinct().toArray();
    Tensor drawn = matrices.of(distinct);
    if (distinct.length == tasks.length) {
      return drawn;
    }
    Map<Long, Long> places = new HashMap<>();
    for (long task : distinct) {
      places.put(task, (long) places.size());
    }
    long[] placeOf = Arrays.stream(tasks).map(places::get).toArray();
    return drawn.index_select(0, device.send(Tensors.of(placeOf, placeOf.length)));
  }

  @Override
  public void close() {
    images.close();
    matrices.close();
  }
}
