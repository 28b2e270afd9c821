package org.gpicl.doctor;

import java.util.Locale;

/**
 * The result of one check.
 *
 * @param verdict how it is
 * @param subject what was checked, in a word or two
 * @param text what was found
 * @param advice what to do, or empty
 */
public record Finding(Verdict verdict, String subject, String text, String advice) {

  /** The outcome of a check. */
  public enum Verdict {
    /** As it should be. */
    OK,
    /** It works, but a user should know. */
    NOTE,
    /** Something does not work. */
    WRONG;

    /** The word that is printed. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String subject, String text) {
    return new Finding(Verdict.OK, subject, text, "");
  }

  static Finding note(String subject, String text, String advice) {
    return new Finding(Verdict.NOTE, subject, text, advice);
  }

  static Finding wrong(String subject, String text, String advice) {
    return new Finding(Verdict.WRONG, subject, text, advice);
  }
}
