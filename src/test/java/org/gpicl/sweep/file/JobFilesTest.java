package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.Curriculum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobFilesTest {
  private static final Path JOBS = Path.of("jobs");

  static List<Path> jobs() throws IOException {
    try (Stream<Path> files = Files.list(JOBS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobIsNamedAsItsFileAndNamesItsSchema(Path job) throws IOException {
    assertThat(SweepFile.read(job, List.of()).name() + ".yaml")
        .isEqualTo(job.getFileName().toString());
    assertThat(Files.readAllLines(job).get(0))
        .isEqualTo("# yaml-language-server: $schema=../config/sweep.schema.json");
  }

  @ParameterizedTest
  @CsvSource({
    "quickstart, 12",
    "mnist-small, 14",
    "mnist-ten-classes, 1",
    "hparam-sweep, 200",
    "paper-figure2, 35"
  })
  void aJobHasThisManyCells(String job, int cells) {
    Path file = JOBS.resolve(job + ".yaml");

    assertThat(SweepFile.read(file, List.of()).cells()).hasSize(cells);
  }

  @Test
  void theTenClassesComeOneByOne() {
    Sweep sweep = SweepFile.read(JOBS.resolve("mnist-ten-classes.yaml"), List.of());

    assertThat(sweep.cells().get(0).curriculum()).isEqualTo(new Curriculum(5, 2600, 400));
    assertThat(sweep.cells().get(0).model().classes()).isEqualTo(10);
  }
}
