package org.gpicl.store.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
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
  private static final int BUFFER_BYTES = 1 << 16;

  private static final String UNNAMED =
      "SELECT path FROM checkpoint_file WHERE NOT EXISTS"
          + " (SELECT 1 FROM checkpoint WHERE checkpoint.cell_hash = checkpoint_file.cell_hash"
          + " AND stored_file = path)";

  private final JdbcClient jdbc;

  CheckpointFiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Lists a file that will be written once the transaction of this has been committed. */
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
   * Writes an announced file. Until a checkpoint names it, it may be in any state.
   *
   * @return its SHA-256
   */
  static String write(Path file, Checkpoint checkpoint) {
    MessageDigest digest = Digests.sha256();
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out =
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
      CheckpointCodec.encode(checkpoint, new DigestOutputStream(out, digest));
      out.flush();
      channel.force(true);
    } catch (IOException e) {
      throw new CheckpointFolderException("written", file, e);
    }
    WholeFile.forceNames(file.getParent());
    return Digests.hex(digest);
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
  static boolean filled(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return files.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }

  /**
   * Deletes the files of a cell that no checkpoint names. Belongs in a transaction of its owner,
   * who trains it and so has the folder: what is not in there is gone.
   */
  void tidy(String cellHash) {
    for (Path file : files(jdbc.sql(UNNAMED + " AND cell_hash = ?").param(cellHash))) {
      if (deleted(file) || filled(file.getParent())) {
        forget(file);
      }
    }
  }

  /**
   * Deletes the files that no checkpoint names, but for those of cells in training. This machine
   * need not have their folders: what is not there stays listed.
   */
  void tidy() {
    for (Path file :
        files(
            jdbc.sql(
                UNNAMED
                    + " AND NOT EXISTS"
                    + " (SELECT 1 FROM cell WHERE hash = cell_hash AND status = 'RUNNING')"))) {
      if (deleted(file)) {
        forget(file);
      }
    }
  }

  private static List<Path> files(JdbcClient.StatementSpec query) {
    return query.query(String.class).list().stream().map(Path::of).toList();
  }

  private static boolean deleted(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("The checkpoint {} is no longer needed but could not be deleted", file, e);
      return false;
    }
  }

  private void forget(Path file) {
    jdbc.sql("DELETE FROM checkpoint_file WHERE path = ?").param(file.toString()).update();
  }
}
