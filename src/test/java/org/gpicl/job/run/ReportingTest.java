package org.gpicl.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.home.Home;
import org.gpicl.store.RunTable;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.store.cell.StoreTest;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.images.ImageLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manifest says of the run that trained. */
class ReportingTest {
  @TempDir Path directory;

  private final MigratedDatabase database = new MigratedDatabase();
  private final ImageLibrary images = TestData.library();
  private final Sweep sweep = SweepFile.parse(StoreTest.SWEEP, "test", List.of("workers=8"));

  private String manifest(int workers, String provenance) throws Exception {
    Home home = new Home(directory.resolve("home-" + workers));
    home.create();
    database.sweeps.put(sweep);
    database.runs.begin(
        new RunTable.Beginning(sweep.name(), "engine", workers, provenance, "owner", ""));
    new Reporting(sweep, database.ledger.records(), database.runs, home, images).begins();
    return Files.readString(home.sweep(sweep.name()).resolve("manifest.json"));
  }

  @Test
  void theDeviceThatTrainedIsNamed() throws Exception {
    assertThat(manifest(2, "PyTorch 2.9, on NVIDIA H200, compute capability 9.0; kernels; CPU"))
        .contains("\"gpu\" : \"NVIDIA H200\"");
  }

  @Test
  void theProcessorIsNoDevice() throws Exception {
    assertThat(manifest(2, "Java Vector API; kernels; CPU")).contains("\"gpu\" : \"\"");
  }

  @Test
  void theCoresAreSharedByTheWorkers() throws Exception {
    assertThat(manifest(2, "engine")).contains("\"threadsPerWorker\" : 4");
    assertThat(manifest(8, "engine")).contains("\"threadsPerWorker\" : 1");
    assertThat(manifest(64, "engine")).contains("\"threadsPerWorker\" : 1");
  }
}
