package org.gpicl.home.settings;

import java.util.regex.Matcher;
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

  /** Also without a scheme, with a slash in a password, or as a token alone. */
  private static final Pattern IN_VALUE =
      Pattern.compile(
          "(?s)((?:[\\w.-]+=)?+[\"']?+)(?!(?:idx|images):)([A-Za-z][\\w+.:-]*://|[^:@/]*:).*@");

  private Secrets() {}

  /** A text with its secrets replaced; the same text if it has none. */
  public static String hiddenIn(String text) {
    String hidden = IN_AUTHORITY.matcher(text).replaceAll("$1:" + HIDDEN + "@");
    hidden = HEADER.matcher(hidden).replaceAll("$1" + HIDDEN);
    return NAMED.matcher(hidden).replaceAll("$1" + HIDDEN);
  }

  /**
   * A value as a user wrote it, which may be a malformed address, without what belongs before the
   * host of one.
   *
   * @param value alone, or as {@code key=value}
   */
  public static String hiddenInValue(String value) {
    Matcher credentials = IN_VALUE.matcher(value);
    if (!credentials.lookingAt()) {
      return hiddenIn(value);
    }
    String scheme = credentials.group(2).endsWith("://") ? credentials.group(2) : "";
    return credentials.group(1)
        + scheme
        + HIDDEN
        + "@"
        + hiddenIn(value.substring(credentials.end()));
  }
}
