package org.gpicl.home.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A path as a user writes it. A shell expands {@code ~} only at the beginning of a word, so not
 * behind {@code --home=} or in a file: there it is expanded here.
 */
public final class UserPath {
  private static final String HOME = "~";

  private UserPath() {}

  /**
   * @throws InvalidPathException if no file can have this name; {@link #problem} explains it
   */
  public static Path of(String text) {
    if (!text.equals(HOME) && !text.startsWith(HOME + "/")) {
      return Path.of(text);
    }
    String rest = text.substring(HOME.length());
    return Path.of(userHome() + rest);
  }

  /** As a shell has it; a user without a name has no other. */
  private static String userHome() {
    String home = System.getenv("HOME");
    return home == null || home.isBlank() ? System.getProperty("user.home") : home;
  }

  /** Why a text is no path, and what to do. */
  public static String problem(InvalidPathException e) {
    boolean ascii = e.getInput().chars().allMatch(c -> c < 128);
    return ascii
        ? "'%s' is not a path: %s".formatted(e.getInput(), e.getReason())
        : "'%s' cannot be used as a path, because the locale (%s) has not all of its characters; set LC_ALL=C.UTF-8"
            .formatted(e.getInput(), System.getProperty("sun.jnu.encoding"));
  }
}
