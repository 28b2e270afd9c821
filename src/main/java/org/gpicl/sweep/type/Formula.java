package org.gpicl.sweep.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gpicl.sweep.yaml.Suggestion;

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

  /** What may be written, for a message about something else. */
  public static final String FORMS =
      "a formula is a number times or divided by hidden, tasks, classes, layers, length or d, or by"
          + " the sqrt or log2 of one, such as 0.064/hidden or 100*log2(tasks)";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.]*");
  private static final Pattern NUMBER =
      Pattern.compile("(?<![A-Za-z])[0-9][0-9._]*(?:[eE][-+]?[0-9]+)?");
  private static final Pattern OPERATION = Pattern.compile("[*/()]");
  private static final Set<String> FUNCTIONS = Set.of("sqrt", "log2");
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

  /** Whether a text that is none may be meant as one: it computes something of a name. */
  public static boolean isMeant(String text) {
    return text.length() <= LONGEST
        && parse(text).isEmpty()
        && (OPERATION.matcher(text).find()
            ? names(text).findAny().isPresent()
            : names(text).anyMatch(VARIABLES::containsKey));
  }

  /** What is wrong with a text that is meant as one, and what is right. */
  public static String hint(String text) {
    return "; "
        + FORMS
        + names(text)
            .filter(name -> !VARIABLES.containsKey(name))
            .map(name -> Suggestion.of(name, VARIABLES.keySet()))
            .filter(suggestion -> !suggestion.isEmpty())
            .findFirst()
            .orElse("");
  }

  /** The words of a formula that are neither numbers nor functions. */
  private static Stream<String> names(String text) {
    return NAME.matcher(NUMBER.matcher(text).replaceAll(" "))
        .results()
        .map(MatchResult::group)
        .filter(name -> !FUNCTIONS.contains(name));
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
