package org.gpicl.store.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The file of an H2 database that is not open.
 *
 * @param path ends in {@link #ENDING}
 */
public record H2File(Path path) {
  public static final String ENDING = ".mv.db";

  private static final String URL = "jdbc:h2:file:";
  private static final int BLOCK_BYTES = 4096;
  private static final String BEGINNING = "H:2,";
  private static final Pattern CLOSED_AT =
      Pattern.compile(
          "^" + BEGINNING + "(?=[^\\n]*\\bclean:1\\b)[^\\n]*\\bversion:([0-9a-f]{1,16})\\b");

  private static final Pattern CHUNK =
      Pattern.compile("\\bblock:([0-9a-f]{1,15}),.*?\\blen:([0-9a-f]{1,8})\\b");

  /** The file of a database as a URL names it, without the ending. */
  public static H2File of(Path database) {
    return new H2File(database.resolveSibling(database.getFileName() + ENDING));
  }

  /** Whether a JDBC URL names a file, whichever. */
  public static boolean isUrl(String url) {
    return url.startsWith(URL);
  }

  /** The file that a JDBC URL names, whatever its options; empty if it names none. */
  static Optional<H2File> at(String url) {
    if (!isUrl(url)) {
      return Optional.empty();
    }
    int options = url.indexOf(';');
    String name = url.substring(URL.length(), options < 0 ? url.length() : options);
    return Optional.of(of(H2Name.path(name)));
  }

  /** Whether a JDBC URL names this file, whatever its options. */
  public boolean isAt(String url) {
    return at(url).filter(this::equals).isPresent();
  }

  /** The JDBC URL, to which options may be added. */
  public String url() {
    return URL + H2Name.of(database());
  }

  /** The database as a URL names it. */
  public Path database() {
    String name = path.getFileName().toString();
    return path.resolveSibling(name.substring(0, name.length() - ENDING.length()));
  }

  /** A file whose name begins with the name of this one. */
  H2File beside(String suffix) {
    Path database = database();
    return of(database.resolveSibling(database.getFileName() + suffix));
  }

  /**
   * Sees whether the file was cut or overwritten since it was closed, of which H2 would say
   * nothing: it would open an older state that it still finds. Also sees whether H2 would execute
   * anything that is not ours.
   *
   * @throws DamagedDatabaseException if so
   */
  public void check() throws IOException {
    if (Files.size(path) == 0) {
      return;
    }
    List<String> headers = headers();
    if (headers.stream().noneMatch(header -> header.startsWith(BEGINNING))) {
      throw new DamagedDatabaseException(
          "it is not a database of gpicl, or its beginning was overwritten");
    }
    OptionalLong closedAt = closedAt(headers);
    try (MVStore store = reading()) {
      if (closedAt.isPresent()
          && (store.getCurrentVersion() < closedAt.getAsLong() || end(store) > Files.size(path))) {
        throw new DamagedDatabaseException(
            "it was cut or overwritten since it was closed: not all of its newest state is there");
      }
      StoredSchema.check(store);
    } catch (MVStoreException e) {
      throw DatabaseDamage.orDamage(e);
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
  }

  private MVStore reading() {
    return new MVStore.Builder().fileName(H2Name.of(path)).readOnly().open();
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

  /** H2 begins its files with the same block twice. */
  private List<String> headers() throws IOException {
    ByteBuffer blocks = ByteBuffer.allocate(2 * BLOCK_BYTES);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (blocks.hasRemaining() && channel.read(blocks) > 0) {
        // Until both header blocks are read, or the file ends.
      }
    }
    List<String> headers = new ArrayList<>();
    for (int at = 0; at + BLOCK_BYTES <= blocks.position(); at += BLOCK_BYTES) {
      headers.add(new String(blocks.array(), at, BLOCK_BYTES, StandardCharsets.ISO_8859_1));
    }
    return headers;
  }

  /** The version that a clean shutdown noted; empty after a kill, when H2 looks for it itself. */
  private static OptionalLong closedAt(List<String> headers) {
    OptionalLong newest = OptionalLong.empty();
    for (String header : headers) {
      Matcher matcher = CLOSED_AT.matcher(header);
      if (!matcher.find()) {
        return OptionalLong.empty();
      }
      newest = OptionalLong.of(Math.max(newest.orElse(0), Long.parseLong(matcher.group(1), 16)));
    }
    return newest;
  }

  /**
   * Copies what is live and committed; every page is read, so that one that is damaged is found.
   *
   * @param target is replaced; it is on the disk when this returns
   * @throws DamagedDatabaseException if this file is damaged
   * @throws IOException if the target cannot be written
   */
  public void copyTo(Path target) throws IOException {
    if (Files.size(path) == 0) {
      throw new DamagedDatabaseException("it is empty");
    }
    check();
    if (!hasOpenTransactions()) {
      compactTo(target);
      return;
    }
    H2File ours = new H2File(target).beside("-whole");
    try {
      // Files.copy would make a copy that cannot be written of a file that cannot be.
      try (InputStream in = Files.newInputStream(path);
          OutputStream out = Files.newOutputStream(ours.path)) {
        in.transferTo(out);
      }
      OpenTransactions.takeBack(ours.url());
      ours.check();
      ours.compactTo(target);
    } finally {
      Files.deleteIfExists(ours.path());
    }
  }

  boolean hasOpenTransactions() {
    try (MVStore store = reading()) {
      return OpenTransactions.in(store);
    } catch (MVStoreException e) {
      throw DatabaseDamage.orDamage(e);
    }
  }

  private void compactTo(Path target) throws IOException {
    try {
      MVStore.compact(H2Name.of(path), H2Name.of(target), false, null);
    } catch (RuntimeException e) {
      if (DatabaseDamage.in(e).isPresent()) {
        throw DatabaseDamage.orDamage(e);
      }
      throw new IOException(innermost(e), e);
    }
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Whether a failure to open or copy a file means that a process has it open. */
  public static boolean isInUse(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof MVStoreException store
          && store.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        return true;
      }
    }
    return false;
  }

  private static String innermost(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
