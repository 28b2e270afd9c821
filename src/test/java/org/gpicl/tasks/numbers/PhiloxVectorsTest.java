package org.gpicl.tasks.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class PhiloxVectorsTest {

  @Test
  void manyCountersGiveWhatEachGivesAlone() {
    Random draw = new Random(5);
    for (int attempt = 0; attempt < 200; attempt++) {
      int groups = 1 + draw.nextInt(5);
      assertEachAsAlone(draw.nextInt(), draw.nextLong(), draw.nextInt(), draw.nextInt(), groups);
    }
  }

  @Test
  void countersContinueBeyondTheLargestWord() {
    assertEachAsAlone(-7, -1L, -1, -1, 2);
    assertEachAsAlone(Integer.MAX_VALUE - 5, 1L << 31, Integer.MIN_VALUE, 0, 2);
  }

  private static void assertEachAsAlone(int block, long index, int key0, int key1, int groups) {
    long[] all = new long[groups * PhiloxVectors.GROUP];
    PhiloxVectors.fill(block, index, key0, key1, groups, all);
    int[] alone = new int[4];
    for (int b = 0; b < groups * PhiloxVectors.BLOCKS; b++) {
      Philox.block(block + b, (int) index, (int) (index >>> 32), 0, key0, key1, alone, 0);
      int at = b / PhiloxVectors.BLOCKS * PhiloxVectors.GROUP + b % PhiloxVectors.BLOCKS;
      for (int word = 0; word < 4; word++) {
        assertThat((int) all[at + word * PhiloxVectors.BLOCKS]).isEqualTo(alone[word]);
      }
    }
  }
}
