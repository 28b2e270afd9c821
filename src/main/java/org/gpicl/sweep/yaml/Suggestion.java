package org.gpicl.sweep.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
public final class Suggestion {
  private static final int LONGEST = 40;

  private Suggestion() {}

  /** A hint such as {@code "; did you mean heads?"}, or an empty text if no candidate is near. */
  public static String of(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(nearest -> "; did you mean " + nearest + "?").orElse("");
  }

  /** The candidate that a word is most like, if it is like any. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    String nearest = null;
    int least = Math.max(2, word.length() / 3) + 1;
    if (word.length() <= LONGEST) {
      for (String candidate : candidates) {
        int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
        if (distance < least && distance < candidate.length()) {
          least = distance;
          nearest = candidate;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
