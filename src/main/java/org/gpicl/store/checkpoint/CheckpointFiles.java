package org.gpicl.store.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gpicl.home.files.Digests;
import org.gpicl.home.files.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checkpoints that are files in a folder, and the table {@code checkpoint_file}, which lists each
 * of them before it is written and until it is gone, so that none is ever forgotten. No two files
 * have the same name: a process that lost a cell without noticing cannot write into the file of the
 * one that has it now.
 */
final class CheckpointFiles {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFiles.class);
  private static final int OF_HASH = 16;

  private static final String UNNAMED =
      "SELECT path FROM checkpoint_file WHERE NOT EXISTS"
          + " (SELECT 1 FROM checkpoint WHERE stored_file = path)";

  private final JdbcClient jdbc;

  CheckpointFiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A file that may be written from now on. Belongs in a transaction of its own. */
  void announce(Path file, String cellHash) {
    forget(file);
    jdbc.sql("INSERT INTO checkpoint_file (path, cell_hash) VALUES (?, ?)")
        .params(file.toString(), cellHash)
        .update();
  }

  static Path file(Path folder, String cellHash, long step) {
    return folder.resolve(
        "%s-%d-%s.checkpoint".formatted(cellHash.substring(0, OF_HASH), step, UUID.randomUUID()));
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @return its SHA-256
   */
  static String write(Path file, Checkpoint checkpoint) {
    MessageDigest digest = Digests.sha256();
    try {
      WholeFile.write(
          file, out -> CheckpointCodec.encode(checkpoint, new DigestOutputStream(out, digest)));
    } catch (IOException e) {
      throw new CheckpointFolderException("written", file, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Reads from a file. */
  @FunctionalInterface
  interface Reading<T> {
    T from(InputStream in, long size) throws IOException;
  }

  /**
   * @throws CheckpointException if the file is not in its folder
   * @throws CheckpointFolderException if it cannot be known what is in the file
   */
  static <T> T read(Path file, Reading<T> reading) {
    if (Files.notExists(file) && filled(file.getParent())) {
      throw new CheckpointException("its file %s is missing".formatted(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return reading.from(in, Files.size(file));
    } catch (IOException e) {
      throw new CheckpointFolderException("read", file, e);
    }
  }

  /** Where a file system is not mounted, there is an empty folder, if any. */
  private static boolean filled(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Deletes the files of a cell that no checkpoint names. Its owner alone may do that. */
  void tidy(String cellHash, Consumer<Runnable> transaction) {
    delete(jdbc.sql(UNNAMED + " AND cell_hash = ?").param(cellHash), transaction);
  }

  /** Deletes the files that no checkpoint names, but for those of cells in training. */
  void tidy(Consumer<Runnable> transaction) {
    delete(
        jdbc.sql(
            UNNAMED
                + " AND NOT EXISTS"
                + " (SELECT 1 FROM cell WHERE hash = cell_hash AND status = 'RUNNING')"),
        transaction);
  }

  /** A file in a folder that seems not to be mounted may exist all the same: it stays listed. */
  private void delete(JdbcClient.StatementSpec query, Consumer<Runnable> transaction) {
    for (Path file : query.query(String.class).list().stream().map(Path::of).toList()) {
      try {
        if (Files.deleteIfExists(file) || filled(file.getParent())) {
          transaction.accept(() -> forget(file));
        }
      } catch (IOException e) {
        LOG.warn("The checkpoint {} is no longer needed but could not be deleted", file, e);
      }
    }
  }

  private void forget(Path file) {
    jdbc.sql("DELETE FROM checkpoint_file WHERE path = ?").param(file.toString()).update();
  }
}
