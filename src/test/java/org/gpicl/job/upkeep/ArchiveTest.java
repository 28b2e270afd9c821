package org.gpicl.job.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.gpicl.home.Home;
import org.gpicl.home.files.FileTree;
import org.gpicl.store.SweepTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final SweepTable.Row FORM =
      new SweepTable.Row("s", "0123456789abcdef".repeat(4), "name: s\n", 2, Instant.EPOCH);

  @TempDir Path directory;

  private Home home;
  private Path report;
  private Archive archive;
  private Path place;

  @BeforeEach
  void aReport() throws IOException {
    home = new Home(directory);
    report = home.sweep("s");
    archive = new Archive(home, "s");
    place = directory.resolve("archive/s/0123456789ab");
    Files.createDirectories(report.resolve("curves"));
    Files.writeString(report.resolve("results.csv"), "results");
    Files.writeString(report.resolve("curves").resolve("a.svg"), "a curve");
    Files.writeString(report.resolve(".results.csv.12-1.part"), "half of the res");
  }

  @Test
  void aReportIsKeptWholeWithTheFileThatRunsItAgainButWithoutHalfFiles() throws IOException {
    assertThat(archive.keep(FORM, report)).isEqualTo(place);
    assertThat(place.resolve("results.csv")).hasContent("results");
    assertThat(place.resolve("curves/a.svg")).hasContent("a curve");
    assertThat(place.resolve("sweep.yaml")).hasContent("name: s\n");
    assertThat(new FileTree(place).files()).hasSize(3);
    assertThat(report.resolve("results.csv")).hasContent("results");
    assertThat(Archive.of(home, "s"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.folder()).isEqualTo(place);
              assertThat(entry.size()).isEqualTo(new FileTree.Size(3, 7 + 7 + 8));
            });
  }

  @Test
  void aLaterReportOfTheSameFormTakesThePlaceOfTheEarlierOne() throws IOException {
    archive.keep(FORM, report);
    Files.writeString(report.resolve("results.csv"), "more results");
    Files.delete(report.resolve("curves/a.svg"));
    archive.keep(FORM, report);
    assertThat(place.resolve("results.csv")).hasContent("more results");
    assertThat(place.resolve("curves/a.svg")).doesNotExist();
    assertThat(Archive.of(home, "s")).hasSize(1);
    assertThat(Files.list(place.getParent())).containsExactly(place);
  }

  @Test
  void whatAKillLeftOfAnArchiveIsNoneAndIsMadeAnew() throws IOException {
    Path part = Files.createDirectories(place.resolveSibling(".0123456789ab.part"));
    Files.writeString(part.resolve("of another day.csv"), "half");
    assertThat(Archive.of(home, "s")).isEmpty();
    archive.keep(FORM, report);
    assertThat(place.resolve("of another day.csv")).doesNotExist();
    assertThat(part).doesNotExist();
  }

  @Test
  void aKillBetweenTheTwoRenamesIsMended() throws IOException {
    archive.keep(FORM, report);
    Path replaced = place.resolveSibling(".0123456789ab.replaced");
    Files.move(place, replaced);
    archive.keep(FORM, report);
    assertThat(place.resolve("results.csv")).hasContent("results");
    assertThat(replaced).doesNotExist();
  }

  @Test
  void anArchiveThatCannotBeWrittenLeavesTheEarlierOne() throws IOException {
    archive.keep(FORM, report);
    // A link to nothing: the copy fails half way.
    Path unreadable = report.resolve("zz");
    Files.createSymbolicLink(unreadable, directory.resolve("nowhere"));
    assertThatThrownBy(() -> archive.keep(FORM, report)).isInstanceOf(IOException.class);
    assertThat(place.resolve("results.csv")).hasContent("results");
    assertThat(Archive.of(home, "s")).hasSize(1);
  }
}
