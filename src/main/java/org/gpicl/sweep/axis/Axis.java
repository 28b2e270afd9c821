package org.gpicl.sweep.axis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.yaml.YamlValue;

/**
 * Keys that vary together.
 *
 * @param form how the sweep file gives it
 * @param keys usually one, in the order of the key table
 * @param points the values of the keys, each list in their order
 */
public record Axis(Form form, List<Key<?>> keys, List<List<YamlValue>> points) {

  /** How a sweep file gives an axis. */
  public enum Form {
    /** A list or range in the place of a value. */
    LIST,
    /** Lists of one length in {@code together}. */
    TOGETHER,
    /** Distributions that {@code sample} draws from. */
    SAMPLE,
    /** What the search for a boundary may ask for. */
    BOUNDARY
  }

  public Axis {
    keys = List.copyOf(keys);
    points = List.copyOf(points);
  }

  /** The values of one of its keys. */
  Stream<YamlValue> values(Key<?> key) {
    int column = keys.indexOf(key);
    return points.stream().map(point -> point.get(column));
  }

  /** Only some of its keys, without points that are then the same; those of no key are one. */
  Axis only(List<Key<?>> some) {
    if (some.size() == keys.size()) {
      return this;
    }
    List<Integer> kept = some.stream().map(keys::indexOf).toList();
    Map<List<?>, List<YamlValue>> different = new LinkedHashMap<>();
    for (List<YamlValue> point : points) {
      List<YamlValue> values = kept.stream().map(point::get).toList();
      different.putIfAbsent(form == Form.TOGETHER ? written(some, values) : values, values);
    }
    return new Axis(form, some, List.copyOf(different.values()));
  }

  /** The values of some keys as texts: those of a file differ by their places, too. */
  static List<String> written(List<Key<?>> keys, List<YamlValue> values) {
    return IntStream.range(0, values.size())
        .mapToObj(k -> Written.of(keys.get(k), values.get(k)))
        .toList();
  }
}
