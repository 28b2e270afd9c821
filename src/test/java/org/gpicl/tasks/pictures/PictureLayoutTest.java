package org.gpicl.tasks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.gpicl.tasks.source.IdxBytes;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.Picture;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureLayoutTest {
  private static final int RGB = BufferedImage.TYPE_INT_RGB;
  private static final int GREY = BufferedImage.TYPE_BYTE_GRAY;

  private final PictureLayout layout = new PictureLayout();

  @TempDir Path folder;

  private Path put(String file, byte[] bytes) {
    return IdxBytes.write(folder.resolve("test").resolve(file), bytes);
  }

  private ImageSource open() {
    return layout.open(folder, Split.TEST, PublishedHashes.NONE);
  }

  private Picture only(byte[] bytes) throws IOException {
    put("class/picture", bytes);
    try (ImageSource source = open()) {
      return source.next();
    }
  }

  private String sha256() throws IOException {
    try (ImageSource source = open()) {
      for (int k = 0; k < source.labels().length; k++) {
        source.next();
      }
      return source.finish().sha256();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp", "jpg"})
  void everyFormatIsReadByWhatItIsAndNotByItsName(String format) throws IOException {
    Picture picture = only(SetBytes.picture(format, 9, 5, RGB, 0xFF8000));
    assertThat(picture.columns()).isEqualTo(9);
    assertThat(picture.rows()).isEqualTo(5);
    assertThat(picture.channels()).isEqualTo(3);
    assertThat(picture.pixels()[0] & 0xFF).isBetween(253, 255);
    assertThat(picture.pixels()[45] & 0xFF).isBetween(126, 130);
    assertThat(picture.pixels()[90] & 0xFF).isBetween(0, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "jpg"})
  void greyStaysAsDarkAsItIs(String format) throws IOException {
    Picture picture = only(SetBytes.picture(format, 4, 4, GREY, 100));
    assertThat(picture.pixels()[0] & 0xFF).isBetween(99, 101);
  }

  @Test
  void classesAreInTheOrderOfTheirNamesAndNumbersInThatOfTheirValues() throws IOException {
    for (String name : new String[] {"10", "9", "b", "B", "a"}) {
      put(name + "/1.png", SetBytes.picture("png", 2, 2, GREY, 1));
    }
    IdxBytes.write(folder.resolve("train/zebra/1.png"), SetBytes.picture("png", 2, 2, GREY, 1));
    assertThat(open().map().mapping(6))
        .isEqualTo("folders 9, 10, B, a, b and zebra are used as classes 0 to 5");
    assertThat(open().labels()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void hiddenFilesAreNoPictures() throws IOException {
    put("a/1.png", SetBytes.picture("png", 2, 2, GREY, 1));
    put("a/.DS_Store", new byte[] {1});
    put("a/Thumbs.db", new byte[] {1});
    Files.createDirectories(folder.resolve("test/.cache"));
    assertThat(open().labels()).containsExactly(0);
  }

  @Test
  void theSamePicturesAreKnownHoweverTheyArePackedAndCalled() throws IOException {
    put("a/1.png", SetBytes.picture("png", 3, 3, RGB, 0x102030));
    put("b/x.png", SetBytes.picture("png", 3, 3, RGB, 0x405060));
    String before = sha256();
    Files.delete(folder.resolve("test/a/1.png"));
    put("a/other.bmp", SetBytes.picture("bmp", 3, 3, RGB, 0x102030));
    assertThat(sha256()).isEqualTo(before);
    put("a/other.bmp", SetBytes.picture("bmp", 3, 3, RGB, 0x102031));
    assertThat(sha256()).isNotEqualTo(before);
    Files.move(folder.resolve("test/b"), folder.resolve("test/c"));
    assertThat(sha256()).isNotEqualTo(before);
  }

  private void assertRefused(byte[] bytes, String... what) {
    Path file = put("class/picture", bytes);
    assertThatThrownBy(() -> open().next())
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining(file.toString())
        .satisfies(e -> assertThat(e.getMessage()).contains(what));
  }

  @Test
  void whatIsNoPictureIsCalledWhatItIs() {
    assertRefused("PK\3\4...".getBytes(), "not a PNG, JPEG, GIF or BMP picture", "a zip archive");
    assertRefused("hello".getBytes(), "a text file");
    assertRefused(new byte[0], "empty");
    assertRefused(new byte[] {1, 2, 3, -4}, "not a PNG, JPEG, GIF or BMP picture");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp", "jpg"})
  void aPictureThatIsCutOffIsRefusedWhereverItEnds(String format) {
    byte[] sound = SetBytes.picture(format, 40, 40, RGB, 0x123456);
    for (int length : new int[] {sound.length / 4, sound.length / 2, sound.length - 30}) {
      assertRefused(Arrays.copyOf(sound, length), "Replace the picture with a sound one");
    }
  }

  @Test
  void aHeaderThatClaimsFarTooMuchIsNotBelieved() {
    assertRefused(claiming(100_000, 100_000), "claims 100000 x 100000 pixels", "4096");
    assertRefused(claiming(4000, 4000), "claims 4000 x 4000 pixels", "more than its");
  }

  /** A PNG whose header is changed. */
  private static byte[] claiming(int width, int height) {
    byte[] png = SetBytes.picture("png", 2, 2, GREY, 7);
    ByteBuffer bytes = ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    CRC32 check = new CRC32();
    check.update(png, 12, 17);
    bytes.putInt(29, (int) check.getValue());
    return png;
  }

  @Test
  void aFileBesideTheClassFoldersIsNotPassedOver() {
    put("a/1.png", SetBytes.picture("png", 2, 2, GREY, 1));
    Path stray = put("stray.png", SetBytes.picture("png", 2, 2, GREY, 1));
    assertThatThrownBy(this::open)
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining(stray.toString())
        .hasMessageContaining("a folder for each class");
  }

  @Test
  void aFolderInAClassFolderIsNamed() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("test/a/inner"));
    assertThatThrownBy(() -> open().next())
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining(inner.toString());
  }

  @Test
  void aSplitWithoutPicturesIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("test/a"));
    assertThatThrownBy(this::open)
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("no folder with pictures");
  }
}
