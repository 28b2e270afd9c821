package org.gpicl.report.grid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.SweptSetting;

/**
 * Something that a sweep varies.
 *
 * @param name {@code model}, {@code tasks}, {@code hidden}, {@code seed}, or the key of a swept
 *     setting
 * @param values as a sweep file writes them: numbers ascending, all else in the sweep's order
 */
public record GridAxis(String name, List<String> values) {
  static final String MODEL = "model";
  static final String TASKS = "tasks";
  static final String HIDDEN = "hidden";
  static final String SEED = "seed";

  private static final String IMAGES = "images.set";
  private static final int LONGEST_LABEL = 28;

  public GridAxis {
    values = List.copyOf(values);
  }

  /** With the values that some cells have, which may be none. */
  static GridAxis of(String name, List<Cell> cells) {
    GridAxis axis = new GridAxis(name, List.of());
    List<String> values =
        new ArrayList<>(cells.stream().map(axis::of).flatMap(Optional::stream).distinct().toList());
    if (values.stream().allMatch(value -> number(value).isPresent())) {
      values.sort((a, b) -> Double.compare(number(a).getAsDouble(), number(b).getAsDouble()));
    }
    return new GridAxis(name, values);
  }

  /** What a cell has of it; empty for a setting of another model. */
  public Optional<String> of(Cell cell) {
    return switch (name) {
      case MODEL -> Optional.of(cell.kind().key());
      case TASKS -> Optional.of(Long.toString(cell.tasks()));
      case HIDDEN -> Optional.of(Integer.toString(cell.hidden()));
      case SEED -> Optional.of(Integer.toString(cell.seed()));
      default -> cell.swept(name);
    };
  }

  /** Only those values. */
  GridAxis among(List<String> some) {
    return new GridAxis(name, values.stream().filter(some::contains).toList());
  }

  public boolean isSwept() {
    return !List.of(MODEL, TASKS, HIDDEN, SEED).contains(name);
  }

  /** Without the section of a setting: {@code learningRate}. */
  public String leaf() {
    return new SweptSetting(name, "").leaf();
  }

  /** Its name beside a figure. */
  public String title() {
    return switch (name) {
      case TASKS -> "number of tasks";
      case HIDDEN -> "hidden size";
      default -> name;
    };
  }

  /** Its values beside a figure. */
  public List<String> labels() {
    if (name.equals(TASKS)) {
      return Labels.tasks(values.stream().map(Long::parseLong).toList());
    }
    return values.stream().map(this::label).toList();
  }

  private String label(String value) {
    String label =
        switch (name) {
          case MODEL -> modelTitle(value);
          case HIDDEN -> Labels.grouped(Long.parseLong(value));
          case IMAGES -> Labels.imageSet(value);
          default -> OneLine.of(value);
        };
    return OneLine.cut(label, LONGEST_LABEL);
  }

  /** One of its values with its name, such as {@code learningRate 0.003}. */
  public String labelled(String value) {
    return switch (name) {
      case MODEL -> modelTitle(value);
      case TASKS -> value.equals("1") ? "1 task" : Labels.power(Long.parseLong(value)) + " tasks";
      case HIDDEN -> "hidden size " + label(value);
      case IMAGES -> label(value);
      // The parts of a curriculum are named like other things.
      default -> (name.startsWith("curriculum.") ? name : leaf()) + " " + label(value);
    };
  }

  private static String modelTitle(String key) {
    for (ModelKind kind : ModelKind.values()) {
      if (kind.key().equals(key)) {
        return kind.title();
      }
    }
    return key;
  }

  /** Its values as numbers, if all are. */
  public Optional<double[]> numbers() {
    double[] numbers =
        values.stream().map(GridAxis::number).flatMapToDouble(OptionalDouble::stream).toArray();
    return numbers.length == values.size() && numbers.length > 0
        ? Optional.of(numbers)
        : Optional.empty();
  }

  /** Whether it has several values, all of them numbers. */
  public boolean ordered() {
    return values.size() > 1 && numbers().isPresent();
  }

  /** Whether its numbers are spread rather by factors than by differences. */
  public boolean logarithmic() {
    double[] numbers = numbers().orElse(new double[0]);
    if (numbers.length < 2 || numbers[0] <= 0) {
      return false;
    }
    double[] logs = DoubleStream.of(numbers).map(Math::log).toArray();
    return numbers.length == 2
        ? numbers[1] >= 4 * numbers[0]
        : unevenness(logs) < unevenness(numbers);
  }

  /** The widest gap between neighbours, as a multiple of the narrowest. */
  private static double unevenness(double[] ascending) {
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i < ascending.length; i++) {
      gaps.add(ascending[i] - ascending[i - 1]);
    }
    return Collections.max(gaps) / Collections.min(gaps);
  }

  /** Finds a value however it is written: {@code 1e-3} for {@code 0.001}, {@code 2^6}. */
  Optional<String> find(String text) {
    if (values.contains(text)) {
      return Optional.of(text);
    }
    OptionalDouble wanted = number(text);
    return values.stream()
        .filter(
            value ->
                wanted.isPresent() && wanted.equals(number(value))
                    || value.equalsIgnoreCase(text)
                    || label(value).equalsIgnoreCase(text))
        .findFirst();
  }

  private static OptionalDouble number(String text) {
    try {
      int power = text.indexOf('^');
      return OptionalDouble.of(
          power < 0
              ? Double.parseDouble(text)
              : Math.pow(
                  Double.parseDouble(text.substring(0, power)),
                  Double.parseDouble(text.substring(power + 1))));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
