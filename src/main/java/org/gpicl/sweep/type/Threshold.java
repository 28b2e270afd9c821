package org.gpicl.sweep.type;

import java.util.Map;
import java.util.Optional;

/**
 * An accuracy to be exceeded.
 *
 * @param value the accuracy, or the factor
 * @param timesChance whether it is a multiple of the accuracy of guessing
 */
public record Threshold(double value, boolean timesChance) {
  private static final String SUFFIX = "x chance";

  /** The type of such values. */
  public static SettingType<Threshold> type() {
    return new ScalarType<>(
        "an accuracy between 0 and 1, or a multiple of guessing's such as 2x chance",
        Numbers.either(
            Map.of("type", "number", "exclusiveMinimum", 0, "exclusiveMaximum", 1),
            Numbers.DECIMAL + "(?: ?x ?chance)?"),
        Threshold::parse,
        Threshold::toString);
  }

  private static Optional<Threshold> parse(String text) {
    String compact = text.replace(" ", "");
    if (compact.endsWith("xchance")) {
      return Numbers.decimal(compact.substring(0, compact.length() - "xchance".length()))
          .filter(factor -> factor > 1 && factor < 256)
          .map(factor -> new Threshold(factor, true));
    }
    return Numbers.decimal(compact)
        .filter(accuracy -> accuracy > 0 && accuracy < 1)
        .map(accuracy -> new Threshold(accuracy, false));
  }

  @Override
  public String toString() {
    return Numbers.write(value) + (timesChance ? SUFFIX : "");
  }
}
