package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A migration of an H2 file, which happens as a whole or not at all. */
class MigrationsTest {
  @TempDir Path directory;

  private H2File file() {
    return H2File.of(directory.resolve("it's"));
  }

  private JdbcTemplate jdbc() {
    return new JdbcTemplate(new DriverManagerDataSource(file().url()));
  }

  private void migrate(String... scripts) throws Exception {
    Path folder = Files.createDirectories(directory.resolve("scripts"));
    for (int version = 1; version <= scripts.length; version++) {
      Files.writeString(folder.resolve("V" + version + "__x.sql"), scripts[version - 1]);
    }
    SingleConnectionDataSource source = new SingleConnectionDataSource(file().url(), true);
    try {
      new Migrations(file().url())
          .migrate(Flyway.configure().dataSource(source).locations("filesystem:" + folder).load());
    } finally {
      source.destroy();
    }
  }

  private void undo() throws Exception {
    new UnfinishedMigration(file().database()).undo();
  }

  private List<String> besideTheDatabase() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith(file().database().getFileName().toString()))
          .filter(name -> !name.equals("scripts"))
          .toList();
    }
  }

  @Test
  void whatIsCompleteIsNotUndone() throws Exception {
    migrate("CREATE TABLE one (x INT)");
    migrate("CREATE TABLE one (x INT)", "ALTER TABLE one ADD y INT");
    assertThat(besideTheDatabase()).isEmpty();
    undo();
    assertThat(jdbc().queryForList("SELECT x, y FROM one")).isEmpty();
  }

  @Test
  void whatFailsOnTheWayIsUndoneByTheNextProcess() throws Exception {
    migrate("CREATE TABLE one (x INT)");
    jdbc().execute("INSERT INTO one VALUES (7)");
    assertThatThrownBy(() -> migrate("CREATE TABLE one (x INT)", "DROP TABLE one; SELECT nonsense"))
        .isInstanceOf(FlywayException.class);
    assertThatThrownBy(() -> jdbc().queryForList("SELECT x FROM one")).as("half of it").isNotNull();
    undo();
    assertThat(jdbc().queryForList("SELECT x FROM one", Integer.class)).containsExactly(7);
    assertThat(besideTheDatabase()).isEmpty();
    migrate("CREATE TABLE one (x INT)", "ALTER TABLE one ADD y INT");
  }

  @Test
  void aFirstMigrationThatFailsLeavesNoDatabase() throws Exception {
    assertThatThrownBy(() -> migrate("CREATE TABLE one (x INT); SELECT nonsense"))
        .isInstanceOf(FlywayException.class);
    assertThat(file().path()).exists();
    undo();
    assertThat(file().path()).doesNotExist();
    assertThat(besideTheDatabase()).isEmpty();
  }

  @Test
  void aDatabaseThatIsUpToDateIsNotCopied() throws Exception {
    migrate("CREATE TABLE one (x INT)");
    // A folder in its place would make a copy fail.
    Files.createDirectories(directory.resolve("before-migration.zip").resolve("x"));
    migrate("CREATE TABLE one (x INT)");
    assertThat(besideTheDatabase()).containsExactly("before-migration.zip");
  }

  @Test
  void aDatabaseOfANewerProgramIsRefused() throws Exception {
    migrate("CREATE TABLE one (x INT)", "ALTER TABLE one ADD y INT");
    Files.delete(directory.resolve("scripts").resolve("V2__x.sql"));
    assertThatThrownBy(() -> migrate("CREATE TABLE one (x INT)"))
        .isInstanceOf(DatabaseVersionException.class)
        .hasMessageContaining("2");
  }

  @Test
  void aDatabaseThatIsNoFileIsMigratedWithoutACopy() throws Exception {
    String url = "jdbc:h2:mem:migrations;DB_CLOSE_DELAY=-1";
    DriverManagerDataSource source = new DriverManagerDataSource(url);
    Path folder = Files.createDirectories(directory.resolve("scripts"));
    Files.writeString(folder.resolve("V1__x.sql"), "CREATE TABLE one (x INT)");
    new Migrations(url)
        .migrate(Flyway.configure().dataSource(source).locations("filesystem:" + folder).load());
    assertThat(new JdbcTemplate(source).queryForList("SELECT x FROM one")).isEmpty();
    new JdbcTemplate(source).execute("SHUTDOWN");
  }
}
