package org.gpicl.job.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.gpicl.engine.EngineException;
import org.gpicl.home.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

class CellFailureTest {
  @TempDir Path home;

  private CellFailure of(Throwable thrown) {
    return CellFailure.of(thrown, new ResumableFailure(new Home(home)));
  }

  @Test
  void whatTheSettingsDoIsNotTriedAgain() {
    assertThat(of(new EngineException("heads must divide the width")))
        .isEqualTo(new CellFailure.Lasting("heads must divide the width"));
    assertThat(of(new LossNotFiniteException(7, Double.NaN)))
        .isInstanceOf(CellFailure.Lasting.class)
        .extracting(CellFailure::reason)
        .asString()
        .contains("NaN at step 7");
    assertThat(of(new OutOfMemoryError("Java heap space")))
        .isInstanceOf(CellFailure.Lasting.class)
        .extracting(CellFailure::reason)
        .asString()
        .contains("GPICL_JAVA_OPTS");
    assertThat(of(new UnsatisfiedLinkError("no library"))).isInstanceOf(CellFailure.Lasting.class);
  }

  @Test
  void whatNobodyForesawIsTriedAgain() {
    assertThat(of(new IllegalStateException("odd")))
        .isEqualTo(new CellFailure.Passing("java.lang.IllegalStateException: odd"));
  }

  @Test
  void aFullDiskStopsTheRunAndTellsWhatToFree() {
    Throwable h2 =
        new TransactionSystemException(
            "JDBC commit failed",
            new SQLException(
                "General error", "HY000", 50000, new IOException("No space left on device")));
    assertThat(of(h2))
        .isInstanceOf(CellFailure.OfTheRun.class)
        .extracting(CellFailure::reason)
        .asString()
        .contains("the disk is full", home.resolve("shards").toString(), "gpicl gc")
        .containsPattern("[0-9.]+ [kMGT]?B are free")
        .contains("take 0 B");
    IllegalStateException suppressed = new IllegalStateException("rollback failed");
    suppressed.addSuppressed(new IOException("Disk quota exceeded"));
    assertThat(of(suppressed)).isInstanceOf(CellFailure.OfTheRun.class);
    assertThat(of(new IllegalStateException(new SQLException("could not extend file", "53100"))))
        .isInstanceOf(CellFailure.OfTheRun.class);
  }

  @Test
  void aDatabaseThatIsGoneStopsTheRun() {
    assertThat(
            of(
                new DataAccessResourceFailureException(
                    "JDBC rollback",
                    new SQLException("The database has been closed", "90098", 90098))))
        .isInstanceOf(CellFailure.OfTheRun.class)
        .extracting(CellFailure::reason)
        .asString()
        .contains("the database is gone: The database has been closed");
  }
}
