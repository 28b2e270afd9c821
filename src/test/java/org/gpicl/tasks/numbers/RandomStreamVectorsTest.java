package org.gpicl.tasks.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.function.BiConsumer;
import org.gpicl.tasks.Hashing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frozen: if one of these fails, every published number is about to change. */
@Tag("numbers")
class RandomStreamVectorsTest {
  private static final int[] SEEDS = {0, 1, 123456789};
  private static final long[] INDICES = {0, 1, 2, 77, 1L << 32, Long.MAX_VALUE};

  @Test
  void wordsHaveNotChanged() {
    int[] words = new int[4];
    assertThat(
            hash(
                (stream, index) -> {},
                (hashing, stream, index) -> {
                  for (int block = 0; block < 50; block++) {
                    stream.words(index, block, words, 0);
                    for (int word : words) {
                      hashing.add((long) word);
                    }
                  }
                }))
        .isEqualTo("6625b5b3013d6cb816f8e4334fb92701e4b051abebed30adc3f8c5372348faaa");
  }

  @Test
  void gaussiansHaveNotChanged() {
    float[] out = new float[1000];
    assertThat(
            hash(
                (stream, index) -> new Gaussians(stream, 1f).draw(index, out, 0, 1000),
                (hashing, stream, index) -> addAll(hashing, out, 1000)))
        .isEqualTo("3e61cb35ba3dcff3bce598739097cdc855cbb7c0866aa10bba068a06ef74923b");
  }

  @Test
  void uniformsHaveNotChanged() {
    float[] out = new float[999];
    assertThat(
            hash(
                (stream, index) -> stream.uniforms(index, 0.25f, out, 0, 999),
                (hashing, stream, index) -> addAll(hashing, out, 999)))
        .isEqualTo("d28040af5bc989472785b9dda41ecd670abf0ae8eabba30eefd94766bd96cda1");
  }

  @Test
  void boundedDrawsHaveNotChanged() {
    assertThat(
            hash(
                (stream, index) -> {},
                (hashing, stream, index) -> {
                  for (int position = 0; position < 50; position++) {
                    hashing.add(stream.below(10, index, position));
                    hashing.add(stream.below(60000, index, position));
                    hashing.add(stream.below(Long.MAX_VALUE, index, position));
                  }
                }))
        .isEqualTo("b9fb631dba17fccb25ab882cb13a9330747bf64222d89ea26b42d5c944ab2128");
  }

  @Test
  void permutationsHaveNotChanged() {
    assertThat(
            hash(
                (stream, index) -> {},
                (hashing, stream, index) -> {
                  for (int size : new int[] {2, 5, 10, 100}) {
                    for (int value : stream.permutation(size, index)) {
                      hashing.add((long) value);
                    }
                  }
                }))
        .isEqualTo("9bf7f745f6b6cd25b2740b5743816b7f7b9c31602aae649dac706cc18a1c545e");
  }

  @Test
  void aFewGaussiansInPlainSight() {
    float[] out = new float[4];
    new Gaussians(new RandomStream(0, Stream.TRAINING_MATRIX), 1f).draw(0, out, 0, 4);
    assertThat(out).containsExactly(0.6305552f, -0.94216096f, 0.31002277f, 0.75400394f);
  }

  private interface Adder {
    void add(Hashing hashing, RandomStream stream, long index);
  }

  private static String hash(BiConsumer<RandomStream, Long> before, Adder adder) {
    Hashing hashing = new Hashing();
    for (Stream stream : EnumSet.range(Stream.TRAINING_MATRIX, Stream.GLYPHS)) {
      for (int seed : SEEDS) {
        for (long index : INDICES) {
          RandomStream draws = new RandomStream(seed, stream);
          before.accept(draws, index);
          adder.add(hashing, draws, index);
        }
      }
    }
    return hashing.hex();
  }

  private static void addAll(Hashing hashing, float[] values, int count) {
    for (int k = 0; k < count; k++) {
      hashing.add(values[k]);
    }
  }
}
