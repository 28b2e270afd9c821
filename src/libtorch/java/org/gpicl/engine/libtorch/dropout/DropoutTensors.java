package org.gpicl.engine.libtorch.dropout;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.engine.libtorch.device.ComputeDevice;
import org.gpicl.engine.libtorch.device.PhiloxTensors;
import org.gpicl.model.DropoutMask;
import org.gpicl.model.TransformerSpec;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/**
 * Dropout drawn on the device that computes the steps: nothing is sent, and no core is kept busy.
 */
public final class DropoutTensors implements DropoutSource {
  private static final int BLOCKS_OF_A_WORD = Long.SIZE / DropoutMask.ELEMENTS_PER_BLOCK;

  /**
   * Inverts the top bit of both halves, so that comparing them as signed numbers orders them as
   * unsigned ones.
   */
  private static final int TOPS = 0x80008000;

  private static final int MIDDLE = 1 << 15;

  private final DropoutMask masks;
  private final DropoutSites sites;
  private final PhiloxTensors random;

  public DropoutTensors(TransformerSpec spec, int seed, ComputeDevice device) {
    this.masks = new DropoutMask(seed, spec.dropout());
    this.sites = new DropoutSites(spec);
    int[] blocks = new int[sites.words() * BLOCKS_OF_A_WORD];
    for (DropoutSites.Site site : sites.all()) {
      for (int k = 0; k < site.words() * BLOCKS_OF_A_WORD; k++) {
        blocks[site.at() * BLOCKS_OF_A_WORD + k] = DropoutMask.block(site.number(), 0) + k;
      }
    }
    this.random = new PhiloxTensors(new RandomStream(seed, Stream.DROPOUT), blocks, device);
  }

  @Override
  public Dropouts of(long step, int first, int items) {
    int elements = sites.words() * Long.SIZE;
    Tensor stays = random.empty(ScalarType.Bool, items, elements);
    for (int done = 0; done < items; done += random.indicesAtOnce()) {
      int some = Math.min(random.indicesAtOnce(), items - done);
      long[] indices = new long[some];
      for (int k = 0; k < some; k++) {
        indices[k] = DropoutMask.index(step, first + done + k);
      }
      try (PointerScope scope = new PointerScope()) {
        Tensor reached = // [some, blocks, words of a block, halves]
            random
                .words(indices, TOPS)
                .view(ScalarType.Short)
                .view(some, -1, 4, 2)
                .ge(new Scalar(masks.threshold() - MIDDLE));
        stays.narrow(0, done, some).view(some, -1, 2, 4).copy_(reached.transpose(2, 3));
      }
    }
    return sites.dropouts(stays, masks.kept());
  }

  @Override
  public void close() {
    random.close();
  }
}
