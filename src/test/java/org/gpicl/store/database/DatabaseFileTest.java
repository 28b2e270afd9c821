package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Small files; {@link H2FileTest} damages large ones in many ways. */
class DatabaseFileTest {
  @TempDir Path directory;

  private H2File file() {
    return H2File.of(directory.resolve("db"));
  }

  private static JdbcTemplate jdbc(H2File file) {
    return new JdbcTemplate(new DriverManagerDataSource(file.url()));
  }

  private H2File filled() {
    jdbc(file()).execute("CREATE TABLE one (x INT) AS SELECT * FROM SYSTEM_RANGE(1, 3000)");
    return file();
  }

  private static int rows(H2File file) {
    return jdbc(file).queryForObject("SELECT COUNT(*) FROM one", Integer.class);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a;b", "50%", "a#b", "${x}", "a\\b", "a%20b", "two\nlines"})
  void isWhereItsUrlSaysWhateverItsName(String name) throws Exception {
    H2File file = H2File.of(directory.resolve(name));
    jdbc(file).execute("CREATE TABLE one (x INT)");
    assertThat(names()).containsExactly(name + ".mv.db");
    assertThat(file.database()).isEqualTo(directory.resolve(name));
    assertThat(file.isAt(file.url())).isTrue();
    assertThat(file.isAt(file.url() + ";DB_CLOSE_DELAY=-1")).isTrue();
    assertThat(file.isAt(H2File.of(directory.resolve("other")).url())).isFalse();
    assertThatCode(file::check).doesNotThrowAnyException();
  }

  @Test
  void isNotWhereAnotherKindOfUrlPoints() {
    assertThat(H2File.isUrl("jdbc:h2:mem:x")).isFalse();
    assertThat(file().isAt("jdbc:h2:mem:x")).isFalse();
    assertThat(H2File.isUrl(file().url())).isTrue();
  }

  @Test
  void thatWasCutSinceItWasClosedIsDamaged() throws Exception {
    H2File file = filled();
    byte[] whole = Files.readAllBytes(file.path());
    assertThatCode(file::open).doesNotThrowAnyException();
    Files.write(file.path(), Arrays.copyOf(whole, whole.length - 4096));
    assertThatThrownBy(file::open).isInstanceOf(DamagedDatabaseException.class);
    Files.write(file.path(), Arrays.copyOf(whole, 5000));
    assertThatThrownBy(file::check).isInstanceOf(DamagedDatabaseException.class);
    Files.write(file.path(), Arrays.copyOf(whole, 4095));
    assertThatThrownBy(file::check)
        .isInstanceOf(DamagedDatabaseException.class)
        .hasMessageContaining("its beginning was overwritten");
  }

  @Test
  void withOneOfItsTwoHeadersIsStillRead() throws Exception {
    H2File file = filled();
    byte[] bytes = Files.readAllBytes(file.path());
    Arrays.fill(bytes, 0, 4096, (byte) 0);
    Files.write(file.path(), bytes);
    assertThatCode(file::check).doesNotThrowAnyException();
    assertThat(rows(file)).isEqualTo(3000);
  }

  @Test
  void thatIsEmptyIsNoDatabaseButMayBecomeOne() throws Exception {
    Files.createFile(file().path());
    assertThatCode(file()::check).doesNotThrowAnyException();
    assertThatThrownBy(file()::open)
        .isInstanceOf(DamagedDatabaseException.class)
        .hasMessage("it is empty");
    assertThatThrownBy(() -> file().copyTo(directory.resolve("copy.mv.db")))
        .isInstanceOf(DamagedDatabaseException.class)
        .hasMessage("it is empty");
    assertThat(names()).containsExactly("db.mv.db");
  }

  @Test
  void isCopiedInThePlaceOfAnotherFile() throws Exception {
    H2File copy = H2File.of(directory.resolve("copy"));
    Files.writeString(copy.path(), "something else");
    filled().copyTo(copy.path());
    assertThat(rows(copy)).isEqualTo(3000);
  }

  @Test
  void cannotBeCopiedToWhereThereIsNoFolder() {
    Path nowhere = directory.resolve("nowhere").resolve("copy.mv.db");
    Path file = directory.resolve("nowhere");
    assertThatCode(() -> Files.writeString(file, "a file")).doesNotThrowAnyException();
    assertThatThrownBy(() -> filled().copyTo(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere")
        .as("the reason itself, not what H2 makes of it")
        .hasMessageNotContaining("[2.");
  }

  @Test
  void thatAProcessHasOpenIsInUse() throws Exception {
    H2File file = filled();
    try (Connection open = DriverManager.getConnection(file.url())) {
      assertThat(open.isValid(0)).isTrue();
      assertThatThrownBy(() -> file.copyTo(directory.resolve("copy.mv.db")))
          .matches(H2File::isInUse);
    }
    assertThat(H2File.isInUse(new IOException("No space left on device"))).isFalse();
  }

  @Test
  void thatIsOpenIsCopiedAsItStands() throws Exception {
    H2File copy = H2File.of(directory.resolve("copy"));
    SingleConnectionDataSource open = new SingleConnectionDataSource(filled().url(), true);
    try {
      new JdbcTemplate(open).execute("DELETE FROM one WHERE x > 1000");
      new H2Snapshot(open).copyTo(copy.path());
    } finally {
      open.destroy();
    }
    assertThat(names()).containsExactly("copy.mv.db", "db.mv.db");
    assertThat(rows(copy)).isEqualTo(1000);
  }

  @Test
  void ofASnapshotThatFailsNothingIsLeft() throws Exception {
    Path target = directory.resolve("a-folder.mv.db");
    Files.createDirectories(target.resolve("with-something-in-it"));
    SingleConnectionDataSource open = new SingleConnectionDataSource(filled().url(), true);
    try {
      assertThatThrownBy(() -> new H2Snapshot(open).copyTo(target)).isInstanceOf(IOException.class);
    } finally {
      open.destroy();
    }
    assertThat(names()).contains("a-folder.mv.db", "db.mv.db").hasSize(2);
  }

  @Test
  void aDatabaseInMemoryHasNoSnapshot() {
    DriverManagerDataSource memory = new DriverManagerDataSource("jdbc:h2:mem:no-snapshot");
    assertThatThrownBy(() -> new H2Snapshot(memory).copyTo(directory.resolve("copy.mv.db")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not persistent");
  }

  @Test
  void isReadTableByTable() throws SQLException {
    filled();
    jdbc(file()).execute("CREATE TABLE \"a \"\"b\"\"\" (x INT)");
    try (Connection connection = DriverManager.getConnection(file().url())) {
      assertThat(new WholeTables(connection).read()).containsExactlyInAnyOrder("ONE", "a \"b\"");
    }
  }
}
