package org.gpicl.store.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gpicl.home.files.Digests;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables {@code checkpoint} and {@code checkpoint_part}: the last two training states of each
 * unfinished cell.
 */
public final class CheckpointTable {
  private static final int KEPT = 2;

  private final JdbcClient jdbc;
  private final Clock clock;

  public CheckpointTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What a training can go on from.
   *
   * @param checkpoint the newest that is whole; empty if the cell has none
   * @param damage what is wrong with newer ones, a clause each
   */
  public record Newest(Optional<Checkpoint> checkpoint, List<String> damage) {}

  /** The newest checkpoint that is whole, and what was passed over to find it. */
  public Newest newest(String cellHash) {
    List<String> damage = new ArrayList<>();
    for (long step : steps(cellHash)) {
      try {
        return new Newest(Optional.of(read(cellHash, step)), damage);
      } catch (CheckpointException e) {
        damage.add("the checkpoint at step %d is damaged (%s)".formatted(step, e.getMessage()));
      }
    }
    return new Newest(Optional.empty(), damage);
  }

  /** The newest first. */
  private List<Long> steps(String cellHash) {
    return jdbc.sql("SELECT step FROM checkpoint WHERE cell_hash = ? ORDER BY step DESC")
        .param(cellHash)
        .query(Long.class)
        .list();
  }

  private Checkpoint read(String cellHash, long step) {
    String sha256 =
        jdbc.sql("SELECT sha256 FROM checkpoint WHERE cell_hash = ? AND step = ?")
            .params(cellHash, step)
            .query(String.class)
            .single();
    long size =
        jdbc.sql(
                "SELECT COALESCE(SUM(OCTET_LENGTH(bytes)), 0) FROM checkpoint_part"
                    + " WHERE cell_hash = ? AND step = ?")
            .params(cellHash, step)
            .query(Long.class)
            .single();
    MessageDigest digest = Digests.sha256();
    try (InputStream parts =
        new DigestInputStream(new StoredParts(number -> part(cellHash, step, number)), digest)) {
      Checkpoint checkpoint = CheckpointCodec.decode(parts, size);
      if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
        throw new CheckpointException(
            "its bytes do not have the SHA-256 that was stored with them");
      }
      return checkpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A checkpoint whose bytes do not have the SHA-256 that was stored with them. */
  public record Damaged(String cellKey, long step) {}

  public List<Damaged> damaged() {
    record Stored(String hash, String sha256, Damaged named) {}
    return jdbc
        .sql(
            "SELECT cell_hash, sha256, cell_key, checkpoint.step FROM checkpoint"
                + " JOIN cell ON hash = cell_hash ORDER BY cell_key, checkpoint.step")
        .query(
            (row, index) ->
                new Stored(
                    row.getString(1),
                    row.getString(2),
                    new Damaged(row.getString(3), row.getLong(4))))
        .list()
        .stream()
        .filter(stored -> !sha256(stored.hash(), stored.named().step()).equals(stored.sha256()))
        .map(Stored::named)
        .toList();
  }

  private String sha256(String cellHash, long step) {
    MessageDigest digest = Digests.sha256();
    Optional<byte[]> bytes = part(cellHash, step, 0);
    for (int number = 1; bytes.isPresent(); number++) {
      digest.update(bytes.get());
      bytes = part(cellHash, step, number);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private Optional<byte[]> part(String cellHash, long step, int number) {
    return jdbc.sql(
            "SELECT bytes FROM checkpoint_part WHERE cell_hash = ? AND step = ? AND part = ?")
        .params(cellHash, step, number)
        .query((row, index) -> row.getBytes(1))
        .optional();
  }

  /**
   * Stores a checkpoint, the last two of a cell being kept. A large one is written in several
   * transactions: until the last of them, it is as if it were not there.
   *
   * <p>The older of the two before makes room first, so that the database never has to hold three.
   * Each transaction may be repeated: what an earlier try of it stored is replaced.
   *
   * @param transaction runs a piece of work in a transaction
   */
  public void put(String cellHash, Checkpoint checkpoint, Consumer<Runnable> transaction) {
    long step = checkpoint.state().step();
    transaction.accept(() -> makeRoom(cellHash, step));
    String sha256 = putParts(cellHash, checkpoint, transaction);
    transaction.accept(
        () -> {
          jdbc.sql("DELETE FROM checkpoint WHERE cell_hash = ? AND step = ?")
              .params(cellHash, step)
              .update();
          jdbc.sql(
                  "INSERT INTO checkpoint (cell_hash, step, sha256, created_at)"
                      + " VALUES (?, ?, ?, ?)")
              .params(
                  cellHash, step, sha256, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
              .update();
        });
  }

  /** Only the newest ones before a step stay, and no parts of what was never finished. */
  private void makeRoom(String cellHash, long step) {
    List<Long> stay = steps(cellHash).stream().filter(s -> s < step).limit(KEPT - 1).toList();
    // A list in SQL must not be empty.
    List<Long> staying = stay.isEmpty() ? List.of(-1L) : stay;
    for (String table : List.of("checkpoint", "checkpoint_part")) {
      jdbc.sql("DELETE FROM " + table + " WHERE cell_hash = :hash AND step NOT IN (:staying)")
          .param("hash", cellHash)
          .param("staying", staying)
          .update();
    }
  }

  /** Writes a state part by part; returns the digest of the whole. */
  private String putParts(String cellHash, Checkpoint checkpoint, Consumer<Runnable> transaction) {
    long step = checkpoint.state().step();
    MessageDigest digest = Digests.sha256();
    try (OutputStream parts =
        new DigestOutputStream(
            new CheckpointParts(
                CheckpointCodec.size(checkpoint),
                (number, bytes) ->
                    transaction.accept(() -> putPart(cellHash, step, number, bytes))),
            digest)) {
      CheckpointCodec.encode(checkpoint, parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void putPart(String cellHash, long step, int number, byte[] bytes) {
    jdbc.sql("DELETE FROM checkpoint_part WHERE cell_hash = ? AND step = ? AND part = ?")
        .params(cellHash, step, number)
        .update();
    jdbc.sql("INSERT INTO checkpoint_part (cell_hash, step, part, bytes) VALUES (?, ?, ?, ?)")
        .params(cellHash, step, number, bytes)
        .update();
  }

  /** Deletes what was stored of later steps. */
  public void deleteBehind(String cellHash, long step) {
    for (String table : List.of("checkpoint", "checkpoint_part")) {
      jdbc.sql("DELETE FROM " + table + " WHERE cell_hash = ? AND step > ?")
          .params(cellHash, step)
          .update();
    }
  }

  public void deleteAll(String cellHash) {
    for (String table : List.of("checkpoint", "checkpoint_part")) {
      jdbc.sql("DELETE FROM " + table + " WHERE cell_hash = ?").param(cellHash).update();
    }
  }
}
