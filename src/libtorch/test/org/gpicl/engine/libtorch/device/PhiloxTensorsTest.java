package org.gpicl.engine.libtorch.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class PhiloxTensorsTest {
  private static final RandomStream STREAM = new RandomStream(1_987_654_321, Stream.DROPOUT);
  private static final int[] BLOCKS = {0, 1, 2, 77, 1 << 24, Integer.MAX_VALUE, -1, -(1 << 24)};
  private static final long[] INDICES = {0, 1, 1L << 20, 0xFFFFFFFFL, -1L, 0x123456789ABCDEF0L};

  @Test
  void theirWordsAreThoseOfTheStream() {
    assertThat(words(0)).isEqualTo(expected(0));
  }

  @Test
  void bitsAreTurnedOverAsAskedFor() {
    assertThat(words(0x80008000)).isEqualTo(expected(0x80008000));
  }

  private static int[] words(int flipped) {
    try (PointerScope scope = new PointerScope();
        PhiloxTensors tensors = new PhiloxTensors(STREAM, BLOCKS, new CpuDevice())) {
      Tensor words = tensors.words(INDICES, flipped);
      int[] values = new int[INDICES.length * BLOCKS.length * 4];
      words.contiguous().data_ptr_int().get(values);
      return values;
    }
  }

  private static int[] expected(int flipped) {
    int[] words = new int[INDICES.length * BLOCKS.length * 4];
    int at = 0;
    for (long index : INDICES) {
      for (int block : BLOCKS) {
        STREAM.words(index, block, words, at);
        for (int k = 0; k < 4; k++) {
          words[at++] ^= flipped;
        }
      }
    }
    return words;
  }
}
