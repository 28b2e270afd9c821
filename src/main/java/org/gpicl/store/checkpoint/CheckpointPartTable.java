package org.gpicl.store.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.gpicl.home.files.Digests;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code checkpoint_part}: the bytes of checkpoints that are stored in the database. */
final class CheckpointPartTable {
  private final JdbcClient jdbc;

  CheckpointPartTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes a state part by part, in transactions that may be repeated.
   *
   * @return the SHA-256 of the whole
   */
  String put(String cellHash, Checkpoint checkpoint, Consumer<Runnable> transaction) {
    long step = checkpoint.state().step();
    MessageDigest digest = Digests.sha256();
    try (OutputStream parts =
        new DigestOutputStream(
            new CheckpointParts(
                CheckpointCodec.size(checkpoint),
                (number, bytes) -> transaction.accept(() -> put(cellHash, step, number, bytes))),
            digest)) {
      CheckpointCodec.encode(checkpoint, parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Digests.hex(digest);
  }

  private void put(String cellHash, long step, int number, byte[] bytes) {
    jdbc.sql("DELETE FROM checkpoint_part WHERE cell_hash = ? AND step = ? AND part = ?")
        .params(cellHash, step, number)
        .update();
    jdbc.sql("INSERT INTO checkpoint_part (cell_hash, step, part, bytes) VALUES (?, ?, ?, ?)")
        .params(cellHash, step, number, bytes)
        .update();
  }

  <T> T read(String cellHash, long step, CheckpointFiles.Reading<T> reading) {
    long size =
        jdbc.sql(
                "SELECT COALESCE(SUM(OCTET_LENGTH(bytes)), 0) FROM checkpoint_part"
                    + " WHERE cell_hash = ? AND step = ?")
            .params(cellHash, step)
            .query(Long.class)
            .single();
    try (InputStream parts = new StoredParts(number -> part(cellHash, step, number))) {
      return reading.from(parts, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<byte[]> part(String cellHash, long step, int number) {
    return jdbc.sql(
            "SELECT bytes FROM checkpoint_part WHERE cell_hash = ? AND step = ? AND part = ?")
        .params(cellHash, step, number)
        .query((row, index) -> row.getBytes(1))
        .optional();
  }

  void deleteBehind(String cellHash, long step) {
    jdbc.sql("DELETE FROM checkpoint_part WHERE cell_hash = ? AND step > ?")
        .params(cellHash, step)
        .update();
  }

  /** Deletes what there is of a cell but for some steps, one at least. */
  void deleteOthers(String cellHash, Collection<Long> staying) {
    jdbc.sql("DELETE FROM checkpoint_part WHERE cell_hash = :hash AND step NOT IN (:staying)")
        .param("hash", cellHash)
        .param("staying", staying)
        .update();
  }
}
