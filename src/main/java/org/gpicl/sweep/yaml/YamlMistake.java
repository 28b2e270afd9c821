package org.gpicl.sweep.yaml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people get wrong in YAML, in their own terms: the library names the token at which it gave
 * up, which is often a line further down.
 */
final class YamlMistake {
  private static final Pattern NEEDS_QUOTES =
      Pattern.compile("^\\s*(?:- +)?(?:[\\w.]+ *:)? *([*@`%][^#]*?)\\s*(?:#.*)?$");
  private static final Pattern BRACKET_IN_TEXT =
      Pattern.compile("expected ',' or '[}\\]]', but got \\[.*");
  private static final Pattern BRACKETED_TEXT =
      Pattern.compile("(?<![\"'])\\bany of *\\[(?:[^\\[\\]]|\\[[^\\[\\]]*\\])*\\]");
  private static final Pattern TAB = Pattern.compile("^ *\\t");
  private static final Pattern CURLY_QUOTE = Pattern.compile("[\u201C\u201D\u201E\u2018\u2019]");
  private static final Pattern ODD_SPACE =
      Pattern.compile("[\u00A0\u2002-\u200B\u202F\u205F\u2060\u3000\uFEFF]");

  /** How far above the line that the library names the mistake may be. */
  private static final int LINES_BACK = 2;

  private YamlMistake() {}

  /** A line and what is wrong in it. */
  record Found(int zeroBasedLine, String message) {}

  /**
   * @param line where the library gave up, counted from 0
   */
  static Optional<Found> near(String text, int line) {
    List<String> lines = text.lines().toList();
    for (int at = Math.min(line, lines.size() - 1); at >= Math.max(0, line - LINES_BACK); at--) {
      Optional<String> message = in(lines.get(at));
      if (message.isPresent()) {
        return Optional.of(new Found(at, message.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> in(String line) {
    if (TAB.matcher(line).find()) {
      return Optional.of("this line begins with a tab; indent it with spaces");
    }
    Matcher space = ODD_SPACE.matcher(line);
    if (space.find()) {
      return Optional.of(
          "this line holds a %s in column %d; put a plain space there"
              .formatted(name(space.group().charAt(0)), space.start() + 1));
    }
    Matcher quote = CURLY_QUOTE.matcher(line);
    if (quote.find()) {
      return Optional.of(
          "this line holds the curly quote %s in column %d; put a plain \" there"
              .formatted(quote.group(), quote.start() + 1));
    }
    Matcher value = NEEDS_QUOTES.matcher(line);
    return value.matches()
        ? Optional.of(
            "a value that begins with %s must be in quotes: \"%s\""
                .formatted(value.group(1).charAt(0), YamlValue.shown(value.group(1))))
        : Optional.empty();
  }

  /** What is wrong with a value in typographic quotes, which are letters to YAML. */
  static Optional<String> quotedByCurlyQuotes(String value) {
    return CURLY_QUOTE.matcher(value).lookingAt()
        ? Optional.of(
            "%s begins with a curly quote, which is no quote in YAML; use plain ones (\") or none"
                .formatted(YamlValue.shown(value)))
        : Optional.empty();
  }

  private static String name(char space) {
    return space == '\u00A0' || space == '\u202F' || space == '\u2060'
        ? "no-break space"
        : "space of another kind (U+%04X)".formatted((int) space);
  }

  /**
   * The library's message in other words, where it is about indentation or quotes.
   *
   * @param line where it gave up, counted from 0
   */
  static Optional<String> reworded(String message, String text, int line) {
    if (BRACKET_IN_TEXT.matcher(message).matches()) {
      Matcher bracketed = BRACKETED_TEXT.matcher(text.lines().skip(line).findFirst().orElse(""));
      return Optional.of(
          "inside { } or [ ], a text that holds [ must be in quotes"
              + (bracketed.find() ? ": \"" + YamlValue.shown(bracketed.group()) + "\"" : ""));
    }
    return message.startsWith("expected <block end>")
            || message.startsWith("mapping values are not allowed")
            || message.startsWith("could not find expected ':'")
        ? Optional.of(
            "the lines before this one do not fit together: keys of one level begin in one column,"
                + " each has a colon and a space behind it, and a value that holds a colon is in"
                + " quotes")
        : Optional.empty();
  }
}
