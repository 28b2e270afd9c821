package org.gpicl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gpicl.cli.process.Application;
import org.gpicl.home.Home;
import org.gpicl.store.SweepTable;
import org.gpicl.store.database.H2File;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a home is read in a copy. */
class ReadOnlyHomeTest {
  @TempDir Path directory;

  private Optional<Object> sweeps(Home home) throws Throwable {
    ImageLibrary images =
        new ImageLibrary(null, home.data(), true, KnownImageSet.all(), DownloadProgress.SILENT);
    return new ReadOnlyHome(home, images).ask(context -> context.getBean(SweepTable.class).all());
  }

  @Test
  void aQuestionIsAnsweredAndTheDatabaseIsNotWrittenTo() throws Throwable {
    Home home = new Home(directory.resolve("home"));
    home.create();
    Application.open(home).close();
    Path file = H2File.of(home.database()).path();
    byte[] before = Files.readAllBytes(file);

    assertThat(sweeps(home).orElseThrow().toString()).isEqualTo("[]");

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(home.lock()).doesNotExist();
  }

  @Test
  void nothingIsAnsweredWhileAProcessHasTheDatabaseOpen() throws Throwable {
    Home home = new Home(directory.resolve("home"));
    home.create();
    try (MVStore open =
        new MVStore.Builder().fileName(H2File.of(home.database()).path().toString()).open()) {
      open.openMap("map").put(1, "one");
      open.commit();
      assertThat(sweeps(home)).isEmpty();
    }
  }
}
