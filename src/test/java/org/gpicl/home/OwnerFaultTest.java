package org.gpicl.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.faults.EveryFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every change to the disk fails once while a process takes a home and says where it listens. */
class OwnerFaultTest {
  private static final Owner OWNER = new Owner(7, 1234, "secret", "now", "sweep", "", "1");

  @TempDir Path scratch;

  @Test
  void whatAnOwnerSaysOfItselfIsWholeOrAbsentWhateverFails() throws Exception {
    int tried =
        EveryFault.of(
            scratch,
            directory -> Files.writeString(directory.resolve("owner.json"), "{\"pid\":1,"),
            directory -> {
              Home home = new Home(directory);
              try (OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
                lock.announce(OWNER);
                assertThat(OwnerLock.owner(home)).contains(OWNER);
              }
            },
            directory -> {
              assertThat(OwnerLock.owner(new Home(directory))).isEmpty();
              OwnerLock.take(new Home(directory)).orElseThrow().close();
            });
    assertThat(tried).isGreaterThan(6 * 7);
  }
}
