package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.store.database.H2File;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is damaged between runs: what is said, and how it comes back. */
class DatabaseDamageIT {
  private static final List<String> TABLES =
      List.of("mlp_log.csv", "transformer_log.csv", "results.csv", "errors.csv", "curves.csv");

  private static final String SWEEP =
      """
      name: damaged
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [mlp, transformer]
      tasks: [4]
      hidden: [8]
      mlp: {maxSamples: 2000, epochs: 1}
      transformer: {steps: 60, evaluateEvery: 20 steps, batch: 4, length: 6, layers: 1}
      checkpoint: {every: 10 steps}
      """;

  @TempDir Path home;

  @Tag("full")
  @Test
  void aDamagedDatabaseIsToldRestoredAndResumedToTheSameBytes() throws Exception {
    Path file = write(SWEEP);
    GpiclProcess.startLight(home, "run", file.toString(), "--set", "models=mlp").mustEndWith(0);
    assertThat(backups()).hasSize(1);
    GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);
    assertThat(backups()).hasSize(2);
    List<String> undisturbed = tables();

    damage();
    for (String[] command : List.of(new String[] {"status"}, new String[] {"resume", "damaged"})) {
      GpiclProcess told = GpiclProcess.startLight(home, command).mustEndWith(1);
      assertThat(told.err())
          .contains(database() + " is damaged:", "2 cells done", "1 cells done")
          .contains(backups().get(0), backups().get(1), "gpicl restore", "--rebuild")
          .doesNotContain("\tat ", "Exception");
    }
    assertThat(backups()).hasSize(2);

