package org.gpicl.store.database;

import java.io.FileNotFoundException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * Recognises what H2 throws at a damaged file. It has no one exception for it: what was zeroed, cut
 * or flipped comes up wherever it is stumbled over, as a corrupt file, a missing chunk, a "general
 * error", or a table whose name has changed.
 */
public final class DatabaseDamage {
  private static final Set<Integer> OF_THE_STORE =
      Set.of(
          DataUtils.ERROR_READING_FAILED,
          DataUtils.ERROR_INTERNAL,
          DataUtils.ERROR_FILE_CORRUPT,
          DataUtils.ERROR_SERIALIZATION,
          DataUtils.ERROR_CHUNK_NOT_FOUND,
          DataUtils.ERROR_BLOCK_NOT_FOUND,
          DataUtils.ERROR_TRANSACTION_CORRUPT,
          DataUtils.ERROR_UNKNOWN_DATA_TYPE);

  private static final Set<Integer> OF_SQL =
      Set.of(ErrorCode.FILE_CORRUPTED_1, ErrorCode.GENERAL_ERROR_1);

  /** Syntax errors, and tables and columns that are not there: the schema is stored as text. */
  private static final String SCHEMA_STATE = "42";

  private DatabaseDamage() {}

  /** What is wrong with the file, or empty if the failure is of another kind. */
  public static Optional<String> in(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (hasAnotherReason(t)) {
        return Optional.empty();
      }
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof DamagedDatabaseException damaged) {
        return Optional.of(damaged.getMessage());
      }
      if (t instanceof MVStoreException store) {
        if (store.getErrorCode() == DataUtils.ERROR_UNSUPPORTED_FORMAT) {
          return Optional.of("it was written by a newer version of H2, so by a newer gpicl");
        }
        if (OF_THE_STORE.contains(store.getErrorCode())) {
          return Optional.of(firstLine(store));
        }
      }
      if (t instanceof JdbcException && t instanceof SQLException sql && damaged(sql)) {
        return in(sql.getCause()).or(() -> Optional.of(firstLine(sql)));
      }
    }
    return Optional.empty();
  }

  /**
   * H2 puts whatever happens while it stores or opens into an exception of its own: a full disk, a
   * full heap, a file that this user may not read.
   */
  private static boolean hasAnotherReason(Throwable cause) {
    return cause instanceof VirtualMachineError
        || cause instanceof FileSystemException
        || cause instanceof FileNotFoundException
        || cause instanceof ClosedChannelException
        || cause instanceof MVStoreException store
            && store.getErrorCode() == DataUtils.ERROR_WRITING_FAILED;
  }

  /** The failure, or in its place what is wrong with the file. */
  public static RuntimeException orDamage(RuntimeException failure) {
    return in(failure)
        .<RuntimeException>map(reason -> new DamagedDatabaseException(reason, failure))
        .orElse(failure);
  }

  private static boolean damaged(SQLException failure) {
    return OF_SQL.contains(failure.getErrorCode())
        || failure.getErrorCode() == ErrorCode.FILE_VERSION_ERROR_1
        || (failure.getSQLState() != null && failure.getSQLState().startsWith(SCHEMA_STATE));
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
  }
}
