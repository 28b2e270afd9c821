package org.gpicl.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerLockTest {
  @TempDir Path directory;

  @Test
  void aHomeHasOneOwnerAtATime() throws Exception {
    Home home = new Home(directory.resolve("home"));
    try (OwnerLock first = OwnerLock.take(home).orElseThrow()) {
      assertThat(OwnerLock.take(home)).isEmpty();
    }
    OwnerLock.take(home).orElseThrow().close();
  }

  @Test
  void nobodyElseMayReadTheToken() throws Exception {
    Home home = new Home(directory);
    try (OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
      lock.announce(new Owner(7, 1234, "secret", "now", "sweep", "", "1"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.owner())))
          .isEqualTo("rw-------");
      assertThat(OwnerLock.owner(home).orElseThrow().token()).isEqualTo("secret");
    }
    assertThat(home.owner()).doesNotExist();
  }

  @Test
  void whatAKilledOwnerSaidIsForgotten() throws Exception {
    Home home = new Home(directory);
    home.create();
    Files.writeString(home.owner(), "{\"pid\":1,\"port\":2,\"token\":\"t\"}");
    try (OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
      assertThat(OwnerLock.owner(home)).isEmpty();
    }
  }

  @Test
  void anOwnerThatRunsASweepIsNotWaitedFor() throws Exception {
    Home home = new Home(directory);
    try (OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
      lock.announce(new Owner(7, 1234, "secret", "now", "sweep", "", "1"));
      assertThat(OwnerLock.takePatiently(home, Duration.ofHours(1))).isEmpty();
    }
  }

  @Test
  void aHomeThatCannotBeTakenIsLeftAsItWas() throws Exception {
    Home home = new Home(directory.resolve("home"));
    Files.createDirectories(home.root());
    Files.writeString(home.sweeps(), "no folder");
    assertThatThrownBy(() -> OwnerLock.take(home)).isInstanceOf(IOException.class);
    assertThat(home.root().toFile().list()).containsExactly("sweeps");
  }

  @Test
  void whatWasMadeForAnOwnerThatCameToNothingIsRemoved() throws Exception {
    Home home = new Home(directory.resolve("a/home"));
    try (OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
      Files.writeString(home.database(), "a database that was opened");
      Files.writeString(home.logs().resolve("gpicl.log"), "and its log");
      Files.writeString(home.token(), "and a token");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatWasThereBeforeAnOwnerThatCameToNothingStays() throws Exception {
    Home home = new Home(directory);
    Files.createDirectories(home.logs());
    Files.writeString(home.logs().resolve("gpicl.log"), "of earlier times");
    OwnerLock.take(home).orElseThrow().close();
    assertThat(home.logs().resolve("gpicl.log")).exists();
    assertThat(directory.toFile().list()).containsExactly("logs");
  }

  @Test
  void aHomeThatHasComeToHoldSomethingIsKept() throws Exception {
    Home home = new Home(directory.resolve("home"));
    try (OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
      lock.keep();
    }
    assertThat(home.lock()).exists();
  }
}
