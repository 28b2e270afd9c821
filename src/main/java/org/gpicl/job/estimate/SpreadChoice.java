package org.gpicl.job.estimate;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Chooses some of many values so that each of the others has one near it. */
final class SpreadChoice {
  private SpreadChoice() {}

  /**
   * The places of the first value, of the last, and of those between that are farthest from the
   * others; between equal values, those that are most apart in the list.
   *
   * @param ascending positive values
   */
  static List<Integer> over(List<Double> ascending, int most) {
    int count = ascending.size();
    if (count <= most) {
      return IntStream.range(0, count).boxed().toList();
    }
    double range = Math.log(ascending.get(count - 1) / ascending.get(0));
    TreeSet<Integer> chosen = new TreeSet<>(List.of(0, count - 1));
    while (chosen.size() < most) {
      int farthest = -1;
      double distance = -1;
      for (int place = 0; place < count; place++) {
        if (!chosen.contains(place)) {
          int below = chosen.lower(place);
          int above = chosen.higher(place);
          double near =
              Math.min(
                  distance(ascending, below, place, range),
                  distance(ascending, place, above, range));
          if (near > distance) {
            distance = near;
            farthest = place;
          }
        }
      }
      chosen.add(farthest);
    }
    return List.copyOf(chosen);
  }

  /** As a share of the range; of equal values, a little for each place between them. */
  private static double distance(List<Double> ascending, int from, int to, double range) {
    double byPlace = (double) (to - from) / ascending.size();
    double byValue = range > 0 ? Math.log(ascending.get(to) / ascending.get(from)) / range : 0;
    return byValue + 0.01 * byPlace;
  }
}
