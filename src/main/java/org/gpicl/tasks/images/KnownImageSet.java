package org.gpicl.tasks.images;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gpicl.tasks.pictures.CifarLayout;
import org.gpicl.tasks.pictures.SvhnLayout;
import org.gpicl.tasks.source.IdxLayout;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.SetLayout;

/**
 * An image set that others published.
 *
 * @param name its name in the sweep file, which is also the name of its folder
 * @param classes the number of its classes
 * @param images how many there are in both splits
 * @param layout which files it has
 * @param folders other folders that its files may be in
 * @param mirrors base addresses of its files, each ending in a slash, tried in order; none if it
 *     has to be fetched by hand
 * @param hashes the published hashes of its files
 */
public record KnownImageSet(
    String name,
    int classes,
    int images,
    SetLayout layout,
    List<Path> folders,
    List<URI> mirrors,
    PublishedHashes hashes) {

  public KnownImageSet {
    folders = List.copyOf(folders);
    mirrors = List.copyOf(mirrors);
  }

  /** A set like MNIST. */
  public KnownImageSet(String name, String torchvision, List<URI> mirrors, PublishedHashes hashes) {
    this(
        name,
        10,
        70_000,
        IdxLayout.likeMnist(),
        List.of(Path.of(torchvision, "raw")),
        mirrors,
        hashes);
  }

  /** All of them, at their public mirrors. */
  public static List<KnownImageSet> all() {
    return List.of(
        new KnownImageSet(
            "mnist",
            "MNIST",
            List.of(
                URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
            new PublishedHashes(
                files(
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
                files(
                    "f68b3c2dcbeaaa9fbdd348bbdeb94873",
                    "d53e105ee54ea40749a09fcbcd1e9432",
                    "9fb629c4189551a2d022fa330f9573f3",
                    "ec29112dd5afa0611ce80d1b7f02629c"))),
        new KnownImageSet(
            "fashion-mnist",
            "FashionMNIST",
            List.of(URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
            new PublishedHashes(
                Map.of(),
                files(
                    "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                    "25c81989df183df01b3e8a0aad5dffbe",
                    "bef4ecab320f06d8554ea6380940ec79",
                    "bb300cfdad3c16e7a12a480ee83cd310"))),
        new KnownImageSet(
            "kmnist",
            "KMNIST",
            List.of(URI.create("http://codh.rois.ac.jp/kmnist/dataset/kmnist/")),
            new PublishedHashes(
                Map.of(),
                files(
                    "bdb82020997e1d708af4cf47b453dcf7",
                    "e144d726b3acfaa3e44228e80efcd344",
                    "5c965bf0a639b31b8f53240b1b52f4d7",
                    "7320c461ea6c1c855c0b718fb2a4b134"))),
        new KnownImageSet(
            "qmnist",
            10,
            120_000,
            IdxLayout.qmnist(),
            List.of(Path.of("QMNIST", "raw")),
            List.of(
                URI.create("https://raw.githubusercontent.com/facebookresearch/qmnist/master/")),
            new PublishedHashes(
                Map.of(),
                Map.of(
                    "qmnist-train-images-idx3-ubyte", "ed72d4157d28c017586c42bc6afe6370",
                    "qmnist-train-labels-idx2-int", "0058f8dd561b90ffdd0f734c6a30e5e4",
                    "qmnist-test-images-idx3-ubyte", "1394631089c404de565df7b7aeaf9412",
                    "qmnist-test-labels-idx2-int", "5b5b05890a5e13444e108efe57b788aa"))),
        emnist("letters", 1, 26, 145_600),
        emnist("balanced", 0, 47, 131_600),
        emnist("digits", 0, 10, 280_000),
        emnist("byclass", 0, 62, 814_255),
        emnist("bymerge", 0, 47, 814_255),
        new KnownImageSet(
            "cifar10",
            10,
            60_000,
            new CifarLayout(),
            List.of(Path.of("")),
            List.of(URI.create("https://www.cs.toronto.edu/~kriz/")),
            new PublishedHashes(
                Map.of(), Map.of("cifar-10-binary.tar", "c32a1d4ab5d03f1284b67883e8d87530"))),
        new KnownImageSet(
            "svhn",
            10,
            99_289,
            new SvhnLayout(),
            List.of(Path.of("")),
            List.of(URI.create("http://ufldl.stanford.edu/housenumbers/")),
            new PublishedHashes(
                Map.of(),
                Map.of(
                    "train_32x32.mat", "e26dedcc434d2e4c54c9b2d4a06d8373",
                    "test_32x32.mat", "eb5a983be6a315427106f1b164d9cef3"))));
  }

  /** A part of EMNIST, whose files are published only in one archive with all parts. */
  private static KnownImageSet emnist(String part, int first, int classes, int images) {
    return new KnownImageSet(
        "emnist-" + part,
        classes,
        images,
        IdxLayout.emnist(part, first, classes),
        List.of(Path.of("emnist"), Path.of("EMNIST", "raw")),
        List.of(),
        PublishedHashes.NONE);
  }

  private static Map<String, String> files(
      String trainImages, String trainLabels, String testImages, String testLabels) {
    return Map.of(
        "train-images-idx3-ubyte", trainImages,
        "train-labels-idx1-ubyte", trainLabels,
        "t10k-images-idx3-ubyte", testImages,
        "t10k-labels-idx1-ubyte", testLabels);
  }
}
