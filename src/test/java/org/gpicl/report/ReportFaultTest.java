package org.gpicl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.faults.EveryFault;
import org.gpicl.home.files.WholeFile;
import org.gpicl.model.ParameterShape;
import org.gpicl.report.numpy.NpzFile;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.ModelKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every change to the disk fails once: what is there is the old file or the new one. */
class ReportFaultTest {
  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);

  @TempDir Path scratch;

  @Test
  void aFileIsTheOldOneOrTheNewOneWhateverFails() throws Exception {
    byte[] whole = new byte[200_000];
    Arrays.fill(whole, (byte) 7);
    int tried =
        EveryFault.of(
            scratch,
            directory -> Files.write(directory.resolve("results.csv"), OLD),
            directory -> WholeFile.write(directory.resolve("results.csv"), whole),
            directory -> {
              Map<String, byte[]> files = EveryFault.files(directory);
              assertThat(files).containsOnlyKeys("results.csv");
              assertThat(files.get("results.csv")).isIn(OLD, whole);
            });
    assertThat(tried).isGreaterThan(20);
  }

  @Test
  void exportedParametersAreWholeOrAbsentWhateverFails() throws Exception {
    List<ParameterShape> shapes =
        new SampleSweep().cell(ModelKind.MLP, 1, 16, 0).model().parameters();
    List<float[]> values = shapes.stream().map(shape -> new float[shape.size()]).toList();
    Path file = Path.of("parameters", "cell.npz");
    byte[][] whole = {null};
    int tried =
        EveryFault.of(
            scratch,
            directory -> {},
            directory -> {
              NpzFile.write(directory.resolve(file.toString()), "cell", shapes, values);
              whole[0] = Files.readAllBytes(directory.resolve(file.toString()));
            },
            directory -> {
              Map<String, byte[]> files = EveryFault.files(directory);
              if (!files.isEmpty()) {
                assertThat(files).containsOnlyKeys(file.toString());
                assertThat(files.get(file.toString())).isEqualTo(whole[0]);
              }
            });
    assertThat(tried).isGreaterThan(20);
  }

  @Test
  void aReportIsMadeOfOldFilesAndNewOnesWhateverFails() throws Exception {
    SampleSweep sample = new SampleSweep();
    sample.tasks = List.of(1L);
    sample.hidden = List.of(16);
    List<CellOutcome> before =
        sample.sweep().cells().stream()
            .map(cell -> sample.outcome(cell, CellStatus.RUNNING, 4000, ""))
            .toList();
    // Figures take their time and are written as everything else.
    SweepReport report = new SweepReport(() -> Optional.of("no figures"), () -> false);
    EveryFault.Work old =
        directory -> report.write(directory, sample.sweep(), before, SampleSweep.facts(), false);
    EveryFault.Work renewed =
        directory -> {
          report.writeTables(directory, sample.sweep(), sample.outcomes());
          report.write(directory, sample.sweep(), sample.outcomes(), SampleSweep.facts(), false);
        };
    Path oldOnes = Files.createDirectories(scratch.resolve("old"));
    Path newOnes = Files.createDirectories(scratch.resolve("new"));
    old.with(oldOnes);
    renewed.with(newOnes);
    Map<String, byte[]> asBefore = EveryFault.files(oldOnes);
    Map<String, byte[]> asAfter = EveryFault.files(newOnes);
    assertThat(asBefore).containsOnlyKeys(asAfter.keySet()).hasSizeGreaterThan(5);
    int tried =
        EveryFault.of(
            scratch,
            31,
            directory -> write(asBefore, directory),
            renewed,
            directory ->
                EveryFault.files(directory)
                    .forEach(
                        (name, bytes) ->
                            assertThat(bytes)
                                .as(name)
                                .isIn(asBefore.get(name), asAfter.get(name))));
    assertThat(tried).isGreaterThan(6 * 30);
  }

  /** As if the old report had been made anew, which takes longer. */
  private static void write(Map<String, byte[]> files, Path directory) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
