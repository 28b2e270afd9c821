package org.gpicl.store.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;

/** Copies an H2 database that is open: the state of one moment, while others go on writing. */
public final class H2Snapshot {
  private final DataSource source;

  public H2Snapshot(DataSource source) {
    this.source = source;
  }

  /**
   * Copies what is live and committed; every page is read, so that one that is damaged is found.
   *
   * @param target is replaced; it is on the disk when this returns
   * @throws DamagedDatabaseException if the database is damaged
   * @throws IOException if the target cannot be written
   */
  public void copyTo(Path target) throws IOException {
    Path zip = target.resolveSibling(target.getFileName() + ".zip");
    H2File ours = new H2File(target).beside("-open");
    try {
      backUp(zip);
      unpack(zip, ours.path());
      Files.delete(zip);
      ours.check();
      if (ours.hasOpenTransactions()) {
        OpenTransactions.takeBack(ours.url());
      }
      ours.copyTo(target);
    } finally {
      Files.deleteIfExists(zip);
      Files.deleteIfExists(ours.path());
    }
  }

  private void backUp(Path zip) throws IOException {
    try (Connection connection = source.getConnection();
        PreparedStatement backup = connection.prepareStatement("BACKUP TO ?")) {
      backup.setString(1, H2Name.of(zip));
      backup.execute();
    } catch (SQLException e) {
      Optional<String> reason = DatabaseDamage.in(e);
      if (reason.isPresent()) {
        throw new DamagedDatabaseException(reason.get(), e);
      }
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void unpack(Path zip, Path target) throws IOException {
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (entry.getName().endsWith(H2File.ENDING)) {
          Files.copy(entries, target, StandardCopyOption.REPLACE_EXISTING);
          return;
        }
      }
    }
    throw new IOException("the database's own backup has no database in it");
  }
}
