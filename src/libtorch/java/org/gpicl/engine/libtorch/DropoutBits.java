package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch.from_blob;
import static org.bytedeco.pytorch.global.torch.native_dropout_backward;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.model.DropoutMask;
import org.gpicl.model.DropoutSite;
import org.gpicl.model.TransformerSpec;

/**
 * The {@link DropoutMask} of a step, which every engine drops by, in one bit an element: drawn on
 * the processor, sent in one piece, and spread where it is used.
 */
final class DropoutBits implements AutoCloseable {
  private static final byte[] BIT_OF_A_BYTE = {1, 2, 4, 8, 16, 32, 64, (byte) 128};

  private final DropoutMask masks;
  private final Map<Integer, Site> sites = new LinkedHashMap<>();
  private final ComputeDevice device;
  private final Tensor bitOfAByte; // [8]
  private int wordsPerItem;

  /**
   * @param at where its words begin among those of an item
   */
  private record Site(int elements, int at) {
    int words() {
      return (elements + Long.SIZE - 1) / Long.SIZE;
    }
  }

  DropoutBits(TransformerSpec spec, int seed, ComputeDevice device) {
    this.masks = new DropoutMask(seed, spec.dropout());
    this.device = device;
    int tokens = spec.length() * spec.width();
    if (spec.inputNorm()) {
      site(DropoutSite.INPUT, tokens);
      site(DropoutSite.FINAL, tokens);
    }
    site(DropoutSite.EMBEDDING, tokens);
    for (int block = 0; block < spec.layers(); block++) {
      site(DropoutSite.attention(block), spec.heads() * spec.length() * spec.length());
      site(DropoutSite.attentionResidual(block), tokens);
      site(DropoutSite.innerResidual(block), tokens);
    }
    this.bitOfAByte =
        Tensors.held(
            () -> {
              try (BytePointer bits = new BytePointer(BIT_OF_A_BYTE)) {
                return device.take(
                    from_blob(
                            bits,
                            new long[] {BIT_OF_A_BYTE.length},
                            new TensorOptions(ScalarType.Byte))
                        .clone());
              }
            });
  }

  private void site(int site, int elements) {
    Site added = new Site(elements, wordsPerItem);
    sites.put(site, added);
    wordsPerItem += added.words();
  }

  /**
   * The bits of some items of a step, [items, words of an item]. Not for two threads at a time.
   *
   * @param first the place of the first in the batch
   */
  long[] draw(long step, int first, int items) {
    long[] words = new long[Math.multiplyExact(items, wordsPerItem)];
    for (int item = 0; item < items; item++) {
      for (Map.Entry<Integer, Site> site : sites.entrySet()) {
        int at = item * wordsPerItem + site.getValue().at();
        masks.bits(step, first + item, site.getKey(), 0, words, at, site.getValue().elements());
      }
    }
    return words;
  }

  /** Makes use of bits that were drawn; what is sent lives as long as the scope around. */
  Dropouts of(long[] words, int items) {
    Tensor sent;
    try (LongPointer pointer = new LongPointer(words)) {
      Tensor bits =
          from_blob(pointer, new long[] {items, wordsPerItem}, new TensorOptions(ScalarType.Long))
              .clone();
      sent = device.take(bits);
    }
    Tensor stays = // [items, bits of an item]
        sent.view(ScalarType.Byte) // little-endian, as all that we run on
            .unsqueeze(-1)
            .bitwise_and(bitOfAByte)
            .ne(new Scalar(0))
            .view(items, -1);
    return new Dropouts() {
      @Override
      public boolean any() {
        return true;
      }

      @Override
      public Tensor apply(int site, Tensor x) {
        Site drops = sites.get(site);
        Tensor mask = stays.narrow(1, (long) drops.at() * Long.SIZE, drops.elements());
        // By its formula, x * mask * kept, it is what drops; and one kernel.
        return native_dropout_backward(x.reshape(items, -1), mask, masks.kept()).view(x.sizes());
      }
    };
  }

  @Override
  public void close() {
    bitOfAByte.close();
  }
}
