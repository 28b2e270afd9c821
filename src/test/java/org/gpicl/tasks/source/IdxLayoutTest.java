package org.gpicl.tasks.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxLayoutTest {
  @TempDir Path folder;

  private void qmnist(int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(12 + 32 * labels.length);
    bytes.putInt(0xC02).putInt(labels.length).putInt(8);
    for (int k = 0; k < labels.length; k++) {
      bytes.putInt(12 + 32 * k, labels[k]).putInt(16 + 32 * k, 77);
    }
    IdxBytes.write(folder.resolve("qmnist-test-labels-idx2-int.gz"), IdxBytes.gzip(bytes.array()));
    IdxBytes.write(
        folder.resolve("qmnist-test-images-idx3-ubyte.gz"),
        IdxBytes.gzip(IdxBytes.images(labels.length, 2, 2)));
  }

  @Test
  void theFirstOfTheNumbersOfAnImageOfQmnistIsItsClass() throws IOException {
    qmnist(7, 0, 9);
    try (ImageSource source = IdxLayout.qmnist().open(folder, Split.TEST, PublishedHashes.NONE)) {
      assertThat(source.labels()).containsExactly(7, 0, 9);
    }
  }

  @Test
  void aNumberThatIsNoClassIsRefused() {
    for (int label : new int[] {10, 256, -1}) {
      qmnist(3, label);
      assertThatThrownBy(() -> IdxLayout.qmnist().open(folder, Split.TEST, PublishedHashes.NONE))
          .isInstanceOf(ImageSetException.class)
          .hasMessageContaining("label %d of image 1".formatted(label));
    }
  }

  @Test
  void labelsOfMnistAreNotThoseOfQmnist() {
    qmnist(1, 2);
    IdxBytes.write(
        folder.resolve("qmnist-test-labels-idx2-int.gz"), IdxBytes.gzip(IdxBytes.labels(2, 2)));
    assertThatThrownBy(() -> IdxLayout.qmnist().open(folder, Split.TEST, PublishedHashes.NONE))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("some integers for each image")
        .hasMessageContaining("unsigned bytes in 1 dimension (2)")
        .hasMessageContaining("idx2-int");
  }

  private void emnist(String part, byte... labels) {
    byte[] bytes = IdxBytes.of(labels.length, 0x801, labels.length);
    System.arraycopy(labels, 0, bytes, 8, labels.length);
    IdxBytes.write(folder.resolve("gzip/emnist-" + part + "-test-labels-idx1-ubyte"), bytes);
    IdxBytes.write(
        folder.resolve("gzip/emnist-" + part + "-test-images-idx3-ubyte"),
        IdxBytes.images(labels.length, 2, 2));
  }

  @Test
  void lettersOfEmnistBeginAtOneAndAreTurnedUpright() throws IOException {
    emnist("letters", (byte) 1, (byte) 26);
    emnist("byclass", (byte) 61, (byte) 0);
    try (ImageSource source =
        IdxLayout.emnist("letters", 1, 26).open(folder, Split.TEST, PublishedHashes.NONE)) {
      assertThat(source.labels()).containsExactly(0, 25);
      assertThat(source.map().mapping(26)).isEqualTo("labels 1 to 26 are used as classes 0 to 25");
      assertThat(source.next().pixels()).containsExactly(0, 2, 1, 3);
    }
  }

  @Test
  void aPartOfEmnistHasItsOwnLabelsOnly() {
    emnist("letters", (byte) 1, (byte) 27);
    assertThatThrownBy(
            () -> IdxLayout.emnist("letters", 1, 26).open(folder, Split.TEST, PublishedHashes.NONE))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("label 27 of image 1 is not one of 1 to 26");
  }

  @Test
  void partsOfEmnistMayLieInOneFolder() throws IOException {
    emnist("letters", (byte) 1, (byte) 2);
    emnist("byclass", (byte) 61, (byte) 0);
    try (ImageSource source =
        IdxLayout.emnist("byclass", 0, 62).open(folder, Split.TEST, PublishedHashes.NONE)) {
      assertThat(source.labels()).containsExactly(61, 0);
    }
  }
}
