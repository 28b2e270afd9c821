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
import java.sql.Statement;
import javax.sql.DataSource;
import org.gpicl.cli.process.Application;
import org.gpicl.home.Home;
import org.gpicl.store.backup.DatabaseContents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a database file may have H2 do when it is opened. */
class StoredSchemaTest {
  @TempDir Path directory;

  private H2File fileWith(String... statements) throws SQLException {
    H2File file = H2File.of(directory.resolve("other"));
    try (Connection connection = DriverManager.getConnection(file.url());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql.replace("MARKER", marker().toString()));
      }
    }
    return file;
  }

  /** What a program in a file would write. */
  private Path marker() {
    return directory.resolve("marker");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CREATE ALIAS EVIL AS $$ String evil() { return "x"; } $$ | a function ("PUBLIC"."EVIL")
          CREATE ALIAS EVIL FOR "java.lang.System.lineSeparator" | a function ("PUBLIC"."EVIL")
          CREATE VIEW V AS SELECT FILE_WRITE('x', 'MARKER') | a view ("PUBLIC"."V")
          CREATE LINKED TABLE L ('org.h2.Driver', 'jdbc:h2:mem:x', '', '', 'INFORMATION_SCHEMA.USERS') | a linked table ("PUBLIC"."L")
          CREATE CONSTANT C VALUE 'x' | a constant ("PUBLIC"."C")
          CREATE AGGREGATE A FOR "x.Y" | a function
          CREATE SYNONYM S FOR CELL | a synonym
          CREATE TABLE D (X INT DEFAULT FILE_WRITE('x', 'MARKER')) | a definition ("PUBLIC"."D")
          CREATE TABLE D (X INT, Y INT GENERATED ALWAYS AS (X + 1)) | a definition ("PUBLIC"."D")
          CREATE TABLE D (X INT CHECK (X < FILE_WRITE('x', 'MARKER'))) | a definition ("PUBLIC"."D")
          CREATE TABLE D (X INT ON UPDATE FILE_WRITE('x', 'MARKER')) | a definition ("PUBLIC"."D")
          CREATE TABLE D (X JAVA_OBJECT) | a definition ("PUBLIC"."D")
          CREATE DOMAIN D AS INT CHECK (VALUE < FILE_WRITE('x', 'MARKER')) | a definition ("PUBLIC"."D")
          CREATE SCHEMA OTHER | a definition ("OTHER")
          CREATE ROLE R | a definition ("R")
          SET MAX_LENGTH_INPLACE_LOB 64 | a setting
          """)
  void isRefusedWhereItIsNoneOfOurs(String sql, String what) throws Exception {
    H2File file;
    try {
      file = fileWith("CREATE TABLE CELL (X INT)", sql);
    } catch (SQLException asWhenAnAggregateHasNoClass) {
      assertThat(sql).startsWith("CREATE AGGREGATE");
      return;
    }
    Files.deleteIfExists(marker());
    assertThatThrownBy(file::check)
        .isInstanceOf(DamagedDatabaseException.class)
        .hasMessageContaining("it holds " + what)
        .hasMessageContaining("nothing in it was executed");
    assertThat(marker()).doesNotExist();
  }

  @Test
  void isReadWithoutCompilingOrRunningIt() throws Exception {
    H2File file = fileWith("CREATE TABLE SWEEP (NAME VARCHAR)", trigger("SWEEP"));
    Files.deleteIfExists(marker());
    Path copy = directory.resolve("copy.mv.db");
    assertThatThrownBy(() -> file.copyTo(copy))
        .hasMessageContaining("a trigger (\"PUBLIC\".\"T\")");
    assertThatThrownBy(file::open).hasMessageContaining("a trigger");
    assertThatThrownBy(() -> DatabaseContents.brief(file)).hasMessageContaining("a trigger");
    assertThatThrownBy(() -> DatabaseContents.checked(file)).hasMessageContaining("a trigger");
    assertThat(marker()).doesNotExist();
    assertThat(copy).doesNotExist();
  }

  private static String trigger(String table) {
    return """
        CREATE TRIGGER T BEFORE SELECT ON %s AS $$
        org.h2.api.Trigger create() throws Exception {
          java.nio.file.Files.createFile(java.nio.file.Path.of("MARKER"));
          return (connection, before, after) -> {};
        } $$"""
        .formatted(table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CALL EVIL()",
        "RUNSCRIPT FROM 'x'",
        "SET DATABASE_EVENT_LISTENER 'x.Y'",
        "SET \"DATABASE_EVENT_LISTENER\" 'x.Y'",
        "SET WRITE_DELAY 0; CALL EVIL()",
        "CREATE CACHED TABLE \"P\".\"T\"(\"X\" INTEGER DEFAULT \"EVIL\"())",
        "CREATE CACHED TABLE \"P\".\"T\"(\"X\" INTEGER DEFAULT \"P\".\"EVIL\"())",
        "CREATE CACHED TABLE \"P\".\"T\"(\"X\" INTEGER) ENGINE \"x.Y\"",
        "CREATE CACHED TABLE \"P\".\"T\"(\"X\" INTEGER DEFAULT (SELECT 1))",
        "CREATE CACHED TABLE \"P\".\"T\"(\"X\" INTEGER) -- \n",
        "CREATE CACHED TABLE \"P\".\"T\"(\"X\" INTEGER DEFAULT $$x$$)",
        "CREATE INDEX \"P\".\"I\" ON \"P\".\"T\"(\"EVIL\"())",
      })
  void hasNoOtherStatements(String sql) {
    assertThat(StoredSchema.foreign(sql)).isPresent();
  }

  @Test
  void ofAHomeIsOurs() throws IOException {
    Home home = new Home(directory.resolve("home"));
    home.create();
    Application.open(home).close();
    assertThatCode(H2File.of(home.database())::check).doesNotThrowAnyException();
    assertThatCode(() -> Application.open(home).close()).doesNotThrowAnyException();
  }

  /** After some thousand changes of a table H2 writes how its rows differ into its definition. */
  @Test
  void ofAHomeThatHasSeenManyRunsIsOurs() throws Exception {
    Home home = new Home(directory.resolve("home"));
    home.create();
    H2File file = H2File.of(home.database());
    try (ConfigurableApplicationContext context = Application.open(home)) {
      JdbcClient jdbc = JdbcClient.create(context.getBean(DataSource.class));
      for (int run = 0; run < 3000; run++) {
        jdbc.sql(
                "INSERT INTO BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, JOB_NAME, JOB_KEY)"
                    + " VALUES (?, 'sweep', ?)")
            .params(run, Integer.toString(run))
            .update();
      }
      jdbc.sql("ANALYZE").update();
    }
    assertThatCode(file::check).doesNotThrowAnyException();
    assertThat(DatabaseContents.checked(file).damaged()).isEmpty();
    assertThatCode(() -> Application.open(home).close()).doesNotThrowAnyException();
  }
}
