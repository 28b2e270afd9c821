package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.CannotCreateTransactionException;

class ConnectionRetryTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicInteger tries = new AtomicInteger();

  private ConnectionRetry of(Duration most) {
    return new ConnectionRetry(
        most, enough::get, nanos::get, pause -> nanos.addAndGet(pause.toNanos()));
  }

  private Supplier<String> gone(int times, RuntimeException with) {
    return () -> {
      if (tries.incrementAndGet() <= times) {
        throw with;
      }
      return "answer";
    };
  }

  private static RuntimeException noConnection() {
    return new CannotCreateTransactionException(
        "no connection", new SQLTransientConnectionException("pool is empty"));
  }

  @Test
  void workIsDoneAgainUntilTheDatabaseIsBack() {
    assertThat(of(Duration.ofSeconds(60)).through(gone(100, noConnection()))).isEqualTo("answer");
    assertThat(tries).hasValue(101);
  }

  @Test
  void patienceEndsAndTellsHowLongItWas() {
    assertThatThrownBy(
            () -> of(Duration.ofSeconds(60)).through(gone(Integer.MAX_VALUE, noConnection())))
        .isInstanceOf(DatabaseGoneException.class)
        .hasMessageContaining("did not come back in 60 s", "pool is empty")
        .hasMessageContaining("pool is empty");
    assertThat(Duration.ofNanos(nanos.get())).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aStopEndsItAtOnce() {
    enough.set(true);
    assertThatThrownBy(() -> of(Duration.ofSeconds(60)).through(gone(5, noConnection())))
        .isInstanceOf(DatabaseGoneException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void otherFailuresAreNotRepeated() {
    RuntimeException duplicate =
        new DuplicateKeyException("twice", new SQLException("duplicate", "23505"));
    assertThatThrownBy(() -> of(Duration.ofSeconds(60)).through(gone(5, duplicate)))
        .isSameAs(duplicate);
    assertThat(tries).hasValue(1);
  }

  @Test
  void aServerThatShutsDownAndAnH2ThatClosedItselfAreLosses() {
    assertThat(loss(new SQLException("terminating connection", "57P01"))).isTrue();
    assertThat(loss(new SQLException("connection refused", "08001"))).isTrue();
    assertThat(loss(new SQLException("The database has been closed", "90098", 90098))).isTrue();
    assertThat(loss(new SQLException("division by zero", "22012"))).isFalse();
  }

  @Test
  void whereWaitingIsOfNoUseTheFirstLossIsTheEnd() {
    Duration most = Duration.ofSeconds(60);
    assertThat(ConnectionRetry.worthwhile("jdbc:postgresql://db/gpicl", most)).isEqualTo(most);
    assertThat(ConnectionRetry.worthwhile("jdbc:h2:file:/db/gpicl", most)).isZero();
    assertThatThrownBy(() -> of(Duration.ZERO).through(gone(5, noConnection())))
        .isInstanceOf(DatabaseGoneException.class)
        .hasMessage("the database is gone: pool is empty");
    assertThat(tries).hasValue(1);
  }

  @Test
  void lossesOfEveryKindAreRecognisedAndTheInnermostThatSaysSoIsTold() {
    for (SQLException lost :
        List.of(
            new SQLNonTransientConnectionException("refused"),
            new SQLRecoverableException("broken pipe"),
            new SQLException("Connection is closed"))) {
      assertThat(loss(lost)).isTrue();
    }
    SQLException broken = new SQLException("terminated", "57P01");
    assertThat(ConnectionLoss.in(new SQLException("failed", "22012", broken))).contains(broken);
    assertThat(loss(new SQLException("an odd state", "08"))).isFalse();
  }

  private static boolean loss(SQLException cause) {
    return ConnectionLoss.in(new DataAccessResourceFailureException("failed", cause)).isPresent();
  }
}
