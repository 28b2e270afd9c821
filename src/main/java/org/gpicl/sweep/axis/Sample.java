package org.gpicl.sweep.axis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.type.Distribution;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/**
 * Draws the points of {@code sample}: a Sobol sequence, which fills the space of the settings
 * evenly at every count, shifted at random (a digital shift keeps it even). The points of a smaller
 * count are the first of a larger one. Points that come out the same as an earlier one are left
 * out.
 */
final class Sample {
  /** The generator's places are multiples of 2^-52. */
  private static final int BITS = 52;

  private static final double SCALE = 0x1p52;

  private static final int MOST_TRIES = 64;

  private final Map<Key<?>, Distribution> distributions;

  /**
   * @param distributions in the order of the key table
   */
  Sample(Map<Key<?>, Distribution> distributions) {
    this.distributions = distributions;
  }

  /** As many different points as asked for, or fewer if there are not as many. */
  Axis draw(int count, int seed) {
    List<Key<?>> keys = List.copyOf(distributions.keySet());
    RandomStream shifts = new RandomStream(seed, Stream.SAMPLED_SETTINGS);
    long[] shift = new long[keys.size()];
    Arrays.setAll(shift, k -> shifts.below(1L << BITS, k, 0));
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(keys.size());
    List<List<YamlValue>> points = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (long tries = (long) MOST_TRIES * count; tries > 0 && points.size() < count; tries--) {
      double[] places = sequence.nextVector();
      List<YamlValue> point = new ArrayList<>();
      List<String> written = new ArrayList<>();
      for (int k = 0; k < places.length; k++) {
        double place = ((long) (places[k] * SCALE) ^ shift[k]) / SCALE;
        YamlValue value = distributions.get(keys.get(k)).at(place);
        point.add(value);
        written.add(Written.of(keys.get(k), value, new Problems()).orElse(""));
      }
      if (seen.add(written)) {
        points.add(List.copyOf(point));
      }
    }
    return new Axis(Axis.Form.SAMPLE, keys, points);
  }
}
