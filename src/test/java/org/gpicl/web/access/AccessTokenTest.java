package org.gpicl.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token of a home. */
class AccessTokenTest {
  @TempDir Path home;

  @Test
  void itIsMadeOnceAndOnlyItsOwnerMayReadIt() throws Exception {
    Path file = home.resolve("token");
    AccessToken made = AccessToken.of(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(AccessToken.of(file)).isEqualTo(made);
    assertThat(made.is(made.text())).isTrue();
    assertThat(made.is("")).isFalse();
    assertThat(made.toString()).doesNotContain(made.text());
  }

  @Test
  void whatIsNoTokenIsReplaced() throws Exception {
    Path file = Files.writeString(home.resolve("token"), "");
    assertThat(AccessToken.of(file).text()).hasSize(64);
  }
}
