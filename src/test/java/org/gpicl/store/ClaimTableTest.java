package org.gpicl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.gpicl.store.cell.MigratedDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who has which training. */
class ClaimTableTest {
  private static final String CELL = "c".repeat(64);
  private static final String OTHER = "d".repeat(64);

  private final ClaimTable claims =
      new ClaimTable(JdbcClient.create(new MigratedDatabase().source), Clock.systemUTC());

  private ClaimTable.Row claim(long partition) {
    return claims.of(List.of(partition)).get(0);
  }

  @Test
  void aCellHasOneOpenClaimAtMost() {
    assertThat(claims.take(1, "s", CELL, "one")).isTrue();
    assertThat(claims.take(2, "s", CELL, "two")).isFalse();
    assertThat(claim(2).ended()).as("it is known to have been in vain").isTrue();
    assertThat(claims.open(List.of(CELL, OTHER))).containsOnlyKeys(CELL);
    claims.progress(1, "one", new ClaimTable.Progress(7, 0.5, 0.25, 12.5));
    assertThat(claims.open(List.of(CELL)).get(CELL))
        .isEqualTo(
            new ClaimTable.Row(1, CELL, "one", false, new ClaimTable.Progress(7, 0.5, 0.25, 12.5)));

    claims.end(1, "one");
    assertThat(claims.take(3, "s", CELL, "two")).isTrue();
  }

  @Test
  void aPartitionIsTakenOnce() {
    claims.take(1, "s", CELL, "one");
    claims.end(1, "one");
    assertThat(claims.take(1, "s", CELL, "two")).isFalse();
    assertThat(claim(1).owner()).isEqualTo("one");
  }

  @Test
  void onlyTheOwnerOfAnOpenClaimReportsProgressAndEndsIt() {
    claims.take(1, "s", CELL, "one");
    assertThat(claim(1).progress().loss()).isNaN();
    claims.progress(1, "one", new ClaimTable.Progress(30, 0.5, Double.NaN, 1));
    claims.progress(1, "two", new ClaimTable.Progress(90, 0.1, 0.9, 2));
    claims.end(1, "two");
    assertThat(claim(1).ended()).isFalse();
    assertThat(claim(1).progress().step()).isEqualTo(30);
    assertThat(claim(1).progress().loss()).isEqualTo(0.5);
    assertThat(claim(1).progress().seen()).isNaN();
  }

  @Test
  void aStopIsAskedOfOpenClaimsAndSeenByTheirOwner() {
    claims.take(1, "s", CELL, "one");
    claims.take(2, "s", OTHER, "one");
    claims.askToStop(List.of(1L));
    claims.askToStop(List.of());
    assertThat(claims.askedToStop("one")).isEqualTo(Map.of(1L, true, 2L, false));
    assertThat(claims.askedToStop("two")).isEmpty();
  }

  @Test
  void openClaimsAreCountedBySweep() {
    claims.take(1, "s", CELL, "one");
    claims.take(2, "s", CELL, "two");
    claims.take(3, "t", OTHER, "one");
    assertThat(claims.open()).isEqualTo(Map.of("s", 1, "t", 1));
    claims.end(1, "one");
    assertThat(claims.open()).isEqualTo(Map.of("t", 1));
  }

  @Test
  void aLostWorkerHasNothingInHandAnyLonger() {
    claims.take(1, "s", CELL, "one");
    claims.take(2, "s", OTHER, "two");
    claims.lose("one");
    assertThat(claim(1).ended()).isTrue();
    assertThat(claim(2).ended()).isFalse();
    assertThat(claims.askedToStop("one")).isEmpty();
  }

  @Test
  void claimsGoWithTheirSweep() {
    claims.take(1, "s", CELL, "one");
    claims.take(2, "t", OTHER, "one");
    claims.remove("s");
    assertThat(claims.of(List.of(1L, 2L)))
        .extracting(ClaimTable.Row::partition)
        .containsExactly(2L);
    assertThat(claims.of(List.of())).isEmpty();
  }
}
