package org.gpicl.tasks.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.gpicl.fuzz.Cases;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  private static final int MANY = 614_656;

  private final RandomStream stream = new RandomStream(7, Stream.TRAINING_MATRIX);

  @Test
  void fewerGaussiansAreTheBeginningOfMore() {
    Cases.of(1, 200)
        .each(
            random ->
                fewerGaussiansAreTheBeginningOfMore(
                    Cases.anyLong(random),
                    Cases.within(random, 0, 700),
                    Cases.within(random, 0, 9)));
  }

  private void fewerGaussiansAreTheBeginningOfMore(long index, int count, int at) {
    float[] all = new float[700];
    new Gaussians(stream, 0.5f).draw(index, all, 0, 700);
    float[] some = new float[at + count + 5];
    Arrays.fill(some, 99);
    new Gaussians(stream, 0.5f).draw(index, some, at, count);
    for (int k = 0; k < some.length; k++) {
      boolean inside = k >= at && k < at + count;
      assertThat(some[k]).isEqualTo(inside ? all[k - at] : 99f);
    }
  }

  @Test
  void fewerUniformsAreTheBeginningOfMore() {
    Cases.of(2, 200)
        .each(
            random ->
                fewerUniformsAreTheBeginningOfMore(
                    Cases.anyLong(random), Cases.within(random, 0, 99)));
  }

  private void fewerUniformsAreTheBeginningOfMore(long index, int count) {
    float[] all = new float[99];
    stream.uniforms(index, 2, all, 0, 99);
    float[] some = new float[count];
    stream.uniforms(index, 2, some, 0, count);
    assertThat(some).isEqualTo(Arrays.copyOf(all, count));
  }

  @Test
  void gaussiansHaveTheirPlacesFromTheDocumentedBits() {
    float[] out = new float[300];
    new Gaussians(stream, 1).draw(5, out, 0, 300);
    float[] table = new GaussianTable().values();
    int[] words = new int[4];
    for (int position = 0; position < 300; position++) {
      int group = position / 128;
      int word = position % 128 / 32;
      int half = position % 32 / 16;
      int lane = position % 16;
      stream.words(5, 16 * group + lane, words, 0);
      assertThat(out[position]).isEqualTo(table[words[word] >>> 16 * half & 0xFFFF]);
    }
  }

  @Test
  void gaussiansHaveTheMomentsOfTheNormalDistribution() {
    float[] x = gaussians(0);
    double[] moment = new double[5];
    for (float value : x) {
      for (int power = 1; power <= 4; power++) {
        moment[power] += Math.pow(value, power) / MANY;
      }
    }
    // Four standard errors of each.
    double error = 4 / Math.sqrt(MANY);
    assertThat(moment[1]).isBetween(-error, error);
    assertThat(moment[2]).isBetween(1 - error * Math.sqrt(2), 1 + error * Math.sqrt(2));
    assertThat(moment[3]).isBetween(-error * Math.sqrt(15), error * Math.sqrt(15));
    assertThat(moment[4]).isBetween(3 - error * Math.sqrt(96), 3 + error * Math.sqrt(96));
  }

  @Test
  void theTableHasMeanZeroVarianceOneAndTheTailsOfANormal() {
    float[] table = new GaussianTable().values();
    double squares = 0;
    for (int bits = 0; bits < 1 << 16; bits++) {
      squares += (double) table[bits] * table[bits];
      assertThat(table[bits ^ 0x8000]).isEqualTo(-table[bits]);
    }
    assertThat(squares / 65536).isBetween(1 - 1e-6, 1 + 1e-6);
    assertThat(table[0x7FFF]).isBetween(4.2f, 4.4f);
    assertThat(table[16384]).isBetween(0.674f, 0.676f); // the upper quartile: 0.6745
  }

  @Test
  void gaussiansPassTheTestOfKolmogorovAndSmirnov() {
    float[] x = gaussians(1);
    Arrays.sort(x);
    double distance = 0;
    for (int k = 0; k < MANY; k++) {
      double below = normalBelow(x[k]);
      distance = Math.max(distance, Math.abs(below - (k + 0.5) / MANY));
    }
    // 1.63 / sqrt(n) is passed by 99 of 100 true normals; the table's steps of 2^-16 come on top.
    assertThat(distance).isLessThan(1.63 / Math.sqrt(MANY) + 0x1p-16);
  }

  @Test
  void neighboursRowsAndIndicesAreUncorrelated() {
    float[] x = gaussians(2);
    float[] other = gaussians(3);
    float[] otherSeed = new float[MANY];
    new Gaussians(new RandomStream(8, Stream.TRAINING_MATRIX), 1).draw(2, otherSeed, 0, MANY);
    float[] otherStream = new float[MANY];
    new Gaussians(new RandomStream(7, Stream.UNSEEN_MATRIX), 1).draw(2, otherStream, 0, MANY);
    for (int lag : new int[] {1, 2, 4, 16, 32, 64, 128, 784}) {
      assertThat(correlation(x, x, lag)).as("lag %d", lag).isBetween(-0.0052, 0.0052);
    }
    assertThat(correlation(x, other, 0)).isBetween(-0.0052, 0.0052);
    assertThat(correlation(x, otherSeed, 0)).isBetween(-0.0052, 0.0052);
    assertThat(correlation(x, otherStream, 0)).isBetween(-0.0052, 0.0052);
  }

  @Test
  void boundedDrawsFillTheirBoundEvenly() {
    for (int bound : new int[] {2, 7, 10, 1000}) {
      long[] count = new long[bound];
      int draws = 200 * 1000;
      for (int k = 0; k < draws; k++) {
        count[(int) stream.below(bound, k / 40, k % 40)]++;
      }
      assertThat(chiSquare(count, draws)).isLessThan(limit(bound - 1));
    }
  }

  @Test
  void boundedDrawsKeepTheirBound() {
    Cases.of(3, 1000)
        .each(random -> boundedDrawsKeepTheirBound(Cases.anyLong(random), Cases.anyLong(random)));
  }

  private void boundedDrawsKeepTheirBound(long index, long bound) {
    if (bound < 1) {
      assertThatThrownBy(() -> stream.below(bound, index, 0))
          .isInstanceOf(IllegalArgumentException.class);
    } else {
      assertThat(stream.below(bound, index, 3)).isBetween(0L, bound - 1);
    }
  }

  @Test
  void uniformsFillTheirIntervalEvenly() {
    float[] x = new float[200_000];
    stream.uniforms(4, 3, x, 0, x.length);
    long[] count = new long[100];
    for (float value : x) {
      assertThat(value).isGreaterThanOrEqualTo(-3f).isLessThan(3f);
      count[(int) ((value + 3) / 6 * 100)]++;
    }
    assertThat(chiSquare(count, x.length)).isLessThan(limit(99));
  }

  @Test
  void everyPermutationOfFourIsEquallyLikely() {
    Map<String, Long> seen = new HashMap<>();
    int draws = 48_000;
    for (int index = 0; index < draws; index++) {
      seen.merge(Arrays.toString(stream.permutation(4, index)), 1L, Long::sum);
    }
    assertThat(seen).hasSize(24);
    long[] count = seen.values().stream().mapToLong(Long::longValue).toArray();
    assertThat(chiSquare(count, draws)).isLessThan(limit(23));
  }

  @Test
  void everyLabelGoesEverywhereEquallyOften() {
    long[][] count = new long[10][10];
    int draws = 20_000;
    for (int index = 0; index < draws; index++) {
      int[] order = stream.permutation(10, index);
      assertThat(Arrays.stream(order).sorted().toArray())
          .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      for (int k = 0; k < 10; k++) {
        count[k][order[k]]++;
      }
    }
    for (long[] row : count) {
      assertThat(chiSquare(row, draws)).isLessThan(limit(9));
    }
  }

  private float[] gaussians(long index) {
    float[] x = new float[MANY];
    new Gaussians(stream, 1).draw(index, x, 0, MANY);
    return x;
  }

  private static double correlation(float[] x, float[] y, int lag) {
    double sum = 0;
    for (int k = 0; k + lag < x.length; k++) {
      sum += (double) x[k] * y[k + lag];
    }
    return sum / (x.length - lag);
  }

  private static double chiSquare(long[] count, double draws) {
    double expected = draws / count.length;
    double sum = 0;
    for (long each : count) {
      sum += (each - expected) * (each - expected) / expected;
    }
    return sum;
  }

  /** Four standard deviations above the mean of chi-square. */
  private static double limit(int degrees) {
    return degrees + 4 * Math.sqrt(2.0 * degrees);
  }

  /** The normal distribution function, by its series around zero. */
  private static double normalBelow(double x) {
    if (Math.abs(x) > 5) {
      return x > 0 ? 1 : 0;
    }
    double term = x;
    double sum = x;
    for (int k = 1; k < 200; k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
