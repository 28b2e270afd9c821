package org.gpicl.store.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gpicl.home.files.Digests;
import org.gpicl.sweep.CheckpointStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code checkpoint}: the last two training states of each unfinished cell. Their bytes
 * are in {@code checkpoint_part}, or in files of a folder.
 */
public final class CheckpointTable {
  private static final int KEPT = 2;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final CheckpointPartTable parts;
  private final CheckpointFiles files;

  public CheckpointTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.parts = new CheckpointPartTable(jdbc);
    this.files = new CheckpointFiles(jdbc);
  }

  /**
   * What a training can go on from.
   *
   * @param checkpoint the newest that is whole; empty if the cell has none
   * @param damage what is wrong with newer ones, a clause each
   */
  public record Newest(Optional<Checkpoint> checkpoint, List<String> damage) {}

  /**
   * Where the bytes of a checkpoint are.
   *
   * @param file empty if they are in the database
   */
  private record Stored(String cellHash, long step, String sha256, Optional<Path> file) {}

  /**
   * The newest checkpoint that is whole, and what was passed over to find it.
   *
   * @throws CheckpointFolderException if one is in a folder that cannot be read
   */
  public Newest newest(String cellHash) {
    List<String> damage = new ArrayList<>();
    for (Stored stored : of(cellHash)) {
      try {
        return new Newest(Optional.of(decoded(stored)), damage);
      } catch (CheckpointException e) {
        damage.add(
            "the checkpoint at step %d is damaged (%s)".formatted(stored.step(), e.getMessage()));
      }
    }
    return new Newest(Optional.empty(), damage);
  }

  /** The newest first. */
  private List<Stored> of(String cellHash) {
    return jdbc.sql(
            "SELECT step, sha256, stored_file FROM checkpoint WHERE cell_hash = ?"
                + " ORDER BY step DESC")
        .param(cellHash)
        .query((row, index) -> stored(cellHash, row.getLong(1), row.getString(2), row.getString(3)))
        .list();
  }

  private static Stored stored(String cellHash, long step, String sha256, String file) {
    return new Stored(cellHash, step, sha256, Optional.ofNullable(file).map(Path::of));
  }

  private Checkpoint decoded(Stored stored) {
    return read(
        stored,
        (in, size) -> {
          MessageDigest digest = Digests.sha256();
          Checkpoint checkpoint = CheckpointCodec.decode(new DigestInputStream(in, digest), size);
          if (!Digests.hex(digest).equals(stored.sha256())) {
            throw new CheckpointException(
                "its bytes do not have the SHA-256 that was stored with them");
          }
          return checkpoint;
        });
  }

  private <T> T read(Stored stored, CheckpointFiles.Reading<T> reading) {
    return stored.file().isPresent()
        ? CheckpointFiles.read(stored.file().get(), reading)
        : parts.read(stored.cellHash(), stored.step(), reading);
  }

  /** The folders with checkpoints of some cells that this machine does not see, by their hashes. */
  public Set<Path> foldersNotSeen(Collection<String> cellHashes) {
    Set<String> wanted = Set.copyOf(cellHashes);
    return jdbc
        .sql("SELECT cell_hash, stored_file FROM checkpoint WHERE stored_file IS NOT NULL")
        .query((row, index) -> Map.entry(row.getString(1), Path.of(row.getString(2)).getParent()))
        .list()
        .stream()
        .filter(stored -> wanted.contains(stored.getKey()))
        .map(Map.Entry::getValue)
        .distinct()
        .filter(folder -> !CheckpointFiles.filled(folder))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A checkpoint whose bytes do not have the SHA-256 that was stored with them. */
  public record Damaged(String cellKey, long step) {}

  /** Those in the database; files may come and go without it. */
  public List<Damaged> damaged() {
    record Named(String key, Stored stored) {}
    return jdbc
        .sql(
            "SELECT cell_key, cell_hash, checkpoint.step, sha256 FROM checkpoint"
                + " JOIN cell ON hash = cell_hash WHERE stored_file IS NULL"
                + " ORDER BY cell_key, checkpoint.step")
        .query(
            (row, index) ->
                new Named(
                    row.getString(1),
                    stored(row.getString(2), row.getLong(3), row.getString(4), null)))
        .list()
        .stream()
        .filter(
            named -> !read(named.stored(), CheckpointTable::sha256).equals(named.stored().sha256()))
        .map(named -> new Damaged(named.key(), named.stored().step()))
        .toList();
  }

  private static String sha256(InputStream in, long size) throws IOException {
    MessageDigest digest = Digests.sha256();
    in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return Digests.hex(digest);
  }

  /**
   * Stores a checkpoint, the last two of a cell being kept. A large one is written in several
   * transactions: until the last of them, it is as if it were not there.
   *
   * <p>The older of the two before makes room first, so that there is never room needed for three.
   * Each transaction may be repeated: what an earlier try of it stored is replaced.
   *
   * @param place where to store its bytes
   * @param transaction runs a piece of work in a transaction
   * @throws CheckpointFolderException if the folder cannot be written to
   */
  public void put(
      String cellHash,
      Checkpoint checkpoint,
      CheckpointStore place,
      Consumer<Runnable> transaction) {
    long step = checkpoint.state().step();
    transaction.accept(() -> makeRoom(cellHash, step));
    Stored stored =
        place
            .folder()
            .map(folder -> putFile(folder, cellHash, checkpoint, transaction))
            .orElseGet(
                () -> stored(cellHash, step, parts.put(cellHash, checkpoint, transaction), null));
    transaction.accept(() -> add(stored));
  }

  private Stored putFile(
      Path folder, String cellHash, Checkpoint checkpoint, Consumer<Runnable> transaction) {
    long step = checkpoint.state().step();
    Path file = CheckpointFiles.file(folder, cellHash, step);
    transaction.accept(
        () -> {
          files.tidy(cellHash);
          of(cellHash).stream().flatMap(stored -> stored.file().stream()).forEach(this::mustExist);
          files.announce(file, cellHash);
        });
    return stored(cellHash, step, CheckpointFiles.write(file, checkpoint), file.toString());
  }

  /** Without this, a worker would not notice that it writes into what is no longer mounted. */
  private void mustExist(Path earlier) {
    if (Files.notExists(earlier)) {
      throw new CheckpointFolderException(
          "written beside the one before", earlier, new NoSuchFileException(earlier.toString()));
    }
  }

  private void add(Stored stored) {
    jdbc.sql("DELETE FROM checkpoint WHERE cell_hash = ? AND step = ?")
        .params(stored.cellHash(), stored.step())
        .update();
    jdbc.sql(
            "INSERT INTO checkpoint (cell_hash, step, sha256, created_at, stored_file)"
                + " VALUES (?, ?, ?, ?, ?)")
        .params(
            stored.cellHash(),
            stored.step(),
            stored.sha256(),
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
            stored.file().map(Path::toString).orElse(null))
        .update();
  }

  /** Only the newest ones before a step stay, and nothing of what was never finished. */
  private void makeRoom(String cellHash, long step) {
    deleteOthers(
        cellHash,
        of(cellHash).stream().map(Stored::step).filter(s -> s < step).limit(KEPT - 1).toList());
  }

  private void deleteOthers(String cellHash, Collection<Long> staying) {
    // A list in SQL must not be empty.
    Collection<Long> steps = staying.isEmpty() ? List.of(-1L) : staying;
    jdbc.sql("DELETE FROM checkpoint WHERE cell_hash = :hash AND step NOT IN (:steps)")
        .param("hash", cellHash)
        .param("steps", steps)
        .update();
    parts.deleteOthers(cellHash, steps);
  }

  /** Deletes what was stored of later steps. */
  public void deleteBehind(String cellHash, long step) {
    jdbc.sql("DELETE FROM checkpoint WHERE cell_hash = ? AND step > ?")
        .params(cellHash, step)
        .update();
    parts.deleteBehind(cellHash, step);
  }

  public void deleteAll(String cellHash) {
    deleteOthers(cellHash, List.of());
  }

  /** Deletes the files of a cell that no checkpoint names any longer, where it was trained. */
  public void tidy(String cellHash) {
    files.tidy(cellHash);
  }

  /** Deletes all files that no checkpoint names any longer, as far as this machine has them. */
  public void tidy() {
    files.tidy();
  }
}
