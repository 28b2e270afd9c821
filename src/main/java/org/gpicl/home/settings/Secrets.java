package org.gpicl.home.settings;

import java.util.regex.Pattern;

/** Keeps passwords and tokens out of everything that is printed, logged or answered. */
public final class Secrets {
  private static final String HIDDEN = "***";

  /** As options of a URL and as fields: {@code password=...}, {@code "token": "..."}. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:password|passwd|pwd|passphrase|passcode|secret|token|api-?key)\\\\?[\"']?\\s*[=:]\\s*)"
              + "('[^']*'|\\\\?\"[^\"\\\\]*\\\\?\"|[^&;\\s\"'\\\\]+)");

  /** {@code scheme://user:password@host}. */
  private static final Pattern IN_AUTHORITY = Pattern.compile("(://[^/\\s:@]*):[^/\\s]+@");

  private static final Pattern HEADER =
      Pattern.compile(
          "(?i)(authorization\"?\\s*[=:]\\s*\"?(?:bearer|basic|digest)?\\s*)[^\\s\",]+");

  private Secrets() {}

  /** A text with its secrets replaced; the same text if it has none. */
  public static String hiddenIn(String text) {
    String hidden = IN_AUTHORITY.matcher(text).replaceAll("$1:" + HIDDEN + "@");
    hidden = HEADER.matcher(hidden).replaceAll("$1" + HIDDEN);
    return NAMED.matcher(hidden).replaceAll("$1" + HIDDEN);
  }
}
