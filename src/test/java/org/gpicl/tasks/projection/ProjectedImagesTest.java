package org.gpicl.tasks.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.HalfFloat;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class ProjectedImagesTest {
  private static final int ROWS = 24;

  private final ImageSet images =
      TestData.library().load(new ImageSpec("glyphs", 7, 5, PixelScale.UNIT), Split.TRAIN);
  private final int features = images.features();
  private final RandomStream stream = new RandomStream(1, Stream.TRAINING_MATRIX);

  @Test
  void whatIsKeptIsWhatTheProductGives() {
    Random draw = new Random(2);
    try (Projection projection = projection();
        ProjectedImages kept = new ProjectedImages(images)) {
      FloatPointer matrix = projection.matrix(5);
      assumeThat(projection.sameInEveryRow(matrix, ROWS)).isTrue();
      float[] actual = new float[ROWS * features];
      // Often enough that at the end every image is there.
      for (int attempt = 0; attempt <= images.count() / ROWS + 50; attempt++) {
        int[] wanted = draw.ints(ROWS, 0, images.count()).toArray();
        for (int row = 0; row < ROWS; row++) {
          projection.image(row, wanted[row]);
        }
        float[] expected = projection.project(matrix, ROWS).clone();
        HalfFloat.roundAll(expected, 0, expected, 0, expected.length);
        kept.read(wanted, projection, matrix, actual);
        assertThat(actual).isEqualTo(expected);
      }
    }
  }

  @Test
  void whatIsClosedIsNotRead() {
    try (Projection projection = projection()) {
      ProjectedImages kept = new ProjectedImages(images);
      kept.close();
      assertThatThrownBy(
              () -> kept.read(new int[ROWS], projection, projection.matrix(0), new float[0]))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private Projection projection() {
    return new Projection(images, ROWS, new Gaussians(stream, 0.1f));
  }
}
