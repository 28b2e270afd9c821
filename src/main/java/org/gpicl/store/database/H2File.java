package org.gpicl.store.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The file of an H2 database that nobody has open.
 *
 * @param path ends in {@link #ENDING}
 */
public record H2File(Path path) {
  public static final String ENDING = ".mv.db";

  private static final int BLOCK_BYTES = 4096;
  private static final Pattern CLOSED_AT =
      Pattern.compile("^H:2,(?=[^\\n]*\\bclean:1\\b)[^\\n]*\\bversion:([0-9a-f]{1,16})\\b");

  private static final Pattern CHUNK =
      Pattern.compile("\\bblock:([0-9a-f]{1,15}),.*?\\blen:([0-9a-f]{1,8})\\b");

  /** The file of a database as a URL names it, without the ending. */
  public static H2File of(Path database) {
    return new H2File(database.resolveSibling(database.getFileName() + ENDING));
  }

  /** Whether a JDBC URL names this file, whatever its options. */
  public boolean isAt(String url) {
    String prefix = "jdbc:h2:file:" + database();
    return url.startsWith(prefix)
        && (url.length() == prefix.length() || url.charAt(prefix.length()) == ';');
  }

  /** The database as a URL names it. */
  public Path database() {
    String name = path.getFileName().toString();
    return path.resolveSibling(name.substring(0, name.length() - ENDING.length()));
  }

  /**
   * Sees whether the file was cut or overwritten since it was closed. H2 would open an older state
   * that it still finds in it, and say nothing.
   *
   * @throws DamagedDatabaseException if the state that it was closed in is gone
   */
  public void check() throws IOException {
    OptionalLong closedAt = closedAt();
    if (closedAt.isEmpty()) {
      return;
    }
    try (MVStore store = new MVStore.Builder().fileName(path.toString()).readOnly().open()) {
      if (store.getCurrentVersion() < closedAt.getAsLong() || end(store) > Files.size(path)) {
        throw new DamagedDatabaseException(
            "it was cut or overwritten since it was closed: not all of its newest state is there");
      }
    } catch (MVStoreException e) {
      throw DatabaseDamage.told(e);
    }
  }

  /**
   * Opens the file for reading, as the database would, and closes it again.
   *
   * @throws DamagedDatabaseException if it cannot be opened
   */
  public void open() throws IOException {
    if (Files.size(path) == 0) {
      throw new DamagedDatabaseException("it is empty");
    }
    check();
    try (MVStore store = new MVStore.Builder().fileName(path.toString()).readOnly().open()) {
      store.getCurrentVersion();
    } catch (MVStoreException e) {
      throw DatabaseDamage.told(e);
    }
  }

  /** Where the last chunk of those ends that H2 reads when it needs them. */
  private static long end(MVStore store) {
    long blocks = 0;
    for (Map.Entry<String, String> entry : store.getLayoutMap().entrySet()) {
      Matcher chunk = CHUNK.matcher(entry.getValue());
      if (entry.getKey().startsWith("chunk.")
          && !entry.getValue().contains("unused:")
          && chunk.find()) {
        blocks =
            Math.max(
                blocks, Long.parseLong(chunk.group(1), 16) + Long.parseLong(chunk.group(2), 16));
      }
    }
    return blocks * BLOCK_BYTES;
  }

  /** The version that a clean shutdown noted; empty after a kill, when H2 looks for it itself. */
  private OptionalLong closedAt() throws IOException {
    ByteBuffer blocks = ByteBuffer.allocate(2 * BLOCK_BYTES);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (blocks.hasRemaining() && channel.read(blocks) > 0) {
        // Until both header blocks are read, or the file ends.
      }
    }
    OptionalLong newest = OptionalLong.empty();
    for (int at = 0; at + BLOCK_BYTES <= blocks.position(); at += BLOCK_BYTES) {
      String header = new String(blocks.array(), at, BLOCK_BYTES, StandardCharsets.ISO_8859_1);
      Matcher matcher = CLOSED_AT.matcher(header);
      if (!matcher.find()) {
        return OptionalLong.empty();
      }
      newest = OptionalLong.of(Math.max(newest.orElse(0), Long.parseLong(matcher.group(1), 16)));
    }
    return newest;
  }

  /**
   * Copies what is live; every page is read, so that one that is damaged is found.
   *
   * @param target is replaced; it is on the disk when this returns
   * @throws DamagedDatabaseException if this file is damaged
   * @throws IOException if the target cannot be written
   */
  public void copyTo(Path target) throws IOException {
    if (Files.size(path) == 0) {
      throw new DamagedDatabaseException("it is empty");
    }
    // H2 would copy an older state of a file that was cut.
    check();
    check();
    try {
      MVStore.compact(path.toString(), target.toString(), false, null);
    } catch (RuntimeException e) {
      if (DatabaseDamage.in(e).isPresent()) {
        throw DatabaseDamage.told(e);
      }
      throw new IOException(innermost(e), e);
    }
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static String innermost(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
