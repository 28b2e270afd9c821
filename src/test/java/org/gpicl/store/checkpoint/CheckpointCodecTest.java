package org.gpicl.store.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.gpicl.engine.TrainingState;
import org.junit.jupiter.api.Test;

class CheckpointCodecTest {
  private static final int VERSION_AT = 8;
  private static final int POSITIONS_AT = 36;

  /** More than is read or written in one piece. */
  private static final int SEVERAL_PIECES = 20_000;

  private static Checkpoint checkpoint() {
    return new Checkpoint(
        new TrainingState(
            7,
            List.of(numbers(SEVERAL_PIECES), numbers(3), numbers(0)),
            List.of(numbers(2)),
            List.of(numbers(5))),
        new TrainingProgress(
            new Evaluation(Evaluation.SEEN, 0.5, 1.25, new double[] {0.25, 0.75}),
            2.5,
            3,
            4,
            5,
            new Evaluation(Evaluation.TRAIN, 0.125, 1.5, new double[0])));
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int j = 0; j < count; j++) {
      numbers[j] = j + 0.5f;
    }
    return numbers;
  }

  private static Checkpoint decode(byte[] bytes) {
    return CheckpointCodec.of(bytes);
  }

  private static byte[] withNumber(int at, int number) {
    byte[] bytes = CheckpointCodec.bytes(checkpoint());
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
    return bytes;
  }

  @Test
  void everythingComesBackAsItWas() {
    Checkpoint read = decode(CheckpointCodec.bytes(checkpoint()));
    assertThat(read).usingRecursiveComparison().isEqualTo(checkpoint());
  }

  @Test
  void theSizeIsKnownBeforehand() {
    assertThat(CheckpointCodec.size(checkpoint()))
        .isEqualTo(CheckpointCodec.bytes(checkpoint()).length);
  }

  @Test
  void whatIsNoCheckpointIsRefused() {
    assertThatThrownBy(() -> decode(withNumber(0, 0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("it does not begin as a checkpoint does");
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> decode(withNumber(VERSION_AT, 3)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("its version is 3, this program reads version 2");
  }

  @Test
  void bytesBehindTheEndAreRefused() {
    byte[] whole = CheckpointCodec.bytes(checkpoint());
    assertThatThrownBy(() -> decode(Arrays.copyOf(whole, whole.length + 3)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("3 bytes too many stand at its end");
  }

  @Test
  void aLengthThatIsNegativeOrBeyondTheEndIsRefused() {
    // The last is fewer than the bytes that are left, but eight bytes each are more.
    for (int length : new int[] {-1, Integer.MAX_VALUE, SEVERAL_PIECES}) {
      assertThatThrownBy(() -> decode(withNumber(POSITIONS_AT, length)))
          .isInstanceOf(CheckpointException.class)
          .hasMessage("it claims " + length + " elements but is cut short");
    }
  }

  @Test
  void whereItIsCutShortIsTold() {
    byte[] whole = CheckpointCodec.bytes(checkpoint());
    InputStream cut = new ByteArrayInputStream(whole, 0, POSITIONS_AT + 2);
    assertThatThrownBy(() -> CheckpointCodec.decode(cut, whole.length))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("it is cut short at byte " + POSITIONS_AT);
  }

  @Test
  void aDiskThatFailsSaysNothingAboutTheCheckpoint() {
    IOException broken = new IOException("the disk is gone");
    InputStream from =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw broken;
          }
        };
    assertThatThrownBy(() -> CheckpointCodec.decode(from, 1000)).isSameAs(broken);
  }
}
