package org.gpicl.sweep.type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Entries;
import org.gpicl.sweep.yaml.YamlValue.Scalar;

/**
 * The values of an axis: a number, a list, or a range {@code first..last step k}, both ends
 * included. A step written as a power ({@code 2^2}) multiplies, any other adds. Without a step, a
 * range between powers of the same base multiplies by that base, any other counts by one.
 */
public final class AxisType implements SettingType<List<Long>> {
  public static final int MOST_VALUES = 100_000;

  private static final Pattern RANGE =
      Pattern.compile("(\\S+?)\\.\\.(\\S+)(?:\\s+step\\s+(\\S+))?");

  private final SettingType<Long> number;
  private final ListType<Long> list;

  public AxisType(long least, long most) {
    this.number = Numbers.wholeLong(least, most);
    this.list = new ListType<>(number);
  }

  @Override
  public Optional<List<Long>> read(YamlValue value, String path, Problems problems) {
    if (value instanceof Scalar scalar && scalar.text().contains("..")) {
      return range(scalar, path, problems);
    }
    boolean other =
        value instanceof Entries
            || value instanceof Scalar scalar && !scalar.text().matches("(?s)-?[0-9].*");
    if (other) {
      return refuse(value, path, problems, "");
    }
    return list.read(value, path, problems);
  }

  @Override
  public boolean takesLists() {
    return true;
  }

  private Optional<List<Long>> range(Scalar scalar, String path, Problems problems) {
    Matcher matcher = RANGE.matcher(scalar.text().strip());
    if (scalar.text().length() > 200 || !matcher.matches()) {
      return refuse(scalar, path, problems, "");
    }
    Optional<Long> first = end(scalar, matcher.group(1), path, problems);
    Optional<Long> last = end(scalar, matcher.group(2), path, problems);
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    if (last.get() < first.get()) {
      return refused(scalar, path, problems, "ends before it begins; write the smaller end first");
    }
    Optional<Long> base = Numbers.baseOfPower(matcher.group(1));
    String step = matcher.group(3);
    boolean multiplies =
        step != null
            ? step.contains("^")
            : base.isPresent() && base.equals(Numbers.baseOfPower(matcher.group(2)));
    Optional<Long> by = step != null ? Numbers.whole(step) : multiplies ? base : Optional.of(1L);
    if (by.isEmpty() || by.get() < (multiplies ? 2 : 1) || multiplies && first.get() == 0) {
      return refused(
          scalar,
          path,
          problems,
          multiplies && first.isPresent() && first.get() == 0
              ? "multiplies from 0, which stays 0; begin at 1 or more"
              : "needs a step of 1 or more to add, or of 2^1 or more to multiply");
    }
    return multiplies
        ? Optional.of(geometric(first.get(), last.get(), by.get()))
        : arithmetic(scalar, first.get(), last.get(), by.get(), path, problems);
  }

  private Optional<Long> end(Scalar scalar, String text, String path, Problems problems) {
    return number.read(new Scalar(scalar.at(), text, true), path, problems);
  }

  private Optional<List<Long>> refused(
      Scalar scalar, String path, Problems problems, String message) {
    problems.add(scalar.at(), path, scalar.shown() + " " + message);
    return Optional.empty();
  }

  private static List<Long> geometric(long first, long last, long factor) {
    List<Long> values = new ArrayList<>();
    long value = first;
    while (true) {
      values.add(value);
      if (value > last / factor) {
        return List.copyOf(values);
      }
      value *= factor;
    }
  }

  private Optional<List<Long>> arithmetic(
      Scalar scalar, long first, long last, long step, String path, Problems problems) {
    long count = (last - first) / step + 1;
    if (count > MOST_VALUES) {
      return refused(
          scalar,
          path,
          problems,
          "expands to " + count + " values; an axis takes at most " + MOST_VALUES);
    }
    List<Long> values = new ArrayList<>();
    for (long k = 0; k < count; k++) {
      values.add(first + k * step);
    }
    return Optional.of(List.copyOf(values));
  }

  @Override
  public String write(List<Long> values) {
    return list.write(values);
  }

  @Override
  public String takes() {
    return number.takes() + ", a list of them, or a range such as 2^0..2^14 step 2^2";
  }

  @Override
  public Map<String, Object> schema() {
    List<Object> forms = new ArrayList<>((List<?>) list.schema().get("anyOf"));
    forms.add(
        Numbers.pattern(
            Numbers.WHOLE + "\\.\\." + Numbers.WHOLE + "(?:\\s+step\\s+" + Numbers.WHOLE + ")?"));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("anyOf", forms);
    return schema;
  }
}
