package org.gpicl.sweep.axis;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.type.Distribution;
import org.gpicl.sweep.type.Formula;
import org.gpicl.sweep.type.TextTypes;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Scalar;

/** Values as the resolved file writes them. */
public final class Written {
  private static final Location NOWHERE = new Location("", Path.of(""), 0, 0);

  private Written() {}

  /** The text of a value that the key takes. */
  public static String of(Key<?> key, YamlValue value) {
    return of(key, value, new Problems())
        .orElseThrow(() -> new IllegalStateException(key + " takes no " + value.shown()));
  }

  /** Empty for a value that the key does not take, with a problem added. */
  static Optional<String> of(Key<?> key, YamlValue value, Problems problems) {
    return formula(key, value)
        .map(formula -> formula.text().replace(" ", ""))
        .or(() -> read(key, value, problems).map(key::write))
        .map(text -> isOneOfAList(key, value) ? text.substring(1, text.length() - 1) : text);
  }

  private static <T> Optional<T> read(Key<T> key, YamlValue value, Problems problems) {
    if (value instanceof Scalar scalar
        && Formula.isMeant(scalar.text())
        && KeyTable.varies(key)
        && takesNumbers(key)
        && !takes(key, value)) {
      return key.type().refuse(value, key.path(), problems, Formula.hint(scalar.text()));
    }
    return key.type().read(value, key.path(), problems);
  }

  /** All types of fractions take the one number, those of whole numbers the other. */
  static boolean takesNumbers(Key<?> key) {
    return takesFractions(key) || takes(key, new Scalar(NOWHERE, "8", true));
  }

  static boolean takesFractions(Key<?> key) {
    return takes(key, new Scalar(NOWHERE, "0.7", true));
  }

  /** Axes that are always lists are written as such, one of their values is not. */
  private static boolean isOneOfAList(Key<?> key, YamlValue value) {
    return !KeyTable.varies(key) && key.type().takesLists() && value instanceof Scalar;
  }

  /** The formula of a value that is one; a key's own words, such as {@code 1/d}, come first. */
  public static Optional<Formula> formula(Key<?> key, YamlValue value) {
    if (!(value instanceof Scalar scalar)) {
      return Optional.empty();
    }
    return Formula.parse(scalar.text()).filter(formula -> !takes(key, value));
  }

  static boolean takes(Key<?> key, YamlValue value) {
    return key.type().read(value, key.path(), new Problems()).isPresent();
  }

  /** The text of what a key's values are drawn from. */
  public static String of(Key<?> key, Distribution distribution) {
    if (distribution instanceof Distribution.AnyOf any && !any.isRange()) {
      return TextTypes.quoted(
          any.values().stream()
              .map(value -> of(key, value))
              .collect(Collectors.joining(", ", Distribution.ANY_OF + "[", "]")));
    }
    return TextTypes.quoted(distribution.text());
  }
}
