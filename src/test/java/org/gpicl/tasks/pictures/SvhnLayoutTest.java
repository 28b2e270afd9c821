package org.gpicl.tasks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.source.IdxBytes;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.Picture;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.Split;
import org.gpicl.tasks.source.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;

class SvhnLayoutTest {
  private static final String FILE = "test_32x32.mat";

  private final SvhnLayout layout = new SvhnLayout();

  @TempDir Path folder;

  private ImageSource open(byte[] bytes, PublishedHashes hashes) {
    IdxBytes.write(folder.resolve(FILE), bytes);
    return layout.open(folder, Split.TEST, hashes);
  }

  @Test
  void imagesAreReadFromColumnsToRowsAndLabelTenIsTheDigitZero() throws IOException {
    byte[] bytes = SetBytes.svhn(12, 4);
    String md5 = HexFormat.of().formatHex(Digests.md5().digest(bytes));
    PublishedHashes published = new PublishedHashes(Map.of(), Map.of(FILE, md5));
    try (ImageSource source = open(bytes, published)) {
      assertThat(source.labels()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2);
      source.next();
      Picture second = source.next();
      assertThat(second.rows()).isEqualTo(4);
      assertThat(second.channels()).isEqualTo(3);
      // Row by row: 1 + row + 10 column.
      assertThat(second.pixels()).startsWith(1, 11, 21, 31, 2, 12, 22, 32);
      assertThat(second.pixels()[16] & 0xFF).isEqualTo(101);
      for (int k = 2; k < 12; k++) {
        source.next();
      }
      assertThat(source.finish().verification()).isEqualTo(Verification.VERIFIED);
    }
  }

  private void assertRefused(byte[] bytes, String... what) {
    assertThatThrownBy(() -> open(bytes, PublishedHashes.NONE).next())
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining(folder.resolve(FILE).toString())
        .satisfies(e -> assertThat(e.getMessage()).contains(what));
  }

  @Test
  void otherFilesAreCalledWhatTheyAre() {
    assertRefused(IdxBytes.images(3, 2, 2), "not a MATLAB file of version 5");
    assertRefused(new byte[0], "it is empty");
    byte[] sound = SetBytes.svhn(20, 8);
    assertRefused(Arrays.copyOf(sound, sound.length / 2), "it ends too early", "sound copy");
    byte[] damaged = sound.clone();
    Arrays.fill(damaged, 300, 400, (byte) 0);
    assertRefused(damaged, "its MATLAB data is damaged");
    assertRefused(
        SetBytes.matlab(Mat5.newMatFile().addArray("z", Mat5.newMatrix(2, 2, MatlabType.UInt8))),
        "no array y");
  }

  @Test
  void imagesWithoutLabelsAreRefused() {
    assertRefused(
        SetBytes.matlab(
            Mat5.newMatFile()
                .addArray("X", Mat5.newMatrix(new int[] {4, 4, 3, 5}, MatlabType.UInt8))
                .addArray("y", Mat5.newMatrix(6, 1, MatlabType.UInt8))),
        "X is of 4 x 4 x 3 x 5 numbers instead of rows x columns x 3 x 6");
  }

  @Test
  void labelsThatAreNoDigitsAreRefused() {
    var labels = Mat5.newMatrix(2, 1, MatlabType.Double);
    labels.setDouble(1, 10.5);
    assertRefused(
        SetBytes.matlab(Mat5.newMatFile().addArray("y", labels)), "label 10.5 of image 1");
  }
}
