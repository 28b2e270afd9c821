package org.gpicl.engine.libtorch.device;

import static org.bytedeco.pytorch.global.torch.bitwise_xor_out;
import static org.bytedeco.pytorch.global.torch.mul_out;
import static org.bytedeco.pytorch.global.torch.torch_empty;
import static org.bytedeco.pytorch.global.torch.torch_zeros;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.tasks.numbers.Philox;
import org.gpicl.tasks.numbers.RandomStream;

/**
 * Computes the words of a {@link RandomStream} on the device, bit for bit: {@link Philox} with
 * 64-bit products, whose halves are viewed as 32-bit words.
 *
 * <p>It takes about fifty kernels for any number of counters. They move about 100 bytes per word,
 * more when halves of numbers are viewed; a kernel of our own would move four.
 */
public final class PhiloxTensors implements AutoCloseable {
  private static final long LOW = 0xFFFFFFFFL;

  private final RandomStream stream;
  private final ComputeDevice device;
  private final Tensor blocks; // [1, blocks], as unsigned words
  private final Tensor zero; // [1, 1]
  private final Tensor multiplier0; // [1, 1]
  private final Tensor multiplier1; // [1, 1]

  /**
   * Computes the words of a stream.
   *
   * @param blocks the blocks of each index
   */
  public PhiloxTensors(RandomStream stream, int[] blocks, ComputeDevice device) {
    this.stream = stream;
    this.device = device;
    long[] unsigned = Arrays.stream(blocks).mapToLong(block -> block & LOW).toArray();
    this.blocks = Tensors.held(() -> device.take(Tensors.of(unsigned, 1, blocks.length)));
    this.zero = number(0);
    this.multiplier0 = number(Philox.MULTIPLIER_0);
    this.multiplier1 = number(Philox.MULTIPLIER_1);
  }

  private Tensor number(long value) {
    return Tensors.held(() -> device.take(Tensors.of(new long[] {value}, 1, 1)));
  }

  /** Bytes that some counters need while their words are drawn. */
  public static double bytes(int counters) {
    return 72.0 * counters;
  }

  /** How many indices to draw at once. */
  public int indicesAtOnce() {
    return (int) Math.max(1, device.countersAtOnce() / blocks.size(1));
  }

  /**
   * The words of the blocks of some indices, [indices, blocks, 4] of 32 bits, in the enclosing
   * scope.
   *
   * @param flipped bits of every word to invert
   */
  public Tensor words(long[] indices, int flipped) {
    return Tensors.alone(() -> draw(indices, flipped));
  }

  private Tensor draw(long[] indices, int flipped) {
    long n = indices.length;
    long b = blocks.size(1);
    long[] numbers = Arrays.copyOf(indices, 2 * indices.length);
    for (int k = 0; k < indices.length; k++) {
      numbers[indices.length + k] = indices[k] >>> Integer.SIZE;
    }
    Tensor sent = device.send(Tensors.of(numbers, 2, n, 1));
    // What depends on the block alone, or the index alone, is [1, b] or [n, 1], and broadcast
    // when both meet: after two rounds, all is [n, b]. Even words have zeros in their upper halves.
    Tensor even0 = blocks; // [1, b]
    Tensor odd1 = low(sent.select(0, 0)); // [n, 1]
    Tensor even2 = sent.select(0, 1); // [n, 1]
    Tensor odd3 = low(zero); // [1, 1]
    // A product must outlive the next one, which its lower half is mixed with.
    Tensor[] products0 = {empty(ScalarType.Long, n, b), empty(ScalarType.Long, n, b)};
    Tensor[] products1 = {empty(ScalarType.Long, n, b), empty(ScalarType.Long, n, b)};
    Tensor words = empty(ScalarType.Int, n, b, 4);
    int key0 = stream.key0();
    int key1 = stream.key1();
    for (int round = 0; round < Philox.ROUNDS; round++) {
      boolean last = round == Philox.ROUNDS - 1;
      boolean whole = round >= 2;
      Tensor product0 = product(even0, multiplier0, whole ? products0[round % 2] : null);
      Tensor product1 = product(even2, multiplier1, whole ? products1[round % 2] : null);
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

  /**
   * Multiplies into a tensor; with a multiplier that is not a tensor, PyTorch would copy the
   * product.
   */
  private static Tensor product(Tensor words, Tensor multiplier, Tensor intoOrNull) {
    return intoOrNull == null ? words.mul(multiplier) : mul_out(intoOrNull, words, multiplier);
  }

  /** An uninitialised tensor on the device. */
  public Tensor empty(ScalarType type, long... shape) {
    return torch_empty(shape, blocks.options().dtype(new ScalarTypeOptional(type)), null);
  }

  /**
   * The low halves of 64-bit numbers, [n, b]; little-endian, like every platform that we support.
   */
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
    zero.close();
    multiplier0.close();
    multiplier1.close();
  }
}
