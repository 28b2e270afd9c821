package org.gpicl.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.gpicl.cli.process.Application;
import org.gpicl.home.Home;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.store.database.H2File;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When backups of a real home are made and which are kept. */
@Order(2)
class DatabaseBackupTest {
  @TempDir Path directory;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final StopSignal stop = new StopSignal();
  private Home home;
  private DatabaseBackup backup;

  @BeforeEach
  void aHome() throws IOException {
    home = new Home(directory);
    home.create();
    Application.open(home).close();
    backup = new DatabaseBackup(home, clock, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @Test
  void theLastThreeRunsAreKept() throws Exception {
    for (int run = 0; run < 5; run++) {
      now.set(now.get().plusSeconds(60));
      backup.changes();
      backup.afterARun(stop);
    }
    assertThat(names())
        .containsExactly(
            "gpicl-20260101T000300Z.mv.db",
            "gpicl-20260101T000400Z.mv.db",
            "gpicl-20260101T000500Z.mv.db");
  }

  @Test
  void itsStateSaysWhatIsDueHowOldTheNewestIsAndWhetherTheLastOneFailed() throws Exception {
    assertThat(backup.state()).isEqualTo(new DatabaseBackup.State(Optional.empty(), false, false));
    backup.changes();
    assertThat(backup.state().due()).isTrue();
    AtomicBoolean full = new AtomicBoolean(true);
    DatabaseBackup here =
        new DatabaseBackup(
            home,
            clock,
            new PrintStream(said, true, StandardCharsets.UTF_8),
            target -> {
              if (full.get()) {
                throw new IOException("No space left on device");
              }
              H2File.of(home.database()).copyTo(target);
            });
    here.afterARun(stop);
    assertThat(here.state()).isEqualTo(new DatabaseBackup.State(Optional.empty(), true, true));
    full.set(false);
    here.afterARun(stop);
    assertThat(here.state())
        .isEqualTo(new DatabaseBackup.State(Optional.of(now.get()), false, false));
  }

  @Test
  void aClockThatWasTurnedBackDoesNotMakeTheNewestTheFirstToGo() throws Exception {
    for (int run = 0; run < 4; run++) {
      now.set(now.get().minusSeconds(3600));
      backup.changes();
      backup.afterARun(stop);
    }
    assertThat(names()).hasSize(3).first().isEqualTo("gpicl-20251231T230001Z.mv.db");
  }

  @Test
  void whatWasNotRunIsNotBackedUpAgain() throws Exception {
    assertThat(backup.beforeARun(stop)).isTrue();
    assertThat(names()).as("a home without any backup gets one").hasSize(1);
    now.set(now.get().plusSeconds(60));
    assertThat(backup.beforeARun(stop)).isTrue();
    backup.afterARun(stop);
    assertThat(names()).hasSize(1);
    backup.changes();
    assertThat(backup.beforeARun(stop)).as("what a killed run left").isTrue();
    assertThat(names()).hasSize(2);
    Files.delete(H2File.of(home.database()).path());
    assertThat(backup.beforeARun(stop)).isTrue();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("There is no database", "gpicl restore");
  }

  @Test
  void aStopIsNotKeptWaitingAndTheBackupIsMadeBeforeTheNextRun() throws Exception {
    backup.changes();
    CountDownLatch goOn = new CountDownLatch(1);
    InstantSource standing =
        () -> {
          await(goOn);
          return now.get();
        };
    DatabaseBackup slow = new DatabaseBackup(home, standing.withZone(ZoneOffset.UTC), System.err);
    stop.raise();
    assertThat(slow.beforeARun(stop)).isFalse();
    goOn.countDown();
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("backup"))) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(names()).isEmpty();

    DatabaseBackup next = new DatabaseBackup(home, clock, System.err);
    assertThat(next.beforeARun(new StopSignal())).isTrue();
    assertThat(names()).hasSize(1);
  }

  @Test
  void aDamagedDatabasePushesNoBackupOut() throws Exception {
    for (int run = 0; run < 3; run++) {
      now.set(now.get().plusSeconds(60));
      backup.changes();
      backup.afterARun(stop);
    }
    List<String> before = names();
    Path file = H2File.of(home.database()).path();
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 0, 8192, (byte) 0);
    Files.write(file, bytes);
    now.set(now.get().plusSeconds(60));
    backup.changes();
    backup.afterARun(stop);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("is damaged", before.get(2), "gpicl restore")
        .doesNotContain("\tat ");
    assertThatThrownBy(() -> backup.beforeARun(stop)).isInstanceOf(DamagedDatabaseException.class);
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void aBackupThatCannotBeWrittenIsAWarning() throws Exception {
    Files.writeString(home.backups(), "a file where the folder should be");
    assertThat(backup.beforeARun(stop)).isTrue();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("was not backed up");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(home.backups())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("due"))
          .sorted()
          .toList();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
