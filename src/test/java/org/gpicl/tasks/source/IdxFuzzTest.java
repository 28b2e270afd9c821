package org.gpicl.tasks.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.gpicl.fuzz.BoundedCall;
import org.gpicl.fuzz.Cases;
import org.gpicl.fuzz.Damage;
import org.gpicl.fuzz.FuzzedBytes;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.KnownImageSet;
import org.gpicl.tasks.images.PixelScale;
import org.junit.jupiter.api.Test;

/**
 * Whatever is in a folder of images under the right names, gzipped or not: they are images, or
 * refused. {@code CheckpointFuzzTest} explains how to run this for longer.
 */
class IdxFuzzTest {
  private static final Path FOLDER = Path.of("target", "fuzz", "idx").toAbsolutePath();
  private static final String IMAGES = IdxNames.MNIST.images(Split.TEST);
  private static final String LABELS = IdxNames.MNIST.labels(Split.TEST);

  /** Buffers, and the prepared set; far less than an absurd header claims. */
  private static final long BYTES_AT_LEAST = 8 << 20;

  /** A gzipped byte is a thousand at most. */
  private static final int BYTES_PER_BYTE = 4000;

  private final BoundedCall calls = new BoundedCall();

  /**
   * The two files of a split.
   *
   * @param size pixels a side that are asked for
   */
  record Fuzzed(FuzzedBytes images, FuzzedBytes labels, boolean gzip, int size, int classes) {
    long bytes() {
      return images.bytes().length + labels.bytes().length;
    }

    @Override
    public String toString() {
      return "size "
          + size
          + ", classes "
          + classes
          + "\nimages: "
          + images
          + "\nlabels: "
          + labels;
    }
  }

  private static FuzzedBytes sound(byte[] bytes) {
    return new FuzzedBytes("sound", bytes);
  }

  private static Fuzzed damaged(Random random) {
    int count = random.nextInt(1, 40);
    int classes = random.nextInt(10) == 0 ? 256 : random.nextInt(2, 5);
    FuzzedBytes images =
        sound(IdxBytes.images(count, random.nextInt(1, 12), random.nextInt(1, 12)));
    FuzzedBytes labels = sound(IdxBytes.labels(count, Math.min(classes, count)));
    boolean gzip = random.nextBoolean();
    boolean before = random.nextInt(3) > 0;
    int which = random.nextInt(3);
    if (before) {
      images = which != 1 ? any(images, labels, random) : images;
      labels = which != 0 ? any(labels, images, random) : labels;
    }
    if (gzip) {
      images = gzip(images, random);
      labels = gzip(labels, random);
    }
    if (!before) {
      images = which != 1 ? any(images, labels, random) : images;
      labels = which != 0 ? any(labels, images, random) : labels;
    }
    return new Fuzzed(images, labels, gzip, random.nextInt(1, 29), classes);
  }

  private static FuzzedBytes any(FuzzedBytes bytes, FuzzedBytes other, Random random) {
    return random.nextInt(20) == 0
        ? Damage.noise(random, 2000)
        : Damage.of(bytes.bytes(), other.bytes(), random);
  }

  /** In one member or several, which RFC 1952 allows. */
  private static FuzzedBytes gzip(FuzzedBytes plain, Random random) {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    int count = random.nextInt(4) == 0 ? random.nextInt(2, 6) : 1;
    int at = 0;
    for (int k = 0; k < count; k++) {
      int left = plain.bytes().length - at;
      int size = k == count - 1 ? left : random.nextInt(left + 1);
      byte[] part = new byte[size];
      System.arraycopy(plain.bytes(), at, part, 0, size);
      members.writeBytes(IdxBytes.gzip(part));
      at += size;
    }
    return new FuzzedBytes(plain.made() + ", gzipped in " + count, members.toByteArray());
  }

  @Test
  void damagedImagesAreRefusedOrAllThere() {
    Cases.of(21, 250).each(IdxFuzzTest::damaged, this::isRefusedOrAllThere);
  }

