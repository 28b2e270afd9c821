package org.gpicl.job.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HomeBoundsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

  private static final Garbage OLD_SHARD = shard(Garbage.Kind.SHARD, "old", 40, 20);
  private static final Garbage YOUNG_SHARD = shard(Garbage.Kind.SHARD, "young", 40, 1);
  private static final Garbage NEEDED = shard(Garbage.Kind.NEEDED_SHARD, "needed", 40, 25);
  private static final Garbage CELL =
      new Garbage.InDatabase(Garbage.Kind.FINISHED_CELL, "hash", "key", 10, daysAgo(10));
  private static final List<Garbage> ALL = List.of(YOUNG_SHARD, NEEDED, CELL, OLD_SHARD);

  private static Instant daysAgo(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  private static Garbage shard(Garbage.Kind kind, String name, long bytes, int days) {
    return new Garbage.OnDisk(kind, Path.of(name), bytes, daysAgo(days));
  }

  @Test
  void withoutBoundsAllThatIsNotNeededGoes() {
    assertThat(HomeBounds.ALL.choose(ALL, 1000, NOW)).containsExactly(OLD_SHARD, CELL, YOUNG_SHARD);
  }

  @Test
  void byAgeTheYoungStays() {
    HomeBounds bounds = new HomeBounds(Duration.ofDays(10), HomeBounds.ANY_SIZE);
    assertThat(bounds.choose(ALL, 1000, NOW)).containsExactly(OLD_SHARD, CELL);
  }

  @Test
  void bySizeTheOldestGoesFirstAndNoMoreThanIsWanted() {
    assertThat(new HomeBounds(Duration.ZERO, 1000).choose(ALL, 1000, NOW)).isEmpty();
    assertThat(new HomeBounds(Duration.ZERO, 999).choose(ALL, 1000, NOW))
        .containsExactly(OLD_SHARD);
    assertThat(new HomeBounds(Duration.ZERO, 959).choose(ALL, 1000, NOW))
        .containsExactly(OLD_SHARD, CELL);
  }

  @Test
  void neededShardsGoLastHoweverOldTheyAre() {
    assertThat(new HomeBounds(Duration.ZERO, 910).choose(ALL, 1000, NOW))
        .containsExactly(OLD_SHARD, CELL, YOUNG_SHARD);
    assertThat(new HomeBounds(Duration.ZERO, 0).choose(ALL, 1000, NOW))
        .containsExactly(OLD_SHARD, CELL, YOUNG_SHARD, NEEDED);
    assertThat(new HomeBounds(Duration.ofDays(5), 0).choose(ALL, 1000, NOW))
        .containsExactly(OLD_SHARD, CELL, NEEDED);
  }
}
