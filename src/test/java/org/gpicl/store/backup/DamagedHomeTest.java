package org.gpicl.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import org.gpicl.cli.process.Application;
import org.gpicl.home.Home;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.database.H2File;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening a home says of a database that is not as it was left. */
class DamagedHomeTest {
  @TempDir Path directory;

  private Home home;
  private Path database;
  private byte[] good;

  @BeforeEach
  void aHomeWithABackup() throws Exception {
    home = new Home(directory);
    home.create();
    Application.open(home).close();
    new DatabaseBackup(home, Clock.systemUTC(), System.err).beforeARun(new StopSignal());
    database = H2File.of(home.database()).path();
    good = Files.readAllBytes(new Backups(home).newestWhole().orElseThrow().file().path());
  }

  private void isTold(byte[] bytes, String reason) throws IOException {
    Files.write(database, bytes);
    assertThatThrownBy(() -> Application.open(home).close())
        .as("%d bytes of %d", bytes.length, good.length)
        .isInstanceOf(DamagedHomeException.class)
        .hasMessageContaining("The database " + database + " is damaged: " + reason)
        .hasMessageContaining(", 0 cells done")
        .hasMessageContaining("`gpicl restore`");
  }

  @Test
  void aFileThatWasCutIsNotOpenedAtAnOlderState() throws IOException {
    for (int part = 1; part < 10; part++) {
      isTold(Arrays.copyOf(good, good.length / 10 * part), "");
    }
    isTold(new byte[0], "it is empty");
  }

  @Test
  void zeroedHeadersAndASchemaThatCannotBeReadAreDamage() throws IOException {
    byte[] headless = good.clone();
    Arrays.fill(headless, 0, 8192, (byte) 0);
    isTold(headless, "it is not a database of gpicl, or its beginning was overwritten");
    byte[] misspelt = good.clone();
    byte[] table = "CREATE CACHED TABLE".getBytes(StandardCharsets.US_ASCII);
    int hit = 0;
    for (int at = 0; at + table.length < misspelt.length; at++) {
      if (Arrays.equals(misspelt, at, at + table.length, table, 0, table.length)) {
        misspelt[at] ^= 1;
        hit++;
      }
    }
    assertThat(hit).isPositive();
    isTold(misspelt, "it holds a definition (");
  }

  @Test
  void anEmptyFileWithoutBackupsIsAHomeThatWasKilledAtItsFirstStart() throws IOException {
    for (Backups.Backup backup : new Backups(home).all()) {
      Files.delete(backup.file().path());
    }
    Files.write(database, new byte[0]);
    Application.open(home).close();
    assertThat(Files.size(database)).isPositive();
  }

  @Test
  void withoutBackupsTheFilesOfSweepsAreNamed() throws IOException {
    for (Backups.Backup backup : new Backups(home).all()) {
      Files.delete(backup.file().path());
    }
    Files.createDirectories(home.sweep("mine"));
    Files.writeString(home.sweep("mine").resolve("manifest.json"), "{}");
    assertThat(DamageReport.of(home, "it burned"))
        .contains("There are no backups", "`gpicl report mine --rebuild`");
  }
}
