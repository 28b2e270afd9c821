package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.util.List;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseDamageTest {
  private static MVStoreException ofTheStore(int code) {
    return DataUtils.newMVStoreException(code, "chunk 7\nis not there");
  }

  private static SQLException ofSql(int code, Throwable cause) {
    return DbException.get(code, cause, "CELL", "2").getSQLException();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        DataUtils.ERROR_READING_FAILED,
        DataUtils.ERROR_FILE_CORRUPT,
        DataUtils.ERROR_CHUNK_NOT_FOUND,
        DataUtils.ERROR_UNKNOWN_DATA_TYPE
      })
  void isRecognisedInTheStoreAndToldInOneLine(int code) {
    Throwable failure = new IllegalStateException("cannot open", ofTheStore(code));
    assertThat(DatabaseDamage.in(failure)).get().asString().isEqualTo("chunk 7");
  }

  @Test
  void isAlsoATableThatIsNotThereAndAFileThatH2CallsCorrupted() {
    assertThat(DatabaseDamage.in(ofSql(ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1, null)))
        .get()
        .asString()
        .contains("\"CELL\" not found");
    assertThat(DatabaseDamage.in(ofSql(ErrorCode.FILE_CORRUPTED_1, null)))
        .get()
        .asString()
        .contains("corrupted");
  }

  @Test
  void isToldByWhatIsBehindAnSqlExceptionIfThatIsDamage() {
    SQLException behind =
        ofSql(ErrorCode.GENERAL_ERROR_1, ofTheStore(DataUtils.ERROR_FILE_CORRUPT));
    assertThat(DatabaseDamage.in(behind)).get().asString().isEqualTo("chunk 7");
  }

  @Test
  void isKeptAsItWasToldBefore() {
    Throwable wrapped = new IllegalStateException(new DamagedDatabaseException("it is empty"));
    assertThat(DatabaseDamage.in(wrapped)).contains("it is empty");
  }

  @Test
  void isAlsoAFileOfANewerFormat() {
    assertThat(DatabaseDamage.in(ofTheStore(DataUtils.ERROR_UNSUPPORTED_FORMAT)))
        .contains("it was written by a newer version of H2, so by a newer gpicl");
    assertThat(DatabaseDamage.in(ofSql(ErrorCode.FILE_VERSION_ERROR_1, null))).isPresent();
  }

  @Test
  void isNotAFailureThatHasAnotherReason() {
    for (Throwable reason :
        List.of(
            new OutOfMemoryError(),
            new AccessDeniedException("db"),
            new FileNotFoundException("db"),
            new ClosedChannelException(),
            ofTheStore(DataUtils.ERROR_WRITING_FAILED))) {
      MVStoreException panic =
          DataUtils.newMVStoreException(DataUtils.ERROR_INTERNAL, "panic", reason);
      assertThat(DatabaseDamage.in(panic)).as("%s", reason).isEmpty();
    }
    assertThat(DatabaseDamage.in(ofTheStore(DataUtils.ERROR_FILE_LOCKED))).isEmpty();
    assertThat(DatabaseDamage.in(ofSql(ErrorCode.DUPLICATE_KEY_1, null))).isEmpty();
  }

  @Test
  void isNotWhatAnotherDatabaseCallsASyntaxError() {
    assertThat(DatabaseDamage.in(new SQLException("no such table", "42P01"))).isEmpty();
  }

  @Test
  void takesThePlaceOfTheFailureOnlyWhereItIsTheReason() {
    RuntimeException damage = ofTheStore(DataUtils.ERROR_FILE_CORRUPT);
    assertThat(DatabaseDamage.orDamage(damage))
        .isInstanceOf(DamagedDatabaseException.class)
        .hasMessage("chunk 7")
        .hasCause(damage);
    RuntimeException other = new IllegalStateException(new IOException("No space left on device"));
    assertThat(DatabaseDamage.orDamage(other)).isSameAs(other);
  }
}
