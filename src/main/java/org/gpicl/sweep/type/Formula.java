package org.gpicl.sweep.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that follows another setting: {@code 0.064/hidden}, {@code 2*hidden}, {@code
 * 0.1/sqrt(hidden)}, {@code 100*log2(tasks)}.
 *
 * @param text as written
 * @param factor multiplied by the function's value, or divided by it
 * @param divides which of the two
 * @param function what is taken of the setting
 * @param variable the setting by its short name, one of {@link #VARIABLES}
 */
public record Formula(
    String text, double factor, boolean divides, Function function, String variable) {

  /** The settings that a number may follow, with their keys. */
  public static final Map<String, String> VARIABLES =
      Map.of(
          "hidden", "hidden",
          "tasks", "tasks",
          "classes", "images.classes",
          "d", "images.size",
          "layers", "transformer.layers",
          "length", "transformer.length");

  public static final String PATTERN =
      "(?:\\S+ *[*/] *)?(?:sqrt\\(|log2\\()?(?:hidden|tasks|classes|d|layers|length)\\)?(?: *\\* *\\S+)?";

  private static final Pattern FORM =
      Pattern.compile(
          "(?:([^*/]{1,40})([*/]))?(?:(sqrt|log2)\\()?([a-z]+)(\\))?(?:\\*([^*/]{1,40}))?");
  private static final int LONGEST = 100;
  private static final MathContext DIGITS = new MathContext(12);

  /** What is taken of a setting. */
  public enum Function {
    SAME(x -> x),
    SQRT(Math::sqrt),
    LOG2(x -> StrictMath.log(x) / StrictMath.log(2));

    private final ToDoubleFunction<Double> value;

    Function(ToDoubleFunction<Double> value) {
      this.value = value;
    }
  }

  /** Empty for a text that is none. */
  public static Optional<Formula> parse(String text) {
    Matcher matcher = FORM.matcher(text.replace(" ", ""));
    if (text.length() > LONGEST
        || !matcher.matches()
        || !VARIABLES.containsKey(matcher.group(4))
        || (matcher.group(3) == null) != (matcher.group(5) == null)
        || (matcher.group(1) == null) == (matcher.group(6) == null)) {
      return Optional.empty();
    }
    String factor = matcher.group(1) == null ? matcher.group(6) : matcher.group(1);
    Function function =
        matcher.group(3) == null
            ? Function.SAME
            : matcher.group(3).equals("sqrt") ? Function.SQRT : Function.LOG2;
    return Numbers.decimal(factor)
        .filter(Double::isFinite)
        .map(
            number ->
                new Formula(
                    text.strip(),
                    number,
                    "/".equals(matcher.group(2)),
                    function,
                    matcher.group(4)));
  }

  /**
   * The number, as a text that keys of whole numbers read, too; empty if it would be infinite.
   *
   * @param setting what the variable is, such as the hidden size
   */
  public Optional<String> at(double setting) {
    double of = function.value.applyAsDouble(setting);
    double value = divides ? factor / of : factor * of;
    // Twelve digits: what follows is the same on every JDK, and short.
    return Double.isFinite(value)
        ? Optional.of(Numbers.write(new BigDecimal(value).round(DIGITS)))
        : Optional.empty();
  }
}
