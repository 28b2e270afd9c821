package org.gpicl.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.gpicl.fuzz.Cases;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Test;

class BatchOrderTest {

  private static SetSpec spec(int seed, long tasks, long items) {
    return new SetSpec(
        SetRole.TRAIN,
        new ImageSpec("glyphs", 7, 5, PixelScale.UNIT),
        Split.TRAIN,
        seed,
        tasks,
        0.1,
        new Examples.Sequences(1),
        items);
  }

  @Test
  void everyEpochTakesEveryItemOnce() {
    Cases.of(1, 300)
        .each(
            random ->
                everyEpochTakesEveryItemOnce(
                    Cases.within(random, 1, 3000),
                    Cases.within(random, 1, 400),
                    Cases.within(random, 0, 1_000_000)));
  }

  private static void everyEpochTakesEveryItemOnce(int items, int batch, int epoch) {
    SetSpec spec = spec(1, 1, items);
    BatchOrder order = new BatchOrder(spec, batch);
    long steps = BatchOrder.stepsPerEpoch(spec, batch);
    BitSet taken = new BitSet();
    int total = 0;
    for (long step = epoch * steps; step < (epoch + 1) * steps; step++) {
      for (int k = 0; k < order.size(step); k++) {
        taken.set((int) order.item(step, k));
        total++;
      }
    }
    assertThat(total).isEqualTo(items);
    assertThat(taken.cardinality()).isEqualTo(items);
    assertThat(taken.length()).isEqualTo(items);
  }

  @Test
  void everyEpochAndSeedHasItsOwnOrder() {
    SetSpec spec = spec(1, 1, 1000);
    BatchOrder order = new BatchOrder(spec, 1000);
    BatchOrder other = new BatchOrder(spec(2, 1, 1000), 1000);
    int sameNextEpoch = 0;
    int sameOtherSeed = 0;
    for (int k = 0; k < 1000; k++) {
      sameNextEpoch += order.item(0, k) == order.item(1, k) ? 1 : 0;
      sameOtherSeed += order.item(0, k) == other.item(0, k) ? 1 : 0;
    }
    assertThat(sameNextEpoch).isLessThan(10);
    assertThat(sameOtherSeed).isLessThan(10);
  }

  @Test
  void everyPlaceGetsEveryItemEquallyOften() {
    int epochs = 20_000;
    long[][] count = new long[6][6];
    BatchOrder order = new BatchOrder(spec(3, 1, 6), 6);
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int k = 0; k < 6; k++) {
        count[k][(int) order.item(epoch, k)]++;
      }
    }
    for (long[] row : count) {
      for (long each : row) {
        assertThat(each / (epochs / 6.0)).isBetween(0.94, 1.06);
      }
    }
  }

  @Test
  void neighboursInTheSetDoNotStayTogether() {
    SetSpec spec = spec(4, 1, 100_000);
    BatchOrder order = new BatchOrder(spec, 100_000);
    double sum = 0;
    for (int k = 1; k < 100_000; k++) {
      sum += Math.abs(order.item(0, k) - order.item(0, k - 1));
    }
    // Two independent uniform places are a third of the set apart on average.
    assertThat(sum / 99_999 / 100_000).isBetween(0.33, 0.337);
  }

  @Test
  void justBelowAPowerOfFourAPlaceSaysNothingOfItsItem() {
    int items = 4096;
    int epochs = 200;
    BatchOrder order = new BatchOrder(spec(5, 1, items), items);
    double mean = (items - 1) / 2.0;
    double variance = (items * (double) items - 1) / 12;
    double squares = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      double covariance = 0;
      for (int k = 0; k < items; k++) {
        covariance += (k - mean) * (order.item(epoch, k) - mean);
      }
      double correlation = covariance / items / variance;
      squares += correlation * correlation * items;
    }
    // One for a random order; four rounds have 1.3.
    assertThat(Math.sqrt(squares / epochs)).isBetween(0.85, 1.15);
  }

  @Test
  void ordersOfSmallAndFreshSetsAreThoseOfVersion2() {
    assertThat(BatchOrder.sameInVersion2(spec(1, 4, 1024))).isTrue();
    assertThat(BatchOrder.sameInVersion2(spec(1, 4, 1025))).isFalse();
    assertThat(BatchOrder.sameInVersion2(spec(1, 4, SetSpec.FRESH))).isTrue();
  }

  @Test
  void freshSetsCountOnAndTheirEpochIsOneSequenceForEachTask() {
    SetSpec spec = spec(1, 100, SetSpec.FRESH);
    BatchOrder order = new BatchOrder(spec, 64);
    assertThat(BatchOrder.stepsPerEpoch(spec, 64)).isEqualTo(2);
    assertThat(order.size(1)).isEqualTo(64);
    assertThat(order.item(3, 5)).isEqualTo(3 * 64 + 5);
  }

  @Test
  void ordersHaveNotChanged() {
    Hashing hashing = new Hashing();
    for (long items : new long[] {1, 2, 3, 100, 60000, 1000000, 1L << 40}) {
      BatchOrder order = new BatchOrder(spec(3, 1, items), 64);
      for (long step = 0; step < 200; step++) {
        for (int k = 0; k < order.size(step); k++) {
          hashing.add(order.item(step, k));
        }
      }
    }
    assertThat(hashing.hex())
        .isEqualTo("14707c26f7be7b6f06b9cce88652331386605e028f90b2765b18f05b707cbb0e");
  }
}
