package org.gpicl.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.gpicl.tasks.Digests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code checkpoint}: the last two training states of each unfinished cell. */
public final class CheckpointTable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointTable.class);
  private static final int KEPT = 2;

  private final JdbcClient jdbc;
  private final Clock clock;

  public CheckpointTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The newest checkpoint that is whole. A damaged one is reported and the one before it used.
   *
   * @return empty if the cell has none that can be used
   */
  public Optional<Checkpoint> latest(String cellHash) {
    List<Long> steps =
        jdbc.sql("SELECT step FROM checkpoint WHERE cell_hash = ? ORDER BY step DESC")
            .param(cellHash)
            .query(Long.class)
            .list();
    for (long step : steps) {
      try {
        return Optional.of(read(cellHash, step));
      } catch (CheckpointException e) {
        LOG.error(
            "The checkpoint of cell {} at step {} is damaged: {}. The one before is used, if there is one.",
            cellHash,
            step,
            e.getMessage());
      }
    }
    return Optional.empty();
  }

  private Checkpoint read(String cellHash, long step) {
    record Stored(String sha256, byte[] state) {}
    Stored stored =
        jdbc.sql("SELECT sha256, state FROM checkpoint WHERE cell_hash = ? AND step = ?")
            .params(cellHash, step)
            .query((row, index) -> new Stored(row.getString(1), row.getBytes(2)))
            .single();
    if (!Digests.sha256(stored.state()).equals(stored.sha256())) {
      throw new CheckpointException("its bytes do not have the SHA-256 that was stored with them");
    }
    return CheckpointCodec.decode(stored.state());
  }

  /** Stores a checkpoint and lets go of all but the last two. Call it inside a transaction. */
  void put(String cellHash, Checkpoint checkpoint) {
    byte[] state = CheckpointCodec.encode(checkpoint);
    long step = checkpoint.state().step();
    jdbc.sql("DELETE FROM checkpoint WHERE cell_hash = ? AND step >= ?")
        .params(cellHash, step)
        .update();
    jdbc.sql(
            "INSERT INTO checkpoint (cell_hash, step, sha256, state, created_at)"
                + " VALUES (?, ?, ?, ?, ?)")
        .params(
            cellHash,
            step,
            Digests.sha256(state),
            state,
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
    List<Long> steps =
        jdbc.sql("SELECT step FROM checkpoint WHERE cell_hash = ? ORDER BY step DESC")
            .param(cellHash)
            .query(Long.class)
            .list();
    if (steps.size() > KEPT) {
      jdbc.sql("DELETE FROM checkpoint WHERE cell_hash = ? AND step <= ?")
          .params(cellHash, steps.get(KEPT))
          .update();
    }
  }

  void deleteAll(String cellHash) {
    jdbc.sql("DELETE FROM checkpoint WHERE cell_hash = ?").param(cellHash).update();
  }
}