    String older = backups().get(0);
    GpiclProcess restored =
        GpiclProcess.startLight(home, "restore", "--backup", older).mustEndWith(0);
    assertThat(restored.out())
        .contains(older, "sweep damaged: 1 of 1 cells done", "gpicl-damaged-", "gpicl resume");
    try (Stream<Path> kept = Files.list(database().getParent())) {
      assertThat(kept.map(path -> path.getFileName().toString()))
          .anyMatch(name -> name.matches("gpicl-damaged-\\d{8}T\\d{6}Z\\.mv\\.db"))
          .noneMatch(name -> name.contains("part"));
    }
    GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);
    assertThat(tables()).isEqualTo(undisturbed);
  }

  @Tag("full")
  @Test
  void aRestorePassesOverADamagedBackupAndIsRefusedWhileTheHomeIsInUse() throws Exception {
    Path file = write(SWEEP);
    GpiclProcess.startLight(home, "run", file.toString(), "--set", "models=mlp").mustEndWith(0);
    GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);
    Path newest = home.resolve("backups").resolve(backups().get(1));
    truncate(newest, Files.size(newest) / 2);
    GpiclProcess restored = GpiclProcess.startLight(home, "restore").mustEndWith(0);
    assertThat(restored.err()).contains(newest + " is damaged");
    assertThat(restored.out()).contains(backups().get(0), "1 of 1 cells done");
    GpiclProcess.startLight(home, "restore", "--backup", newest.toString()).mustEndWith(1);
    GpiclProcess.startLight(home, "restore", "--backup", "nowhere").mustEndWith(2);

    Path endless = write(SWEEP.replace("steps: 60,", "steps: 100000000,"));
    GpiclProcess running =
        GpiclProcess.startLight(home, "run", endless.toString(), "--restart-changed");
    running.awaitStep("damaged", "transformer-n4-h8-s0", 1);
    GpiclProcess refused = GpiclProcess.startLight(home, "restore").mustEndWith(4);
    assertThat(refused.err()).contains("is in use: process", "gpicl stop damaged");
    running.kill();
    int before = backups().size();
    GpiclProcess next = GpiclProcess.startLight(home, "run", endless.toString());
    next.awaitStep("damaged", "transformer-n4-h8-s0", 1);
    assertThat(backups()).as("made up for the run that was killed").hasSize(before + 1);
    next.terminate();
    next.mustEndWith(3);
    assertThat(backups()).as("a stop does not wait for a backup").hasSize(before + 1);
  }

  @Tag("full")
  @Test
  void damageThatARunStumblesOverStopsItAndIsTold() throws Exception {
    Path file = write(SWEEP.replace("hidden: [8]", "hidden: [8, 32]"));
    GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);
    List<String> undisturbed = tables();
    Files.write(database(), damagedInParametersOnly(Files.readAllBytes(database())));
    GpiclProcess run =
        GpiclProcess.startLight(home, "run", file.toString(), "--set", "evaluate.unseenTasks=16");
    assertThat(run.mustEndWith(1).err())
        .contains(database() + " is damaged:", "4 cells done", "gpicl restore")
        .doesNotContain("\tat ", "Exception");
    assertThat(backups()).hasSize(1);
    GpiclProcess.startLight(home, "restore").mustEndWith(0);
    GpiclProcess.startLight(home, "resume", "damaged").mustEndWith(0);
    assertThat(tables()).isEqualTo(undisturbed);
  }

  @Tag("full")
  @Test
  void damagedFinalParametersBreakNeitherARunNorAnExport() throws Exception {
    Path file = write(SWEEP);
    GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);
    GpiclProcess.startLight(home, "report", "damaged", "--export").mustEndWith(0);
    Path parameters = home.resolve("sweeps/damaged/parameters").resolve("transformer-n4-h8-s0.npz");
    byte[] npz = Files.readAllBytes(parameters);
    byte[] database = Files.readAllBytes(database());
    // A good way behind the header, so among the numbers of the first parameter; a checkpoint that
    // is needed no longer may have left the same numbers in the file.
    byte[] numbers = Arrays.copyOfRange(npz, 400, 464);
    List<Integer> places = places(database, numbers);
    assertThat(places).isNotEmpty();
    places.forEach(at -> database[at] ^= 1);
    Files.write(database(), database);

    GpiclProcess export =
        GpiclProcess.startLight(home, "report", "damaged", "--export").mustEndWith(1);
    assertThat(export.err())
        .contains("final parameters of transformer-n4-h8-s0 are damaged")
        .doesNotContain("\tat ");
    String[] more = {"run", file.toString(), "--set", "evaluate.unseenTasks=16"};
    GpiclProcess run = GpiclProcess.startLight(home, more).mustEndWith(1);
    assertThat(run.err())
        .contains("Evaluations of transformer-n4-h8-s0 were left out")
        .contains("Damaged in the database: the final parameters of transformer-n4-h8-s0")
        .doesNotContain("\tat ");
    assertThat(backups()).hasSize(2).last().asString().endsWith("-damaged.mv.db");

    GpiclProcess.startLight(home, "report", "damaged", "--rebuild").mustEndWith(0);
    GpiclProcess.startLight(home, more).mustEndWith(0);
    assertThat(backups()).as("before and after that run").hasSize(4);
    assertThat(backups().get(3)).doesNotContain("damaged");
  }

  private static List<Integer> places(byte[] in, byte[] wanted) {
    List<Integer> places = new ArrayList<>();
    for (int at = 0; at + wanted.length <= in.length; at++) {
      if (Arrays.equals(in, at, at + wanted.length, wanted, 0, wanted.length)) {
        places.add(at);
      }
    }
    return places;
  }

  /** With the head of a page zeroed that holds final parameters and nothing else that is read. */
  private byte[] damagedInParametersOnly(byte[] good) throws IOException {
    Path trial = home.resolve("trial.mv.db");
    for (int at : places(good, "GPICLCKP".getBytes(StandardCharsets.US_ASCII))) {
      byte[] bad = good.clone();
      Arrays.fill(bad, at - 48, at, (byte) 0);
      Files.write(trial, bad);
      boolean allElse = false;
      try (Connection connection =
          DriverManager.getConnection("jdbc:h2:file:" + home.resolve("trial"))) {
        for (String table : List.of("sweep", "cell", "evaluation", "curve_point", "run")) {
          read(connection, "SELECT * FROM " + table);
        }
        allElse = true;
        read(connection, "SELECT state FROM parameters");
      } catch (SQLException e) {
        if (allElse) {
          return bad;
        }
      }
    }
    throw new AssertionError("no page has parameters only");
  }

  private static void read(Connection connection, String query) throws SQLException {
    try (ResultSet rows = connection.createStatement().executeQuery(query)) {
      while (rows.next()) {
        if (rows.getObject(1) instanceof Blob bytes) {
          bytes.getBytes(1, (int) bytes.length());
        }
      }
    }
  }

  private Path database() {
    return H2File.of(new Home(home).database()).path();
  }

  private void damage() throws IOException {
    byte[] bytes = Files.readAllBytes(database());
    Arrays.fill(bytes, 0, 8192, (byte) 0);
    Files.write(database(), bytes);
  }

  private static void truncate(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private List<String> backups() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("backups"))) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".mv.db"))
          .sorted()
          .toList();
    }
  }

  private List<String> tables() throws IOException {
    Path directory = home.resolve("sweeps").resolve("damaged");
    return TABLES.stream()
        .map(
            name -> {
              try {
                return Files.readString(directory.resolve(name));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(home.resolve("damaged.yaml"), text);
  }
}