  private void isRefusedOrAllThere(Fuzzed fuzzed) throws IOException {
    write(fuzzed);
    ImageSpec spec =
        new ImageSpec("idx:" + FOLDER, fuzzed.size(), fuzzed.classes(), PixelScale.STANDARDISED);
    calls
        .of(() -> load(spec))
        .isAValueOr(ImageSetException.class)
        .tookAtMost(BYTES_AT_LEAST + BYTES_PER_BYTE * fuzzed.bytes());
  }

  @Test
  void filesThatAreAcceptedHoldWhatTheirHeadersSay() {
    Cases.of(22, 250).each(IdxFuzzTest::damaged, this::holdsWhatItsHeadersSayOrIsRefused);
  }

  private void holdsWhatItsHeadersSayOrIsRefused(Fuzzed fuzzed) throws IOException {
    write(fuzzed);
    var read =
        calls
            .of(IdxFuzzTest::readAll)
            .isAValueOr(ImageSetException.class)
            .tookAtMost(BYTES_AT_LEAST + BYTES_PER_BYTE * fuzzed.bytes())
            .value();
    if (read.isPresent()) {
      byte[] images = unpacked(fuzzed.images().bytes());
      byte[] labels = unpacked(fuzzed.labels().bytes());
      IdxImages source = read.get();
      assertThat(images).hasSize(16 + source.count() * source.rows() * source.columns());
      assertThat(labels).hasSize(8 + source.count()).endsWith(source.labels());
    }
  }

  /** Java's reader calls itself for every member that is empty. */
  @Test
  void gzipMembersThatHoldNothingAreRefusedHoweverManyThereAre() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    byte[] nothing = IdxBytes.gzip(new byte[0]);
    for (int k = 0; k < 200_000; k++) {
      members.writeBytes(nothing);
    }
    members.writeBytes(IdxBytes.gzip(IdxBytes.images(3, 2, 2)));
    write(new Fuzzed(sound(members.toByteArray()), sound(IdxBytes.labels(3, 3)), true, 2, 3));

    assertThat(calls.of(IdxFuzzTest::readAll).isAValueOr(ImageSetException.class).thrown())
        .hasValueSatisfying(
            refused ->
                assertThat(refused)
                    .hasMessageContaining(IMAGES)
                    .hasMessageContaining("gzip data is damaged"));
  }

  private static void write(Fuzzed fuzzed) throws IOException {
    for (String name : List.of(IMAGES, LABELS)) {
      Files.deleteIfExists(FOLDER.resolve(name));
      Files.deleteIfExists(FOLDER.resolve(name + ".gz"));
    }
    String ending = fuzzed.gzip() ? ".gz" : "";
    IdxBytes.write(FOLDER.resolve(IMAGES + ending), fuzzed.images().bytes());
    IdxBytes.write(FOLDER.resolve(LABELS + ending), fuzzed.labels().bytes());
  }

  private static ImageSet load(ImageSpec spec) {
    ImageLibrary library =
        new ImageLibrary(null, FOLDER, true, KnownImageSet.all(), DownloadProgress.SILENT);
    library.check(spec, Split.TEST);
    return library.load(spec, Split.TEST);
  }

  private static IdxImages readAll() {
    ImageFolder.Pair files =
        new ImageFolder(FOLDER, IdxNames.MNIST).files(Split.TEST).orElseThrow();
    try (IdxImages source =
        new IdxImages(
            files, Split.TEST, IdxNames.MNIST, LabelMap.upTo(256), PublishedHashes.NONE)) {
      for (int k = 0; k < source.count(); k++) {
        source.next();
      }
      source.finish();
      return source;
    }
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    boolean gzip = bytes.length > 1 && bytes[0] == 0x1F && (bytes[1] & 0xFF) == 0x8B;
    return gzip ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes;
  }
}
