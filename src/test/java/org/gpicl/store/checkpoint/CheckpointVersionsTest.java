package org.gpicl.store.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.gpicl.engine.TrainingState;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.Test;

class CheckpointVersionsTest {
  /**
   * Step 3 with one parameter, as version 0.1 wrote it; the best accuracy is 1/2 at 2 positions.
   */
  private static final String FROM_BEFORE =
      "475049434c434b50"
          + "01000000"
          + "0300000000000000"
          + "000000000000e03f"
          + "000000000000f43f"
          + "02000000"
          + "000000000000f03f"
          + "0000000000000000"
          + "000000000000f83f"
          + "0100000000000000"
          + "0400000000000000"
          + "0800000000000000"
          + "000000000000d03f"
          + "000000000000f43f"
          + "01000000"
          + "01000000"
          + "0000803f"
          + "00000000"
          + "00000000";

  private static Checkpoint decoded(byte[] bytes) {
    return CheckpointCodec.of(bytes);
  }

  @Test
  void aCheckpointFromBeforeErrorsIsReadAndWrittenAsItWas() {
    byte[] before = HexFormat.of().parseHex(FROM_BEFORE);
    Checkpoint read = decoded(before);
    assertThat(read.progress().best().accuracyByPosition()).containsExactly(1, 0);
    assertThat(read.progress().best().error().known()).isFalse();
    assertThat(CheckpointCodec.bytes(read)).isEqualTo(before);
  }

  @Test
  void theErrorOfTheBestEvaluationComesBack() {
    Evaluation best =
        new Evaluation(
            Evaluation.SEEN,
            0.5,
            1,
            new double[] {0.25, 0.75},
            new StandardError(0.125, new double[] {0.0625, 1.0 / 3}, 7));
    Checkpoint checkpoint =
        new Checkpoint(
            new TrainingState(1, List.of(new float[2]), List.of(), List.of()),
            TrainingProgress.none().step(1, 1, 2).evaluated(best));
    byte[] bytes = CheckpointCodec.bytes(checkpoint);
    StandardError error = decoded(bytes).progress().best().error();
    assertThat(error.ofAccuracy()).isEqualTo(0.125);
    assertThat(error.byPosition()).containsExactly(0.0625, 1.0 / 3);
    assertThat(error.tasks()).isEqualTo(7);
    assertThat(CheckpointCodec.size(checkpoint)).isEqualTo(bytes.length);
    assertThat(CheckpointCodec.bytes(decoded(bytes))).isEqualTo(bytes);
  }
}
