package org.gpicl.tasks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
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

class CifarLayoutTest {
  private final CifarLayout layout = new CifarLayout();

  @TempDir Path folder;

  private String readAll(Split split, PublishedHashes hashes, Verification verification)
      throws IOException {
    try (ImageSource source = layout.open(folder, split, hashes)) {
      for (int k = 0; k < source.labels().length; k++) {
        source.next();
      }
      assertThat(source.finish().verification()).isEqualTo(verification);
      return source.finish().sha256();
    }
  }

  /** In the order of the published archive, which is not that of the numbers. */
  private static byte[] archive() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("data_batch_1.bin", SetBytes.cifar(4, 1));
    files.put("batches.meta.txt", "airplane\n".getBytes());
    files.put("data_batch_3.bin", SetBytes.cifar(4, 3));
    files.put("test_batch.bin", SetBytes.cifar(4, 6));
    for (int batch : List.of(5, 4, 2)) {
      files.put("data_batch_" + batch + ".bin", SetBytes.cifar(4, batch));
    }
    return IdxBytes.gzip(SetBytes.tar(files));
  }

  @Test
  void aRecordIsItsLabelAndItsRedGreenAndBluePlane() throws IOException {
    SetBytes.writeCifar(folder, 3);
    try (ImageSource source = layout.open(folder, Split.TRAIN, PublishedHashes.NONE)) {
      assertThat(source.labels()).startsWith(0, 1, 2, 0).hasSize(15);
      source.next();
      Picture second = source.next();
      assertThat(second.rows()).isEqualTo(32);
      assertThat(second.channels()).isEqualTo(3);
      byte[] file = SetBytes.cifar(3, 1);
      assertThat(second.pixels()).hasSize(3072).startsWith(file[3074], file[3075]);
      assertThat(second.pixels()).endsWith(file[2 * 3073 - 1]);
    }
  }

  @Test
  void theArchiveHoldsTheSameAsTheFilesFromIt() throws IOException {
    SetBytes.writeCifar(folder.resolve("cifar-10-batches-bin"), 4);
    String unpacked = readAll(Split.TRAIN, PublishedHashes.NONE, Verification.UNVERIFIED);
    for (Path file : Files.list(folder.resolve("cifar-10-batches-bin")).toList()) {
      Files.delete(file);
    }
    IdxBytes.write(folder.resolve("cifar-10-binary.tar.gz"), archive());
    String md5 = HexFormat.of().formatHex(Digests.md5().digest(archive()));
    PublishedHashes published = new PublishedHashes(Map.of(), Map.of("cifar-10-binary.tar", md5));

    assertThat(readAll(Split.TRAIN, published, Verification.VERIFIED)).isEqualTo(unpacked);
    readAll(Split.TEST, PublishedHashes.NONE, Verification.UNVERIFIED);
  }

  @Test
  void aSplitIsThereOnlyWithAllItsFiles() throws IOException {
    SetBytes.writeCifar(folder, 1);
    Files.delete(folder.resolve("data_batch_4.bin"));
    assertThat(layout.missing(folder, Split.TRAIN)).containsExactly("cifar-10-binary.tar.gz");
    assertThat(layout.missing(folder, Split.TEST)).isEmpty();
  }

  private void assertRefused(String file, byte[] bytes, String... what) {
    IdxBytes.write(folder.resolve(file), bytes);
    assertThatThrownBy(() -> readAll(Split.TEST, PublishedHashes.NONE, Verification.UNVERIFIED))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining(folder.resolve(file).toString())
        .satisfies(e -> assertThat(e.getMessage()).contains(what));
  }

  @Test
  void damagedBatchesAreRefused() {
    assertRefused("test_batch.bin", new byte[0], "holds 0 bytes");
    assertRefused("test_batch.bin", new byte[3072], "3,072 bytes", "whole images of 3,073");
    byte[] label = SetBytes.cifar(2, 1);
    label[3073] = 10;
    assertRefused("test_batch.bin", label, "label 10 at image 1", "0 to 9");
  }

  @Test
  void damagedArchivesAreRefused() {
    byte[] sound = archive();
    String name = "cifar-10-binary.tar.gz";
    assertRefused(name, java.util.Arrays.copyOf(sound, sound.length / 2), "ends too early");
    assertRefused(name, IdxBytes.gzip(new byte[1024]), "there is no test_batch.bin in it");
    assertRefused(name, IdxBytes.gzip("no tar ".repeat(200).getBytes()), "tar archive is damaged");
    assertRefused(name, new byte[0], "ends too early");
  }
}
