package org.gpicl.grafana;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Grafana's {@code label_values(series, label)}: what a variable may be set to. */
record VariableValues(Expression series, String label) {
  private static final Pattern FORM = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");

  static VariableValues of(String query) {
    Matcher matcher = FORM.matcher(query);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not label_values(series, label): " + query);
    }
    return new VariableValues(new Expression(matcher.group(1)), matcher.group(2));
  }

  /** An expression that has data if there is a value. */
  Expression asQuery() {
    return new Expression("count by (%s) (%s)".formatted(label, series.text()));
  }
}
