package org.gpicl.engine.libtorch.dropout;

import static org.bytedeco.pytorch.global.torch.from_blob;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.model.DropoutMask;
import org.gpicl.model.TransformerSpec;

/** Dropout drawn with the processor's vectors, one bit per element, and expanded with tensors. */
public final class DropoutBits implements DropoutSource {
  private static final byte[] BIT_OF_A_BYTE = {1, 2, 4, 8, 16, 32, 64, (byte) 128};

  private final DropoutMask masks;
  private final DropoutSites sites;
  private final Tensor bitOfAByte; // [8]

  public DropoutBits(TransformerSpec spec, int seed) {
    this.masks = new DropoutMask(seed, spec.dropout());
    this.sites = new DropoutSites(spec);
    this.bitOfAByte = Tensors.held(DropoutBits::bitOfAByte);
  }

  private static Tensor bitOfAByte() {
    try (BytePointer bits = new BytePointer(BIT_OF_A_BYTE)) {
      return from_blob(bits, new long[] {BIT_OF_A_BYTE.length}, new TensorOptions(ScalarType.Byte))
          .clone();
    }
  }

  @Override
  public Dropouts of(long step, int first, int items) {
    long[] words = new long[Math.multiplyExact(items, sites.words())];
    for (int item = 0; item < items; item++) {
      for (DropoutSites.Site site : sites.all()) {
        int at = item * sites.words() + site.at();
        masks.bits(step, first + item, site.number(), 0, words, at, site.elements());
      }
    }
    Tensor stays = // [items, bits of an item]
        Tensors.of(words, items, sites.words())
            .view(ScalarType.Byte) // little-endian, like every platform that we support
            .unsqueeze(-1)
            .bitwise_and(bitOfAByte)
            .ne(new Scalar(0))
            .view(items, -1);
    return sites.dropouts(stays, masks.kept());
  }

  @Override
  public void close() {
    bitOfAByte.close();
  }
}
