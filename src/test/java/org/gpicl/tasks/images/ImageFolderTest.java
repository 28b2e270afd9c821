package org.gpicl.tasks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.gpicl.tasks.source.IdxBytes;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFolderTest {
  @TempDir Path folder;

  private ImageLibrary library() {
    return new ImageLibrary(
        folder, folder.resolve("cache"), true, KnownImageSet.all(), DownloadProgress.SILENT);
  }

  private void write(String images, String labels, byte[] labelBytes) {
    IdxBytes.write(folder.resolve(images), IdxBytes.images(6, 2, 2));
    IdxBytes.write(folder.resolve(labels), labelBytes);
  }

  @ParameterizedTest
  @CsvSource({
    "t10k-images.idx3-ubyte, t10k-labels.idx1-ubyte",
    "t10k-images-idx3-ubyte/t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte/t10k-labels-idx1-ubyte",
    "MNIST/raw/t10k-images-idx3-ubyte, MNIST/raw/t10k-labels-idx1-ubyte",
    "emnist-letters-test-images-idx3-ubyte, emnist-letters-test-labels-idx1-ubyte"
  })
  void filesAreFoundUnderTheNamesThatTheyHaveAtTheirSources(String images, String labels) {
    write(images, labels, IdxBytes.labels(6, 3));
    ImageSpec spec = new ImageSpec("idx:" + folder, 2, 3, PixelScale.UNIT);
    assertThat(library().load(spec, Split.TEST).count()).isEqualTo(6);
  }

  @Test
  void theFolderOfTorchvisionIsThatOfItsSet() {
    write(
        "MNIST/raw/t10k-images-idx3-ubyte",
        "MNIST/raw/t10k-labels-idx1-ubyte",
        IdxBytes.labels(6, 3));
    ImageSpec spec = new ImageSpec("mnist", 2, 3, PixelScale.UNIT);
    assertThat(library().load(spec, Split.TEST).count()).isEqualTo(6);
  }

  @Test
  void filesOfTwoSetsInOneFolderAreNotGuessedAt() {
    for (String set : List.of("emnist-letters", "emnist-digits")) {
      write(
          set + "-test-images-idx3-ubyte", set + "-test-labels-idx1-ubyte", IdxBytes.labels(6, 3));
    }
    ImageSpec spec = new ImageSpec("idx:" + folder, 2, 3, PixelScale.UNIT);
    assertThatThrownBy(() -> library().load(spec, Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("several files")
        .hasMessageContaining("emnist-digits-test-images-idx3-ubyte");
  }

  @Test
  void labelsBecomeClassesInTheirOrder() {
    byte[] labels = IdxBytes.of(6, 0x801, 6);
    byte[] given = {9, 1, 2, 4, 4, 1};
    System.arraycopy(given, 0, labels, labels.length - 6, 6);
    write("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", labels);
    String set = "idx:" + folder;
    ImageSet images = library().load(new ImageSpec(set, 2, 3, PixelScale.UNIT), Split.TEST);
    assertThat(List.of(images.label(0), images.label(1), images.label(2), images.label(3)))
        .containsExactly(0, 1, 2, 2);
    assertThat(library().labels(set).described(3))
        .isEqualTo("labels 1, 2 and 4 are used as classes 0 to 2");
    assertThat(library().labels(set).maps(3)).isTrue();
  }

  @Test
  void aSingleLabelIsNamed() {
    write("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", IdxBytes.labels(6, 1));
    ImageSpec spec = new ImageSpec("idx:" + folder, 2, 2, PixelScale.UNIT);
    assertThatThrownBy(() -> library().check(spec, Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("single class");
  }
}
