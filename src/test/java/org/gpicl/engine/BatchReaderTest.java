package org.gpicl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.gpicl.model.Activation;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.SetRole;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
  private static final ModelSpec MODEL =
      new TransformerSpec(
          4, 3, 3, 4, 1, 1, 4, Activation.GELU_ERF, Set.of(Position.LEARNED), false, 0, false);

  private static final InUse ALL = InUse.all(new Counting().spec());

  /** Item i has features i + row / 10 and labels (i + row) mod 3. */
  static final class Counting implements ExampleSet {
    @Override
    public SetSpec spec() {
      return new SetSpec(
          SetRole.SEEN,
          new ImageSpec("glyphs", 2, 3, PixelScale.UNIT),
          Split.TEST,
          0,
          2,
          1,
          new Examples.Sequences(3),
          5);
    }

    @Override
    public void read(
        long item, InUse inUse, float[] x, int xOffset, int rowStride, int[] labels, int at) {
      for (int row = 0; row < 3; row++) {
        for (int f = 0; f < 4; f++) {
          x[xOffset + row * rowStride + f] = item + row / 10f;
        }
        labels[at + row] = (int) ((item + row) % 3);
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void aTokenHoldsItsImageAndTheLabelBefore() {
    Batch batch = new BatchReader(new Counting(), MODEL, 5, 2).read(2, place -> place + 1, ALL);
    assertThat(batch.inputs())
        .startsWith(
            1, 1, 1, 1, 0, 0, 0, 1.1f, 1.1f, 1.1f, 1.1f, 0, 5, 0, 1.2f, 1.2f, 1.2f, 1.2f, 0, 0, 5,
            2, 2, 2, 2, 0, 0, 0, 2.1f, 2.1f, 2.1f, 2.1f, 0, 0, 5, 2.2f, 2.2f, 2.2f, 2.2f, 5, 0, 0);
    assertThat(batch.labels()).containsExactly(1, 2, 0, 2, 0, 1);
  }

  @Test
  void aBatchThatIsUsedAgainKeepsNothingOfTheOneBefore() {
    BatchReader reader = new BatchReader(new Counting(), MODEL, 5, 2);
    float[] first = reader.read(2, place -> place, ALL).inputs().clone();
    reader.read(2, place -> place + 3, ALL);
    assertThat(reader.read(2, place -> place, ALL).inputs()).containsExactly(first);
  }

  @Test
  void aScoreCountsEveryPosition() {
    Trainer firstLabelIsAlwaysTheItem =
        new Trainer() {
          @Override
          public StepResult step(Batch batch) {
            throw new UnsupportedOperationException();
          }

          @Override
          public float[] logits(Batch batch) {
            float[] logits = new float[batch.size() * 3 * 3];
            for (int item = 0; item < batch.size(); item++) {
              for (int row = 0; row < 3; row++) {
                int label = (int) (batch.inputs()[(item * 3 + row) * 7] % 3);
                logits[(item * 3 + row) * 3 + label] = 2;
              }
            }
            return logits;
          }

          @Override
          public TrainingState state() {
            throw new UnsupportedOperationException();
          }

          @Override
          public void close() {}
        };
    Score score = Score.of(firstLabelIsAlwaysTheItem, new Counting(), MODEL, 5, () -> false);
    assertThat(score.accuracyByPosition()).containsExactly(1, 0, 0);
    assertThat(score.error().tasks()).as("tasks of 3 and of 2 items").isEqualTo(2);
    assertThat(score.error().ofAccuracy()).as("both are right at one position of three").isZero();
    assertThat(score.accuracy()).isEqualTo(1 / 3.0);
    double right = Math.log(Math.exp(2) + 2) - 2;
    double wrong = Math.log(Math.exp(2) + 2);
    assertThat(score.loss())
        .isCloseTo((right + 2 * wrong) / 3, org.assertj.core.api.Assertions.within(1e-12));
  }
}
