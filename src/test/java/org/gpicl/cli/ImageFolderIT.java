package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of images that changes or moves between two runs of a sweep. */
@Tag("full")
class ImageFolderIT {
  @TempDir Path directory;

  private Path home;

  @BeforeEach
  void aSweepIsDone() throws Exception {
    home = directory.resolve("home");
    Path images = Files.createDirectory(directory.resolve("images"));
    write(images, "train", 60, 1);
    write(images, "t10k", 30, 2);
    run("images", "0").mustEndWith(0);
  }

  private static void write(Path folder, String split, int count, long seed) throws IOException {
    byte[] pixels = new byte[count * 16];
    new Random(seed).nextBytes(pixels);
    Files.write(
        folder.resolve(split + "-images-idx3-ubyte"),
        ByteBuffer.allocate(16 + pixels.length)
            .putInt(0x803)
            .putInt(count)
            .putInt(4)
            .putInt(4)
            .put(pixels)
            .array());
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int image = 0; image < count; image++) {
      labels.put((byte) (image % 2));
    }
    Files.write(folder.resolve(split + "-labels-idx1-ubyte"), labels.array());
  }

  private void changeAByte() throws IOException {
    Path file = directory.resolve("images/train-images-idx3-ubyte");
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    Files.write(file, bytes);
  }

  private GpiclProcess run(String folder, String seeds, String... options) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("sweep.yaml"),
            """
            name: folder
            recipe: small
            images: {set: "idx:%s", size: 4, classes: 2}
            models: [mlp]
            tasks: [1]
            hidden: [2]
            seeds: [%s]
            mlp: {steps: 1, maxSamples: 32}
            evaluate: {maxSamples: 32}
            """
                .formatted(folder, seeds));
    String[] arguments = new String[2 + options.length];
    arguments[0] = "run";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return GpiclProcess.startLight(home, arguments);
  }

  private long trainings() throws IOException {
    try (var lines = Files.lines(home.resolve("logs/gpicl.log"))) {
      return lines.filter(line -> line.contains(" continues from step 0 of ")).count();
    }
  }

  @Test
  void changedImagesAreRefusedWithTheDifferenceUntilTheUserAsksForThem() throws Exception {
    changeAByte();

    GpiclProcess refused = run("images", "0, 1").mustEndWith(4);

    assertThat(refused.err())
        .containsPattern("training.images: idx:sha256:\\w+\\.\\.\\. -> idx:sha256:\\w+")
        .contains("--restart-changed");
    assertThat(trainings()).as("nothing was trained on other images").isEqualTo(1);

    run("images", "0, 1", "--restart-changed").mustEndWith(0);

    assertThat(trainings()).as("both seeds, on the new images").isEqualTo(3);
  }

  @Test
  void theSameImagesElsewhereContinueTheSweep() throws Exception {
    Files.move(directory.resolve("images"), directory.resolve("moved"));

    run("moved", "0, 1").mustEndWith(0);

    assertThat(trainings()).as("the new seed only").isEqualTo(2);
  }
}
