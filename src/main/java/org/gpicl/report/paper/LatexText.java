package org.gpicl.report.paper;

import java.util.Map;
import org.gpicl.report.medium.Medium;

/** Any text as LaTeX source that typesets it. */
public final class LatexText {
  private static final Map<Character, String> SPECIAL =
      Map.ofEntries(
          Map.entry('\\', "\\textbackslash{}"),
          Map.entry('~', "\\textasciitilde{}"),
          Map.entry('^', "\\textasciicircum{}"),
          Map.entry('{', "\\{"),
          Map.entry('}', "\\}"),
          Map.entry('$', "\\$"),
          Map.entry('&', "\\&"),
          Map.entry('#', "\\#"),
          Map.entry('%', "\\%"),
          Map.entry('_', "\\_"),
          Map.entry('<', "$<$"),
          Map.entry('>', "$>$"),
          Map.entry('…', "\\ldots{}"),
          Map.entry('±', "$\\pm$"));

  private LatexText() {}

  public static String of(String text) {
    StringBuilder latex = new StringBuilder();
    for (char c : Medium.plain(text).toCharArray()) {
      latex.append(SPECIAL.getOrDefault(c, String.valueOf(c)));
    }
    return latex.toString();
  }
}
