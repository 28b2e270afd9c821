package org.gpicl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingSpecTest {
  private static TrainingSpec training(int seed, int batch, long steps, double clip) {
    return new TrainingSpec(
        seed, batch, steps, new OptimiserSpec.Sgd(), new LearningRateSchedule(0.1, 0, 0, 1), clip);
  }

  @Test
  void theLeastTrainingIsOneStepOfOneItem() {
    TrainingSpec least = training(0, 1, 1, 0);

    assertThat(least.precision()).isEqualTo(Precision.FLOAT32);
    assertThat(least.clipNorm()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, 1, 0", "0, 0, 1, 0", "0, 1, 0, 0", "0, 1, 1, -0.5", "0, 1, 1, NaN"})
  void anythingLessIsRefused(int seed, int batch, long steps, double clip) {
    assertThatThrownBy(() -> training(seed, batch, steps, clip))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out of range");
  }

  @Test
  void aTrainingSaysWhichPartIsMissing() {
    LearningRateSchedule constant = new LearningRateSchedule(0.1, 0, 0, 1);
    OptimiserSpec sgd = new OptimiserSpec.Sgd();

    assertThatThrownBy(() -> new TrainingSpec(0, 1, 1, null, constant, 0)).hasMessage("optimiser");
    assertThatThrownBy(() -> new TrainingSpec(0, 1, 1, sgd, null, 0)).hasMessage("schedule");
    assertThatThrownBy(() -> new TrainingSpec(0, 1, 1, sgd, constant, 0, null))
        .hasMessage("precision");
  }

  @Test
  void onlyAdamKeepsMoments() {
    assertThat(new OptimiserSpec.Sgd().moments()).isZero();
    assertThat(new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0).moments()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 0.9, 1e-8, 0",
    "1, 0.9, 1e-8, 0",
    "0.9, -0.1, 1e-8, 0",
    "0.9, 1, 1e-8, 0",
    "0.9, 0.9, 0, 0",
    "0.9, 0.9, 1e-8, -1"
  })
  void adamRefusesWhatWouldDiverge(double beta1, double beta2, double epsilon, double decay) {
    assertThatThrownBy(() -> new OptimiserSpec.Adam(beta1, beta2, epsilon, decay))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("betas");
  }

  @Test
  void adamMayRememberNothing() {
    assertThatCode(() -> new OptimiserSpec.Adam(0, 0, 1e-8, 0)).doesNotThrowAnyException();
  }

  @Test
  void precisionsAreCalledAsInSweepFiles() {
    assertThat(Precision.values()).extracting(Precision::key).containsExactly("32", "bf16", "16");
  }
}
