package org.gpicl.sweep.type;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.tasks.SetSpec;

/** The standard deviation of the entries of a task's matrix, which may depend on its size. */
public sealed interface MatrixScale {

  /** The value for images of {@code features} numbers. */
  double at(int features);

  record Fixed(double deviation) implements MatrixScale {
    @Override
    public double at(int features) {
      return deviation;
    }

    @Override
    public String toString() {
      return Numbers.write(deviation);
    }
  }

  /** The notebook's 1/d. */
  record Inverse() implements MatrixScale {
    @Override
    public double at(int features) {
      return 1.0 / features;
    }

    @Override
    public String toString() {
      return "1/d";
    }
  }

  /** The paper's 1/sqrt(d), with which features keep their variance. */
  record InverseRoot() implements MatrixScale {
    @Override
    public double at(int features) {
      return 1 / Math.sqrt(features);
    }

    @Override
    public String toString() {
      return "1/sqrt(d)";
    }
  }

  static SettingType<MatrixScale> type() {
    SettingType<Double> number =
        Numbers.decimal(SetSpec.LEAST_MATRIX_SCALE, SetSpec.MOST_MATRIX_SCALE);
    ScalarType<Double> scalar = (ScalarType<Double>) number;
    return new ScalarType<>(
        number.takes() + ", 1/d or 1/sqrt(d) (d: numbers in an image)",
        Map.of("anyOf", List.of(Map.of("enum", List.of("1/d", "1/sqrt(d)")), number.schema())),
        text -> parse(text, scalar),
        MatrixScale::toString);
  }

  private static Optional<MatrixScale> parse(String text, ScalarType<Double> number) {
    String compact = text.replace(" ", "");
    return switch (compact) {
      case "1/d" -> Optional.of(new Inverse());
      case "1/sqrt(d)" -> Optional.of(new InverseRoot());
      default -> number.parse().apply(text).map(Fixed::new);
    };
  }
}
