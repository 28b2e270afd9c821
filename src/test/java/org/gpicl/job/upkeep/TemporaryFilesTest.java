package org.gpicl.job.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gpicl.home.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  @TempDir Path directory;

  @Test
  void onlyHiddenUnfinishedThingsOfBeforeThisProcessAreLeftovers() throws IOException {
    List<Path> leftovers =
        List.of(
            old("sweeps/s/.results.csv.12-1.part"),
            old("sweeps/s/curves/.a.png.12-1.part"),
            old("archive/s/.0123456789ab.part"));
    old("sweeps/s/results.csv");
    old("sweeps/s/notes.part");
    old("sweeps/s/.hidden");
    old("archive/s/0123456789ab/results.csv");
    write("sweeps/s/.curves.csv.12-1.part");
    Path folder = old("sweeps/.gone.removed/results.csv").getParent();
    Files.setLastModifiedTime(folder, longAgo());

    assertThat(new TemporaryFiles(new Home(directory)).find())
        .extracting(surplus -> ((Garbage.OnDisk) surplus).path())
        .containsExactlyInAnyOrder(leftovers.get(0), leftovers.get(1), leftovers.get(2), folder);
  }

  private Path old(String name) throws IOException {
    Path file = write(name);
    Files.setLastModifiedTime(file, longAgo());
    return file;
  }

  private static FileTime longAgo() {
    return FileTime.from(Instant.now().minus(Duration.ofDays(400)));
  }

  private Path write(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }
}
