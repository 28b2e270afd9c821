package org.gpicl.store.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.home.Home;
import org.gpicl.store.database.DamagedDatabaseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageReportTest {
  @TempDir Path directory;

  private Home home;

  @BeforeEach
  void aHome() {
    home = new Home(directory);
  }

  @Test
  void aReportNamesABackupThatCannotBeRead() throws Exception {
    Files.createDirectories(home.backups());
    Files.writeString(home.backups().resolve("gpicl-20260101T120000Z.mv.db"), "x".repeat(9000));
    assertThat(DamageReport.of(home, "it burned"))
        .contains("which cannot be read: it is not a database of gpicl");
  }

  @Test
  void onlyDamageIsExplained() {
    DamagedHomeException explained = new DamagedHomeException("it burned", null);
    assertThat(DamageReport.explained(home, explained)).isSameAs(explained);
    IOException other = new IOException("No space left on device");
    assertThat(DamageReport.explained(home, other)).isSameAs(other);
    DamagedDatabaseException damage = new DamagedDatabaseException("it is empty");
    assertThat(DamageReport.explained(home, damage))
        .isInstanceOf(DamagedHomeException.class)
        .hasMessageContaining("is damaged: it is empty.")
        .hasCause(damage);
  }
}
