package org.gpicl.store.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingProgressTest {

  private static Evaluation seen(double accuracy) {
    return new Evaluation(Evaluation.SEEN, accuracy, 2, new double[] {accuracy});
  }

  private static void isTrain(TrainingProgress progress, double accuracy, double loss) {
    assertThat(progress.train().name()).isEqualTo(Evaluation.TRAIN);
    assertThat(progress.train().accuracy()).isEqualTo(accuracy);
    assertThat(progress.train().loss()).isEqualTo(loss);
  }

  @Test
  void anIntervalHasTheMeansOfItsOwnSteps() {
    TrainingProgress first =
        TrainingProgress.none().step(1.5, 3, 8).step(0.5, 2, 8).evaluated(seen(0.25));
    isTrain(first, 5 / 16.0, 1);
    TrainingProgress second =
        first.step(0.25, 6, 8).step(0.5, 7, 8).step(0.75, 8, 8).evaluated(seen(0.5));
    isTrain(second, 21 / 24.0, 0.5);
  }

  @Test
  void beforeTheFirstIntervalIsCompleteNothingIsKnown() {
    TrainingProgress progress = TrainingProgress.none().step(1.5, 3, 8);
    assertThat(progress.train().accuracy()).isNaN();
    assertThat(progress.train().loss()).isNaN();
  }

  @Test
  void theBestEvaluationStaysAndOfEquallyGoodOnesTheFirst() {
    Evaluation good = seen(0.5);
    TrainingProgress progress =
        TrainingProgress.none()
            .step(1, 1, 1)
            .evaluated(seen(0))
            .step(1, 1, 1)
            .evaluated(good)
            .step(1, 1, 1)
            .evaluated(seen(0.5))
            .step(1, 1, 1)
            .evaluated(seen(0.25));
    assertThat(progress.best()).isSameAs(good);
    assertThat(TrainingProgress.none().best().accuracy()).isEqualTo(-1);
  }

  @Test
  void anEvaluationUnderItsOwnNameIsItself() {
    Evaluation one = seen(0.5);
    assertThat(one.named(Evaluation.SEEN)).isSameAs(one);
    Evaluation other = one.named("unseen");
    assertThat(other.name()).isEqualTo("unseen");
    assertThat(other.accuracyByPosition()).isSameAs(one.accuracyByPosition());
    assertThat(other.error()).isSameAs(one.error());
  }
}
