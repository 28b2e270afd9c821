package org.gpicl.grafana;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PromQL expression, and what it reads. Whether it is one at all is for Prometheus to say. */
record Expression(String text) {
  private static final Pattern ASIDE =
      Pattern.compile(
          "\\{[^}]*}|\\[[^]]*]"
              + "|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("(?<![\\w:$.])[a-zA-Z_:][\\w:]*(?!\\w)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  /** The names of the series that it reads. */
  Set<String> metrics() {
    Set<String> metrics = new TreeSet<>();
    String bare = ASIDE.matcher(text).replaceAll(" ");
    Matcher matcher = NAME.matcher(bare);
    while (matcher.find()) {
      boolean function = bare.substring(matcher.end()).stripLeading().startsWith("(");
      if (!function && !WORDS.contains(matcher.group())) {
        metrics.add(matcher.group());
      }
    }
    return metrics;
  }

  /** Each series with the labels it is chosen by. */
  Set<String> selectors() {
    Set<String> selectors = new LinkedHashSet<>();
    for (String metric : metrics()) {
      Matcher matcher =
          Pattern.compile("(?<![\\w:])" + metric + "(?![\\w:])(\\{[^}]*})?").matcher(text);
      while (matcher.find()) {
        selectors.add(matcher.group());
      }
    }
    return selectors;
  }

  /** Grafana's variables, its own included. */
  List<String> variables() {
    return VARIABLE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  Expression with(Map<String, String> values) {
    return new Expression(
        VARIABLE
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group()))));
  }
}
