package org.gpicl.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.Home;
import org.gpicl.job.input.CommonBatches;
import org.gpicl.job.run.RunRequest;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.workers.Engines;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Cells that are trained on the same batches. */
class SharedTrainingTest {
  @TempDir Path directory;

  private static Sweep sweep(String hidden, String... overrides) {
    return SweepFile.parse(
        """
        name: shared
        recipe: small
        images: {set: glyphs, size: 20, classes: 3}
        models: [transformer, lstm]
        tasks: 2^24
        hidden: [%s]
        transformer: {steps: 12, evaluateEvery: 4 steps, batch: 2, length: 4, layers: 1, heads: 1}
        lstm: {steps: 9, evaluateEvery: 3 steps, batch: 2, length: 4}
        evaluate: {maxSamples: 100, seenTasks: 2, unseenTasks: 2}
        workers: 1
        """
            .formatted(hidden),
        "test",
        List.of(overrides));
  }

  /** Hashes of the parameters that the cells end with, by their keys. */
  private Map<String, List<Integer>> trained(Sweep sweep, String home) throws Exception {
    ImageLibrary images =
        new ImageLibrary(null, directory, true, KnownImageSet.all(), DownloadProgress.SILENT);
    try (ConfigurableApplicationContext context =
        OpenedContext.inFile(
            new Home(directory.resolve(home)),
            beans -> beans.registerBean(ImageLibrary.class, () -> images))) {
      RunResult result =
          context
              .getBean(SweepRunner.class)
              .run(
                  new RunningSweep(sweep, new StopSignal()),
                  new RunRequest(
                      Engines.of(sweep.execution()), images, false, false, () -> {}, notice -> {}));
      assertThat(result).isInstanceOf(RunResult.Done.class);
      Map<String, List<Integer>> parameters = new LinkedHashMap<>();
      CellLedger ledger = context.getBean(CellLedger.class);
      for (Cell cell : sweep.cells()) {
        TrainingState state = ledger.records().finalParameters(cell).orElseThrow();
        parameters.put(cell.key(), state.parameters().stream().map(Arrays::hashCode).toList());
      }
      return parameters;
    }
  }

  @Test
  void theyEndWithTheBytesOfCellsThatAreTrainedAlone() throws Exception {
    Sweep together = sweep("3, 8");
    CommonBatches common = new CommonBatches(Engines.of(together.execution()), together);
    assertThat(together.cells()).allSatisfy(cell -> assertThat(common.users(cell)).isEqualTo(4));

    Map<String, List<Integer>> shared = trained(together, "together");
    Map<String, List<Integer>> narrow = trained(sweep("3", "models=transformer"), "narrow");
    Map<String, List<Integer>> recurrent = trained(sweep("8", "models=lstm"), "recurrent");
    assertThat(shared).hasSize(4).containsAllEntriesOf(narrow).containsAllEntriesOf(recurrent);
  }
}
