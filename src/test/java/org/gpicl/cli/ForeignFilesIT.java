package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.gpicl.home.Home;
import org.gpicl.store.database.H2File;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases with programs in them, and homes with any names, as users meet them. */
@Tag("full")
class ForeignFilesIT {
  private static final String SWEEP =
      """
      name: tiny
      recipe: small
      images: {set: glyphs, size: 4, classes: 2}
      models: [mlp]
      tasks: [1]
      hidden: [2]
      mlp: {steps: 1, maxSamples: 32}
      evaluate: {maxSamples: 32}
      """;

  @TempDir Path directory;

  private Path sweep() throws IOException {
    return Files.writeString(directory.resolve("tiny.yaml"), SWEEP);
  }

  @Test
  void aProgramInADatabaseIsNotRunByAnyCommand() throws Exception {
    Path root = directory.resolve("home");
    GpiclProcess.startLight(root, "run", sweep().toString()).mustEndWith(0);
    H2File database = H2File.of(new Home(root).database());
    Path marker = directory.resolve("marker");
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TRIGGER T BEFORE SELECT ON SWEEP AS $$
          org.h2.api.Trigger create() throws Exception {
            java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), "");
            return (connection, before, after) -> {};
          } $$"""
              .formatted(marker));
    }
    Files.delete(marker);
    Path backup = Files.copy(database.path(), directory.resolve("given.mv.db"));
    for (List<String> command :
        List.of(
            List.of("status"),
            List.of("resume", "tiny"),
            List.of("run", sweep().toString()),
            List.of("report", "tiny"),
            List.of("doctor"),
            List.of("serve", "--port", "0"),
            List.of("restore", "--backup", backup.toString()))) {
      GpiclProcess refused =
          GpiclProcess.startLight(root, command.toArray(String[]::new)).mustEndWith(1);
      assertThat(refused.output())
          .as("%s", command)
          .contains("it holds a trigger (\"PUBLIC\".\"T\")", "nothing in it was executed")
          .doesNotContain("\tat ", "Exception");
      assertThat(marker).doesNotExist();
    }
    GpiclProcess.startLight(root, "restore").mustEndWith(0);
    GpiclProcess.startLight(root, "status").mustEndWith(0);
    assertThat(marker).doesNotExist();
  }

  @Test
  void aSweepRunsInAHomeOfAnyName() throws Exception {
    Path root = directory.resolve("runs, old").resolve("a;b ${x} 100% [new").resolve("a%20b#c");
    Files.createDirectories(root.resolve("config"));
    Files.writeString(root.resolve("config/application.yml"), "gpicl: {serve: {port: none}}");
    assertThat(GpiclProcess.startLight(root, "run", sweep().toString()).mustEndWith(2).err())
        .contains("gpicl.serve.port: none", root.resolve("config/application.yml") + ", line 1");
    Files.delete(root.resolve("config/application.yml"));
    GpiclProcess.startLight(root, "run", sweep().toString()).mustEndWith(0);
    assertThat(GpiclProcess.startLight(root, "status").mustEndWith(0).out()).contains("tiny");
    GpiclProcess.startLight(root, "restore").mustEndWith(0);
    assertThat(GpiclProcess.startLight(root, "logs", "tiny").mustEndWith(0).out()).contains("tiny");
    assertThat(H2File.of(new Home(root).database()).path()).isRegularFile();
  }

  @Test
  void whatCannotBeIsRefusedAndLeavesNothing() throws Exception {
    Path backslash = directory.resolve("a\\b");
    assertThat(GpiclProcess.startLight(backslash, "run", sweep().toString()).mustEndWith(2).err())
        .contains(backslash + " has a backslash in its path");
    Path home = directory.resolve("home");
    String nowhere = directory.resolve("nowhere").toString();
    assertThat(
            GpiclProcess.startLight(home, "run", sweep().toString(), "--data", nowhere)
                .mustEndWith(2)
                .err())
        .contains("--data: " + nowhere + " is not a folder");
    assertThat(
            GpiclProcess.startLight(home, Map.of("GPICL_DATA", nowhere), "run", sweep().toString())
                .mustEndWith(2)
                .err())
        .contains("GPICL_DATA: " + nowhere);
    assertThat(backslash).doesNotExist();
    assertThat(home).doesNotExist();
  }
}
