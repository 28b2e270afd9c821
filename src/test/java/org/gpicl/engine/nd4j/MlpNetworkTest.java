package org.gpicl.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.CrashReportingUtil;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.TrainingSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numbers")
class MlpNetworkTest {
  private static final OptimiserSpec ADAM = new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0);
  private static final OptimiserSpec ADAM_W = new OptimiserSpec.Adam(0.9, 0.95, 1e-8, 0.1);

  private static final MlpSpec SMALL = new MlpSpec(3, 2, 2, false);
  private static final TrainingSpec SMALL_STEPS =
      Comparison.training(new OptimiserSpec.Sgd(), 1e-3, 0);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lossLogitsAndGradientsAreThoseOfTheReference(boolean finalRelu) {
    comparison(finalRelu).lossLogitsAndGradientsAgree(Comparison.BATCH);
  }

  @Test
  void whenMemoryRunsOutDl4jWritesNoReportOfItsOwn() throws IOException {
    LayeredNetwork.of(SMALL, TrainingState.initial(SMALL, SMALL_STEPS).parameters()).close();

    CrashReportingUtil.writeMemoryCrashDump(mock(Model.class), new OutOfMemoryError());

    try (Stream<Path> here = Files.list(Path.of(""))) {
      assertThat(here).noneMatch(file -> file.toString().contains("crash-dump"));
    }
  }

  @Test
  void aSmallerBatchIsAveragedOverItsOwnSize() {
    comparison(true).lossLogitsAndGradientsAgree(2);
  }

  @Test
  void stepsOfEveryOptimiserAreThoseOfTheReference() {
    comparison(false).stepsAgree(new OptimiserSpec.Sgd(), 0);
    comparison(false).stepsAgree(ADAM, 0);
    comparison(true).stepsAgree(ADAM_W, 0);
  }

  @Test
  void clippedStepsAreThoseOfTheReference() {
    comparison(false).stepsAgree(new OptimiserSpec.Sgd(), 0.1);
    comparison(false).stepsAgree(ADAM_W, 0.1);
  }

  @Test
  void aStoredAndReopenedTrainingEndsInTheSameBits() {
    comparison(true).aReopenedStateContinues(ADAM_W);
    comparison(true).aReopenedStateContinues(new OptimiserSpec.Sgd());
  }

  @Test
  void trainingOnOneBatchLearnsIt() {
    assertThat(comparison(false).lossAfter(0)).isCloseTo(Math.log(4), within(0.3));
    assertThat(comparison(false).lossAfter(200)).isLessThan(0.05);
  }

  @Test
  void hugeLogitsKeepTheLossFinite() {
    List<float[]> parameters =
        List.of(
            new float[6],
            new float[2],
            new float[4],
            new float[2],
            new float[4],
            new float[] {1000, -1000});
    TrainingState state = new TrainingState(0, parameters, List.of(), List.of());
    Batch batch = new Batch(1, 1, 3);
    batch.labels()[0] = 1;
    try (Trainer trainer = new Nd4jEngine().open(SMALL, SMALL_STEPS, state, () -> false)) {
      assertThat(trainer.step(batch).loss()).isCloseTo(2000, within(1e-3));
      assertThat(trainer.state().parameters().get(5))
          .containsExactly(new float[] {999.999f, -999.999f}, within(1e-4f));
    }
  }

  private static Comparison comparison(boolean finalRelu) {
    return new Comparison(new MlpSpec(6, 8, 4, finalRelu));
  }
}
