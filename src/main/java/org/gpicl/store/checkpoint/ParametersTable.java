package org.gpicl.store.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.files.Digests;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code parameters}: what finished cells have learned, without moments. */
public final class ParametersTable {
  private final JdbcClient jdbc;

  public ParametersTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The final parameters of a cell, as a training state without moments.
   *
   * @throws CheckpointException if they are damaged
   */
  public Optional<TrainingState> find(String cellHash) {
    record Stored(String sha256, byte[] state) {}
    return jdbc.sql("SELECT sha256, state FROM parameters WHERE cell_hash = ?")
        .param(cellHash)
        .query((row, index) -> new Stored(row.getString(1), row.getBytes(2)))
        .optional()
        .map(
            stored -> {
              if (!Digests.sha256(stored.state()).equals(stored.sha256())) {
                throw new CheckpointException(
                    "the stored parameters of cell " + cellHash + " are damaged");
              }
              return CheckpointCodec.of(stored.state()).state();
            });
  }

  /** The keys of cells whose parameters do not have the SHA-256 that was stored with them. */
  public List<String> damaged() {
    List<String> damaged = new ArrayList<>();
    jdbc.sql(
            "SELECT cell_key, sha256, state FROM parameters JOIN cell ON hash = cell_hash"
                + " ORDER BY cell_key")
        .query(
            row -> {
              if (!Digests.sha256(row.getBytes(3)).equals(row.getString(2))) {
                damaged.add(row.getString(1));
              }
            });
    return damaged;
  }

  public void put(String cellHash, Checkpoint last) {
    TrainingState state = last.state();
    TrainingState bare = new TrainingState(state.step(), state.parameters(), List.of(), List.of());
    byte[] bytes = CheckpointCodec.bytes(new Checkpoint(bare, last.progress()));
    jdbc.sql("DELETE FROM parameters WHERE cell_hash = ?").param(cellHash).update();
    jdbc.sql("INSERT INTO parameters (cell_hash, sha256, state) VALUES (?, ?, ?)")
        .params(cellHash, Digests.sha256(bytes), bytes)
        .update();
  }
}
