package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch.bitwise_xor_out;
import static org.bytedeco.pytorch.global.torch.mul_out;
import static org.bytedeco.pytorch.global.torch.torch_empty;
import static org.bytedeco.pytorch.global.torch.torch_zeros;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.tasks.Philox;
import org.gpicl.tasks.RandomStream;

/**
 * The words of a {@link RandomStream}, bit by bit the same, computed where the tensors are: {@link
 * Philox} by products of 64 bits, whose halves are looked at as words of 32.
 *
 * <p>Some forty kernels for any number of counters. They move about 150 bytes for each word: one
 * kernel of our own would not, but needs a compiler on the machine.
 */
final class PhiloxTensors implements AutoCloseable {
  private static final long LOW = 0xFFFFFFFFL;

  private final RandomStream stream;
  private final ComputeDevice device;
  private final Tensor blocks; // [1, blocks], as words without a sign

  /**
   * @param blocks which blocks of each index
   */
  PhiloxTensors(RandomStream stream, int[] blocks, ComputeDevice device) {
    this.stream = stream;
    this.device = device;
    long[] unsigned = Arrays.stream(blocks).mapToLong(block -> block & LOW).toArray();
    this.blocks = Tensors.held(() -> device.take(Tensors.of(unsigned, 1, blocks.length)));
  }

  /** How many indices should be asked for at once. */
  int indicesAtOnce() {
    return (int) Math.max(1, device.countersAtOnce() / blocks.size(1));
  }

  /**
   * The words of the blocks of some indices, [indices, blocks, 4] of 32 bits, which lives as long
   * as the scope around.
   *
   * @param flipped bits of every word that are turned over
   */
  Tensor words(long[] indices, int flipped) {
    return Tensors.alone(() -> draw(indices, flipped));
  }

  private Tensor draw(long[] indices, int flipped) {
    long n = indices.length;
    long b = blocks.size(1);
    long[] upper = Arrays.stream(indices).map(index -> index >>> Integer.SIZE).toArray();
    // What depends on the block alone, or the index alone, is [1, b] or [n, 1], and broadcast
    // where both meet: after two rounds all is [n, b]. Even words have zeros in their upper halves.
    Tensor even0 = blocks; // [1, b]
    Tensor odd1 = low(device.take(Tensors.of(indices, n, 1))); // [n, 1]
    Tensor even2 = device.take(Tensors.of(upper, n, 1)); // [n, 1]
    Tensor odd3 = low(device.take(Tensors.of(new long[1], 1, 1))); // [1, 1]
    // A product must outlive the next, which its lower half is mixed with.
    Tensor[] products0 = {empty(ScalarType.Long, n, b), empty(ScalarType.Long, n, b)};
    Tensor[] products1 = {empty(ScalarType.Long, n, b), empty(ScalarType.Long, n, b)};
    Tensor words = empty(ScalarType.Int, n, b, 4);
    int key0 = stream.key0();
    int key1 = stream.key1();
    for (int round = 0; round < Philox.ROUNDS; round++) {
      boolean last = round == Philox.ROUNDS - 1;
      boolean whole = round >= 2;
      Tensor product0 = product(even0, Philox.MULTIPLIER_0, whole ? products0[round % 2] : null);
      Tensor product1 = product(even2, Philox.MULTIPLIER_1, whole ? products1[round % 2] : null);
      if (!whole) {
        even0 = torch_zeros(new long[] {n, round == 0 ? 1 : b}, blocks.options());
        even2 = torch_zeros(new long[] {round == 0 ? 1 : n, b}, blocks.options());
      }
      Tensor to0 = last ? words.select(2, 0) : low(even0);
      Tensor to2 = last ? words.select(2, 2) : low(even2);
      bitwise_xor_out(to0, high(product1), odd1);
      bitwise_xor_out(to2, high(product0), odd3);
      to0.bitwise_xor_(new Scalar(last ? key0 ^ flipped : key0));
      to2.bitwise_xor_(new Scalar(last ? key1 ^ flipped : key1));
      odd1 = low(product1);
      odd3 = low(product0);
      key0 += Philox.WEYL_0;
      key1 += Philox.WEYL_1;
    }
    bitwise_xor_out(words.select(2, 1), odd1, new Scalar(flipped));
    bitwise_xor_out(words.select(2, 3), odd3, new Scalar(flipped));
    return words;
  }

  private static Tensor product(Tensor words, long multiplier, Tensor intoOrNull) {
    Scalar by = new Scalar(multiplier);
    return intoOrNull == null ? words.mul(by) : mul_out(intoOrNull, words, by);
  }

  /** There, in a tensor of no numbers yet. */
  Tensor empty(ScalarType type, long... shape) {
    return torch_empty(shape, blocks.options().dtype(new ScalarTypeOptional(type)), null);
  }

  /** Of numbers of 64 bits, [n, b]; little-endian, as all that we run on. */
  private static Tensor low(Tensor numbers) {
    return half(numbers, 0);
  }

  private static Tensor high(Tensor numbers) {
    return half(numbers, 1);
  }

  private static Tensor half(Tensor numbers, int which) {
    long n = numbers.size(0);
    return numbers.view(ScalarType.Int).view(n, -1, 2).select(2, which);
  }

  @Override
  public void close() {
    blocks.close();
  }
}
