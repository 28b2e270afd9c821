package org.gpicl.tasks.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class GaussiansTest {
  private static final RandomStream STREAM = new RandomStream(4, Stream.TRAINING_MATRIX);

  private final Gaussians gaussians = new Gaussians(STREAM, 0.3f);

  @Test
  void anArrayAndABufferReceiveTheSame() {
    for (int count : new int[] {1, 127, 128, 1024, 1025, 5000}) {
      float[] array = new float[count + 2];
      FloatBuffer buffer = FloatBuffer.allocate(count);
      gaussians.draw(7, array, 1, count);
      gaussians.draw(7, buffer, count);
      for (int k = 0; k < count; k++) {
        assertThat(buffer.get(k)).isEqualTo(array[1 + k]);
      }
      assertThat(array[0]).isZero();
      assertThat(array[count + 1]).isZero();
    }
  }

  @Test
  void columnsAreThoseOfTheWholeMatrix() {
    Random draw = new Random(6);
    for (int features : new int[] {784, 1, 2, 9, 49, 100, 128, 196, 225}) {
      float[] whole = new float[features * features];
      gaussians.draw(features, whole, 0, whole.length);
      for (double part : new double[] {0, 0.1, 0.6, 1}) {
        int[] columns =
            IntStream.range(0, features).filter(k -> draw.nextDouble() < part).toArray();
        FloatBuffer some = FloatBuffer.allocate(features * columns.length);
        gaussians.drawColumns(features, features, columns, columns.length, some);
        for (int k = 0; k < some.capacity(); k++) {
          int row = k / columns.length;
          assertThat(some.get(k))
              .as("row %d of %d", row, features)
              .isEqualTo(whole[row * features + columns[k % columns.length]]);
        }
      }
    }
  }
}
