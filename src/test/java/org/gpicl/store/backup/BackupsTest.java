package org.gpicl.store.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.store.database.H2File;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backups there are; here they are files with nothing in them. */
class BackupsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.7Z");

  @TempDir Path directory;

  private Home home;
  private Backups backups;

  @BeforeEach
  void aHome() {
    home = new Home(directory);
    backups = new Backups(home);
  }

  private void make(int second, boolean whole) throws IOException {
    H2File made = backups.inTheMaking();
    Files.createFile(made.path());
    backups.keep(made, NOON.plusSeconds(second), whole);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(home.backups())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void withoutAFolderThereAreNone() throws IOException {
    assertThat(backups.all()).isEmpty();
    assertThat(backups.newestWhole()).isEmpty();
  }

  @Test
  void oneWithDamagedPartsTakesTheRoomOfNoneThatIsWhole() throws IOException {
    for (int second = 0; second < 4; second++) {
      make(second, true);
    }
    make(4, false);
    make(5, false);
    assertThat(names())
        .containsExactly(
            "gpicl-20260101T120001Z.mv.db",
            "gpicl-20260101T120002Z.mv.db",
            "gpicl-20260101T120003Z.mv.db",
            "gpicl-20260101T120005Z-damaged.mv.db");
    assertThat(backups.all())
        .extracting(Backups.Backup::whole)
        .containsExactly(false, true, true, true);
    assertThat(backups.newestWhole().orElseThrow().at())
        .isEqualTo(Instant.parse("2026-01-01T12:00:03Z"));
  }

  @Test
  void whatBearsAnotherNameIsNone() throws IOException {
    Files.createDirectories(home.backups());
    for (String name : List.of("due", "gpicl.mv.db", "gpicl-20260101T120001Z.zip", "mine.mv.db")) {
      Files.createFile(home.backups().resolve(name));
    }
    assertThat(backups.all()).isEmpty();
  }

  @Test
  void whatOneThatWasInterruptedLeftIsRemovedAndNothingElse() throws IOException {
    make(1, true);
    H2File abandoned = backups.inTheMaking();
    Files.createFile(abandoned.path());
    Files.createFile(abandoned.path().resolveSibling(abandoned.path().getFileName() + ".zip"));
    Files.createFile(home.backups().resolve("due"));
    backups.inTheMaking();
    assertThat(names()).containsExactly("due", "gpicl-20260101T120001Z.mv.db");
  }
}
