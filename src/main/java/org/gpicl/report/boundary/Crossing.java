package org.gpicl.report.boundary;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.sweep.Boundary;
import org.gpicl.sweep.BoundaryLine;
import org.gpicl.sweep.Cell;

/** Where an accuracy crosses the threshold on one line, as far as the search has come. */
public record Crossing(Boundary boundary, BoundaryLine line) {

  /** A range of the axis. */
  private record Range(double low, double high) {
    static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    static Range from(double low) {
      return new Range(low, Double.POSITIVE_INFINITY);
    }

    static Range to(double high) {
      return new Range(Double.NEGATIVE_INFINITY, high);
    }

    boolean isApartFrom(Range other) {
      return high < other.low || other.high < low;
    }
  }

  /** A cell of the line, for all but its place on the axis. */
  public Cell cell() {
    return line.any();
  }

  /** Such as {@code not monotone}. */
  public String state() {
    return line.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The last value before the crossing; empty if it was not found. */
  public String low() {
    return line.isFound() ? value(line.low()) : "";
  }

  /** The first value behind it; empty if it was not found. */
  public String high() {
    return line.isFound() ? value(line.high()) : "";
  }

  /** The accuracy that has to be exceeded, as people would write it: .4, not .39999999999999997. */
  public double threshold() {
    return new BigDecimal(boundary.threshold(cell())).round(new MathContext(9)).doubleValue();
  }

  /** For people. */
  public String text() {
    return switch (line.state()) {
      case FOUND -> between();
      case NOT_MONOTONE -> between() + ", among others";
      case BELOW -> "not up to " + value(last());
      case ABOVE -> "already at " + value(0);
      case OPEN -> "searched";
      case FAILED -> "unknown: a cell failed";
    };
  }

  /** The values above the threshold are those before the crossing, or those behind it. */
  private String between() {
    return (line.falls() ? "falls" : "rises") + " between " + low() + " and " + high();
  }

  /** As {@link #text()}, where two are side by side. */
  public String brief() {
    return text().replaceFirst("^(\\S+) between (\\S+) and ", "$1 $2..");
  }

  /**
   * Whether it is elsewhere than one on the same axis, by more than the two were searched for: the
   * values before and behind the one leave a gap to those of the other. Empty if that is not known.
   */
  public Optional<Boolean> isApartFrom(Crossing other) {
    Optional<double[]> own = numbers();
    Optional<double[]> others = other.numbers();
    if (own.isEmpty() || others.isEmpty()) {
      return Optional.empty();
    }
    boolean apart =
        Stream.of(true, false)
            .allMatch(
                rising -> range(own.get(), rising).isApartFrom(other.range(others.get(), rising)));
    return apart || line.isFound() && other.line.isFound() ? Optional.of(apart) : Optional.empty();
  }

  /**
   * Where the crossing may be. Beyond which end it is, if both are on the same side, depends on
   * whether the accuracy rises along the axis.
   */
  private Range range(double[] values, boolean rising) {
    Range before = Range.to(values[0]);
    Range behind = Range.from(values[last()]);
    return switch (line.state()) {
      case FOUND, NOT_MONOTONE -> new Range(values[line.low()], values[line.high()]);
      case BELOW -> rising ? behind : before;
      case ABOVE -> rising ? before : behind;
      case OPEN, FAILED -> Range.ALL;
    };
  }

  private int last() {
    return line.cells().size() - 1;
  }

  private String value(int index) {
    return boundary.value(line.cells().get(index)).orElseThrow();
  }

  private Optional<double[]> numbers() {
    return new GridAxis(
            boundary.axis(),
            line.cells().stream().flatMap(cell -> boundary.value(cell).stream()).toList())
        .numbers()
        .filter(numbers -> numbers.length == line.cells().size());
  }
}
