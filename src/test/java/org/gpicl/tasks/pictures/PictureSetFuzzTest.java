package org.gpicl.tasks.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gpicl.fuzz.BoundedCall;
import org.gpicl.fuzz.Cases;
import org.gpicl.fuzz.Damage;
import org.gpicl.fuzz.FuzzedBytes;
import org.gpicl.tasks.source.IdxBytes;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.Picture;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.SetLayout;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Test;

/**
 * Whatever is in a folder of CIFAR-10, of SVHN or of pictures: it is images, or refused. {@code
 * CheckpointFuzzTest} explains how to run this for longer.
 */
class PictureSetFuzzTest {
  private static final Path FOLDER = Path.of("target", "fuzz", "pictures").toAbsolutePath();
  private static final List<String> FORMATS = List.of("png", "gif", "bmp", "jpg");

  /** Buffers, tables of the readers of pictures, and a few batches. */
  private static final long BYTES_AT_LEAST = 48 << 20;

  /** A deflated byte is a thousand at most, and some of that is held twice. */
  private static final int BYTES_PER_BYTE = 4000;

  /** A pixel that a byte may claim is four bytes while it is decoded, and three afterwards. */
  private static final int BYTES_PER_BYTE_OF_A_PICTURE = 160_000;

  private final BoundedCall calls = new BoundedCall();

  private void isRefusedOrImages(
      SetLayout layout, String file, FuzzedBytes fuzzed, int bytesPerByte) throws IOException {
    IdxBytes.write(FOLDER.resolve(file), fuzzed.bytes());
    calls
        .of(() -> readAll(layout))
        .isAValueOr(ImageSetException.class)
        .tookAtMost(BYTES_AT_LEAST + (long) bytesPerByte * fuzzed.bytes().length);
  }

  private static int readAll(SetLayout layout) throws IOException {
    try (ImageSource source = layout.open(FOLDER, Split.TEST, PublishedHashes.NONE)) {
      int count = source.labels().length;
      for (int k = 0; k < count; k++) {
        Picture picture = source.next();
        assertThat(picture.pixels())
            .hasSize(picture.channels() * picture.rows() * picture.columns());
      }
      source.finish();
      return count;
    }
  }

  private static FuzzedBytes any(byte[] sound, byte[] other, Random random) {
    return random.nextInt(20) == 0 ? Damage.noise(random, 2000) : Damage.of(sound, other, random);
  }

  private static byte[] archive(Random random) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("readme.html", "<html>".getBytes());
    files.put("test_batch.bin", SetBytes.cifar(random.nextInt(1, 4), random.nextInt()));
    return SetBytes.tar(files);
  }

  private static FuzzedBytes damagedArchive(Random random) {
    byte[] sound = archive(random);
    if (random.nextBoolean()) {
      FuzzedBytes damaged = any(sound, archive(random), random);
      return new FuzzedBytes(damaged.made() + ", gzipped", IdxBytes.gzip(damaged.bytes()));
    }
    return any(IdxBytes.gzip(sound), sound, random);
  }

  @Test
  void damagedArchivesAreRefusedOrImages() throws IOException {
    Files.deleteIfExists(FOLDER.resolve("test_batch.bin"));
    Cases.of(41, 150)
        .each(
            PictureSetFuzzTest::damagedArchive,
            fuzzed ->
                isRefusedOrImages(
                    new CifarLayout(), "cifar-10-binary.tar.gz", fuzzed, BYTES_PER_BYTE));
  }

  private static FuzzedBytes damagedMatlab(Random random) {
    return any(
        SetBytes.svhn(random.nextInt(1, 12), random.nextInt(1, 8)),
        SetBytes.svhn(random.nextInt(1, 3), 2),
        random);
  }

  @Test
  void damagedMatlabFilesAreRefusedOrImages() {
    Cases.of(42, 150)
        .each(
            PictureSetFuzzTest::damagedMatlab,
            fuzzed ->
                isRefusedOrImages(new SvhnLayout(), "test_32x32.mat", fuzzed, BYTES_PER_BYTE));
  }

  private static byte[] picture(Random random) {
    int type = random.nextBoolean() ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    return SetBytes.picture(
        FORMATS.get(random.nextInt(FORMATS.size())),
        random.nextInt(1, 40),
        random.nextInt(1, 40),
        type,
        random.nextInt());
  }

  @Test
  void damagedPicturesAreRefusedOrImages() {
    Cases.of(43, 200)
        .each(
            random -> any(picture(random), picture(random), random),
            fuzzed ->
                isRefusedOrImages(
                    new PictureLayout(), "test/class/1.png", fuzzed, BYTES_PER_BYTE_OF_A_PICTURE));
  }

  @Test
  void aPictureThatIsCutOffIsRefusedUnlessAllItsPixelsAreThere() {
    Cases.of(44, 100).each(this::isRefusedOrTheSame);
  }

  private void isRefusedOrTheSame(Random random) throws IOException {
    byte[] sound = picture(random);
    Path file = FOLDER.resolve("test/class/1.png");
    byte[] pixels = new PictureFile(IdxBytes.write(file, sound), (byte) 0).read().pixels();
    IdxBytes.write(file, java.util.Arrays.copyOf(sound, random.nextInt(sound.length)));
    calls
        .of(() -> new PictureFile(file, (byte) 0).read())
        .isAValueOr(ImageSetException.class)
        .value()
        .ifPresent(cut -> assertThat(cut.pixels()).isEqualTo(pixels));
  }
}
