package org.gpicl.tasks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.tasks.pictures.SetBytes;
import org.gpicl.tasks.source.IdxBytes;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSetsTest {
  @TempDir Path data;

  private ImageLibrary library() {
    return new ImageLibrary(
        data, data.resolve("cache"), true, KnownImageSet.all(), DownloadProgress.SILENT);
  }

  private static ImageSpec colour(String set) {
    return new ImageSpec(set, 32, 3, 4, PixelScale.STANDARDISED, "");
  }

  private void writeEmnist(String part, int first, int classes) {
    for (String split : List.of("train", "test")) {
      byte[] labels = IdxBytes.labels(classes, classes);
      for (int k = 8; k < labels.length; k++) {
        labels[k] += (byte) first;
      }
      String name = "emnist/gzip/emnist-" + part + "-" + split;
      IdxBytes.write(
          data.resolve(name + "-images-idx3-ubyte.gz"),
          IdxBytes.gzip(IdxBytes.images(classes, 28, 28)));
      IdxBytes.write(data.resolve(name + "-labels-idx1-ubyte.gz"), IdxBytes.gzip(labels));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar10/cifar-10-batches-bin", "cifar10", "cifar-10-batches-bin"})
  void cifarIsFoundWhereItsArchiveUnpacksTo(String folder) {
    SetBytes.writeCifar(data.resolve(folder), 4);
    ImageSet images = library().load(colour("cifar10"), Split.TRAIN);
    assertThat(images.count()).isEqualTo(20);
    assertThat(images.features()).isEqualTo(3072);
    // The red plane of the first record, as it is in the file.
    float[] first = new float[3072];
    images.copy(0, first, 0);
    byte[] file = SetBytes.cifar(4, 1);
    double expected = ((file[1] & 0xFF) / 255.0 - images.statistics().mean());
    assertThat(first[0]).isEqualTo((float) (expected / images.statistics().deviation()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"svhn/", ""})
  void svhnIsFoundInItsFolderAndWhereTorchvisionPutsIt(String folder) {
    for (String split : List.of("train", "test")) {
      IdxBytes.write(data.resolve(folder + split + "_32x32.mat"), SetBytes.svhn(20, 32));
    }
    ImageSet images = library().load(colour("svhn"), Split.TEST);
    assertThat(images.count()).isEqualTo(8);
    assertThat(images.label(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"letters, 1, 26", "balanced, 0, 47", "digits, 0, 10", "byclass, 0, 62"})
  void partsOfEmnistHaveAllTheirClasses(String part, int first, int classes) {
    writeEmnist(part, first, classes);
    String set = "emnist-" + part;
    ImageSpec spec = new ImageSpec(set, 28, classes, PixelScale.UNIT);
    assertThat(library().load(spec, Split.TRAIN).count()).isEqualTo(classes);
    assertThatThrownBy(
            () ->
                library().check(new ImageSpec(set, 28, classes + 1, PixelScale.UNIT), Split.TRAIN))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("%s has %d classes".formatted(set, classes));
  }

  @Test
  void ofASetWithMoreClassesTheFirstAreUsed() {
    writeEmnist("byclass", 0, 62);
    ImageSpec trained = new ImageSpec("glyphs", 7, 5, PixelScale.UNIT);
    assertThat(library().load(trained.of("emnist-byclass"), Split.TEST).count()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "emnist-letters, emnist-letters-train-images-idx3-ubyte.gz and, none available for this set",
    "cifar10, cifar-10-binary.tar.gz (or the unpacked files), switched off",
    "svhn, train_32x32.mat into a folder svhn, switched off",
    "qmnist, qmnist-train-images-idx3-ubyte.gz, switched off"
  })
  void aMissingSetIsAnsweredWithTheFilesToPutThere(String set, String files, String downloads) {
    assertThatThrownBy(
            () -> library().check(new ImageSpec(set, 28, 5, PixelScale.UNIT), Split.TRAIN))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining(files)
        .hasMessageContaining("downloads: " + downloads)
        .hasMessageContaining("--data DIR");
    assertThat(library().needsDownload(set)).isEqualTo(!set.startsWith("emnist"));
  }

  @Test
  void theFirstSetsAreWhatTheyWereInEveryList() {
    assertThat(NamedSets.names()).startsWith("mnist", "fashion-mnist", "kmnist");
    assertThat(NamedSets.classes("mnist")).hasValue(10);
    assertThat(NamedSets.classes("emnist-bymerge")).hasValue(47);
    assertThat(NamedSets.classes("images:/x")).isEmpty();
  }

  private void writePictures(String split, int... shades) {
    for (int k = 0; k < shades.length; k++) {
      IdxBytes.write(
          data.resolve("mine")
              .resolve(split)
              .resolve(k % 2 == 0 ? "cat" : "dog")
              .resolve(k + ".png"),
          SetBytes.picture("png", 6, 4, java.awt.image.BufferedImage.TYPE_BYTE_GRAY, shades[k]));
    }
  }

  @Test
  void aFolderOfPicturesIsKnownByWhatItHolds() throws IOException {
    writePictures("train", 1, 2, 3);
    writePictures("test", 3, 4);
    String set = "images:" + data.resolve("mine");
    SetContent content = library().content(set).orElseThrow();
    assertThat(content.sharedWithTraining()).isEqualTo(1);
    assertThat(content.parts().get(Split.TRAIN).images()).isEqualTo(3);
    assertThat(content.parts().get(Split.TEST).columns()).isEqualTo(6);
    assertThat(library().labels(set).mapping(2))
        .isEqualTo("folders cat and dog are used as classes 0 to 1");
    ImageSpec spec = new ImageSpec(set, 4, 1, 2, PixelScale.UNIT, content.sha256());
    assertThat(spec.identity()).isEqualTo("images:sha256:" + content.sha256());
    assertThat(FolderKind.isContent(spec.identity())).isTrue();
    assertThat(library().load(spec, Split.TRAIN).count()).isEqualTo(3);

    Files.delete(data.resolve("mine/train/cat/2.png"));
    assertThatThrownBy(() -> library().load(spec, Split.TRAIN))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("changed or replaced");
  }

  @Test
  void aClassWithoutPicturesInASplitIsNamed() {
    writePictures("train", 1, 2, 3);
    writePictures("test", 3);
    ImageSpec spec = new ImageSpec("images:" + data.resolve("mine"), 4, 2, PixelScale.UNIT);
    assertThatThrownBy(() -> library().check(spec, Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("none of its images has the label dog");
    assertThatThrownBy(() -> library().check(spec.of("images:" + data), Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("the folder test missing from " + data);
  }
}
