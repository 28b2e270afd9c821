package org.gpicl.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.gpicl.home.files.UserPath;
import org.junit.jupiter.api.Test;

/** Paths as users write them where no shell reads them. */
class UserPathTest {
  private final String userHome =
      System.getenv("HOME") == null ? System.getProperty("user.home") : System.getenv("HOME");

  @Test
  void beginAtTheUsersHomeBehindATilde() {
    assertThat(UserPath.of("~")).isEqualTo(Path.of(userHome));
    assertThat(UserPath.of("~/runs/a~b")).isEqualTo(Path.of(userHome, "runs", "a~b"));
  }

  @Test
  void areOtherwiseWhatTheyAre() {
    for (String path : new String[] {"", "runs", "./~", "~runs", "a/~/b", "/~"}) {
      assertThat(UserPath.of(path)).isEqualTo(Path.of(path));
    }
  }

  @Test
  void thatCannotBeAreExplained() {
    assertThat(UserPath.problem(new InvalidPathException("a\0b", "Nul character not allowed")))
        .isEqualTo("'a\0b' is not a path: Nul character not allowed");
    assertThat(UserPath.problem(new InvalidPathException("größe", "unmappable")))
        .contains("the locale (", "LC_ALL=C.UTF-8");
  }
}
