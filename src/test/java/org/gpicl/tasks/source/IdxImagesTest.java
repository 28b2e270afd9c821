package org.gpicl.tasks.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxImagesTest {
  @TempDir Path folder;

  private Path images(byte[] bytes) {
    return IdxBytes.write(folder.resolve("t10k-images-idx3-ubyte"), bytes);
  }

  private Path labels(byte[] bytes) {
    return IdxBytes.write(folder.resolve("t10k-labels-idx1-ubyte"), bytes);
  }

  private static IdxImages open(Path images, Path labels, int classes) {
    return new IdxImages(
        new ImageFolder.Pair(images, labels),
        Split.TEST,
        IdxNames.MNIST,
        LabelMap.upTo(classes),
        PublishedHashes.NONE);
  }

  /** Reads everything there is. */
  private static IdxImages readAll(Path images, Path labels) {
    try (IdxImages source = open(images, labels, 10)) {
      for (int k = 0; k < source.count(); k++) {
        source.next();
      }
      source.finish();
      return source;
    }
  }

  private void assertRefused(byte[] images, byte[] labels, String file, String... defect) {
    assertThatThrownBy(() -> readAll(images(images), labels(labels)))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining(folder.resolve(file).toString())
        .hasMessageContaining("sound copy")
        .satisfies(e -> assertThat(e.getMessage()).contains(defect));
  }

  @Test
  void plainAndGzippedFilesAreReadAlike() throws IOException {
    byte[] images = IdxBytes.images(6, 2, 3);
    byte[] labels = IdxBytes.labels(6, 3);
    for (boolean gzip : new boolean[] {false, true}) {
      try (IdxImages source =
          open(
              images(gzip ? IdxBytes.gzip(images) : images),
              labels(gzip ? IdxBytes.gzip(labels) : labels),
              3)) {
        assertThat(source.count()).isEqualTo(6);
        assertThat(source.rows()).isEqualTo(2);
        assertThat(source.columns()).isEqualTo(3);
        assertThat(source.labels()).containsExactly(0, 1, 2, 0, 1, 2);
        source.next();
        assertThat(source.next().pixels()).containsExactly(6, 7, 8, 9, 10, 11);
        for (int k = 2; k < 6; k++) {
          source.next();
        }
        assertThat(source.finish().verification()).isEqualTo(Verification.UNVERIFIED);
      }
    }
  }

  private void assertCalled(byte[] images, byte[] labels, String... what) {
    assertThatThrownBy(() -> readAll(images(images), labels(labels)))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining(folder.toString())
        .satisfies(e -> assertThat(e.getMessage()).contains(what));
  }

  @Test
  void aFileOfSomethingElseIsCalledWhatItIs() {
    byte[] images = IdxBytes.images(6, 2, 2);
    byte[] labels = IdxBytes.labels(6, 3);
    assertCalled("<!DOCTYPE html>".getBytes(), labels, "a web page");
    assertCalled(
        "version https://git-lfs.github.com/spec/v1\noid ".getBytes(),
        labels,
        "a Git LFS pointer",
        "git lfs pull");
    assertCalled(IdxBytes.gzip(IdxBytes.gzip(images)), labels, "packed with gzip once more");
    assertCalled(labels, labels, "unsigned bytes in 1 dimension (6)", "confused");
    assertCalled(
        images, IdxBytes.of(192, 0xC02, 6, 8), "32-bit integers in 2 dimensions (6 x 8)", "QMNIST");
    assertCalled(IdxBytes.of(48, 0x804, 6, 3, 2, 2), labels, "in 4 dimensions (6 x 3 x 2 x 2)");
    assertCalled(IdxBytes.of(96, 0xD03, 6, 2, 2), labels, "32-bit floats");
    assertCalled("PK\3\4...".getBytes(), labels, "a zip archive");
    assertRefused(new byte[] {2, 9, 9, 9, 9}, labels, "t10k-images-idx3-ubyte", "begins with");
  }

  @Test
  void zerosBehindGzipDataArePaddingAndAnythingElseIsRefusedOnEveryJdk() {
    byte[] gzip = IdxBytes.gzip(IdxBytes.images(6, 2, 2));
    byte[] padded = Arrays.copyOf(gzip, gzip.length + 500);
    readAll(images(padded), labels(IdxBytes.labels(6, 3)));
    padded[padded.length - 1] = 1;
    assertRefused(padded, IdxBytes.labels(6, 3), "t10k-images-idx3-ubyte", "follow its end");
    byte[] text = Arrays.copyOf(gzip, gzip.length + 1);
    text[gzip.length] = 'x';
    assertRefused(text, IdxBytes.labels(6, 3), "t10k-images-idx3-ubyte", "follow its end");
  }

  @Test
  void aTruncatedFileIsRefusedByName() {
    byte[] images = IdxBytes.images(6, 2, 2);
    byte[] labels = IdxBytes.labels(6, 3);
    for (int length : new int[] {3, 15, 16, images.length - 1}) {
      assertRefused(Arrays.copyOf(images, length), labels, "t10k-images-idx3-ubyte", "too early");
    }
    assertRefused(
        images, Arrays.copyOf(labels, labels.length - 1), "t10k-labels-idx1-ubyte", "too early");
    byte[] gzip = IdxBytes.gzip(images);
    for (int length : new int[] {3, gzip.length / 2, gzip.length - 1}) {
      assertRefused(Arrays.copyOf(gzip, length), labels, "t10k-images-idx3-ubyte", "too early");
    }
  }

  @Test
  void damagedGzipDataIsRefusedByName() {
    byte[] gzip = IdxBytes.gzip(IdxBytes.images(6, 2, 2));
    gzip[gzip.length - 6] ^= 1; // in the checksum
    assertRefused(gzip, IdxBytes.labels(6, 3), "t10k-images-idx3-ubyte", "gzip data is damaged");
  }

  @Test
  void bytesBeyondTheEndAreRefusedByName() {
    byte[] images = IdxBytes.images(6, 2, 2);
    byte[] labels = IdxBytes.labels(6, 3);
    assertRefused(
        Arrays.copyOf(images, images.length + 1), labels, "t10k-images-idx3-ubyte", "more data");
    assertRefused(
        images, Arrays.copyOf(labels, labels.length + 1), "t10k-labels-idx1-ubyte", "more data");
  }

  @Test
  void absurdDimensionsAreRefusedBeforeMemoryIsTaken() {
    byte[] labels = IdxBytes.labels(6, 3);
    for (int count : new int[] {-1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertRefused(
          IdxBytes.of(0, 0x803, count, 28, 28), labels, "t10k-images-idx3-ubyte", "header claims");
      assertRefused(
          IdxBytes.images(6, 2, 2),
          IdxBytes.of(0, 0x801, count),
          "t10k-labels-idx1-ubyte",
          "header claims");
    }
    assertRefused(
        IdxBytes.of(0, 0x803, 6, 100_000, 28), labels, "t10k-images-idx3-ubyte", "header claims");
    assertRefused(
        IdxBytes.of(0, 0x803, 6, 28, -28), labels, "t10k-images-idx3-ubyte", "header claims");
  }

  @Test
  void labelsThatAreClaimedButNotThereTakeNoMemory() {
    int claimed = 1 << 26;
    assertRefused(
        IdxBytes.of(10, 0x803, claimed, 28, 28),
        IdxBytes.of(10, 0x801, claimed),
        "t10k-labels-idx1-ubyte",
        "too early");
  }

  /** Of 28 x 28 pixels it is the pixels that need it, of many classes the lists of images. */
  @ParameterizedTest
  @CsvSource({"28, 2, 22", "1, 256, 26"})
  void imagesThatWouldNotFitIntoMemoryAreRefusedBeforeTheyAreRead(int size, int classes, int log2)
      throws IOException {
    int claimed = 1 << log2;
    Path bomb = folder.resolve("t10k-labels-idx1-ubyte");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write(IdxBytes.of(0, 0x801, claimed));
      byte[] some = new byte[1 << 16];
      for (int k = 0; k < claimed >> 16; k++) {
        Arrays.fill(some, (byte) (k % classes));
        out.write(some);
      }
    }
    images(IdxBytes.of(10, 0x803, claimed, 28, 28));
    ImageSpec spec = new ImageSpec("idx:" + folder, size, classes, PixelScale.UNIT);
    assertThatThrownBy(() -> TestData.library().load(spec, Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("idx:" + folder)
        .hasMessageContaining("-Xmx");
  }

  @Test
  void differentCountsOfImagesAndLabelsAreRefused() {
    assertRefused(
        IdxBytes.images(6, 2, 2),
        IdxBytes.labels(7, 3),
        "t10k-labels-idx1-ubyte",
        "7 labels",
        "6 images");
  }

  @Test
  void aLabelOutOfRangeIsRefused() {
    assertRefused(
        IdxBytes.images(20, 2, 2),
        IdxBytes.labels(20, 12),
        "t10k-labels-idx1-ubyte",
        "label 10 of image 10",
        "0 to 9");
  }
}
