package org.gpicl.sweep.axis;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.type.AxisType;
import org.gpicl.sweep.type.NumberRange;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Items;
import org.gpicl.sweep.yaml.YamlValue.Scalar;

/** Lists and ranges in the place of a single value. */
final class Lists {
  private final Problems problems;

  Lists(Problems problems) {
    this.problems = problems;
  }

  /**
   * The values of a list or range; empty for anything else. A key that takes a list as one value,
   * such as {@code positions}, takes a list of lists.
   */
  Optional<List<YamlValue>> values(Key<?> key, YamlValue value) {
    if (value instanceof Items items) {
      boolean one =
          KeyTable.varies(key)
              && key.type().takesLists()
              && items.values().stream().noneMatch(Items.class::isInstance);
      return one ? Optional.empty() : Optional.of(items.values());
    }
    return value instanceof Scalar scalar ? range(key, scalar) : Optional.empty();
  }

  private Optional<List<YamlValue>> range(Key<?> key, Scalar scalar) {
    return NumberRange.parse(scalar.text())
        .filter(range -> complete(key, scalar, range))
        .map(
            range ->
                range.values(AxisType.MOST_VALUES).stream()
                    .map(text -> (YamlValue) new Scalar(scalar.at(), text, true))
                    .toList())
        .filter(values -> values.size() <= AxisType.MOST_VALUES || tooMany(key, scalar));
  }

  private boolean complete(Key<?> key, Scalar scalar, NumberRange range) {
    String wrong =
        range.first().compareTo(range.last()) > 0
            ? "ends before it begins; write the smaller end first"
            : range.step().isEmpty()
                ? scalar.text().contains("step")
                    ? "needs a step above 0 to add, or above 1 and written as a power to multiply"
                    : "needs a step, such as step 0.1 to add or step 10^1 to multiply"
                : "";
    if (!wrong.isEmpty()) {
      problems.add(scalar.at(), key.path(), scalar.shown() + " " + wrong);
    }
    return wrong.isEmpty();
  }

  private boolean tooMany(Key<?> key, Scalar scalar) {
    problems.add(
        scalar.at(),
        key.path(),
        scalar.shown() + " has too many values; an axis takes at most " + AxisType.MOST_VALUES);
    return false;
  }

  /** Whether all values are different ones that the key takes; otherwise there are problems. */
  boolean sound(Key<?> key, List<YamlValue> values) {
    Set<String> seen = new HashSet<>();
    boolean sound = !values.isEmpty();
    for (YamlValue value : values) {
      Optional<String> written = Written.of(key, value, problems);
      if (written.isPresent() && !seen.add(written.get())) {
        problems.add(value.at(), key.path(), value.shown() + " is in the list twice");
        sound = false;
      }
      sound &= written.isPresent();
    }
    return sound;
  }
}
