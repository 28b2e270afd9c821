package org.gpicl.sweep.type;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of training.
 *
 * @param count how many units
 * @param unit steps or epochs
 */
public record TrainingLength(long count, Unit unit) {
  public enum Unit {
    STEPS("steps"),
    EPOCHS("epochs");

    private final String word;

    Unit(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public static final long MOST = Numbers.BILLION;

  static final String PATTERN = Numbers.WHOLE + "(?: *(?:steps?|epochs?))?";

  private static final Pattern FORM = Pattern.compile("(\\S+?) *(steps?|epochs?)?");

  /** The length in steps, saturating instead of overflowing. */
  public long steps(long stepsPerEpoch) {
    if (unit == Unit.STEPS) {
      return count;
    }
    return count > 0 && stepsPerEpoch > Long.MAX_VALUE / count
        ? Long.MAX_VALUE
        : count * stepsPerEpoch;
  }

  static Optional<TrainingLength> parse(String text, long least) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Unit unit =
        matcher.group(2) != null && matcher.group(2).startsWith("epoch") ? Unit.EPOCHS : Unit.STEPS;
    return Numbers.whole(matcher.group(1))
        .filter(count -> count >= least && count <= MOST)
        .map(count -> new TrainingLength(count, unit));
  }

  @Override
  public String toString() {
    return count + " " + unit.word();
  }

  /** At least {@code least} steps or epochs; a number alone counts steps. */
  public static SettingType<TrainingLength> type(int least) {
    return new ScalarType<>(
        "a number of steps or epochs from %d to 10^9, such as 500 steps or 1 epochs"
            .formatted(least),
        Numbers.either(Map.of("type", "integer", "minimum", least, "maximum", MOST), PATTERN),
        text -> parse(text, least),
        TrainingLength::toString);
  }
}
