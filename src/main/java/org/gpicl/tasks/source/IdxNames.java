package org.gpicl.tasks.source;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What the IDX files of a set are called at their source.
 *
 * @param set what all names begin with, such as {@code emnist-letters-}; empty for MNIST's own
 *     names, in front of which anything may be
 * @param test the word for the test split
 * @param labels how the names of label files end
 */
record IdxNames(String set, String test, String labels) {
  /** MNIST's, which most sets like it have. */
  static final IdxNames MNIST = new IdxNames("", "t10k", "labels-idx1-ubyte");

  /** QMNIST's, whose labels are several integers for each image. */
  static final IdxNames QMNIST = new IdxNames("qmnist-", "test", "labels-idx2-int");

  /** Those of a part of EMNIST. */
  static IdxNames emnist(String part) {
    return new IdxNames("emnist-" + part + "-", "test", "labels-idx1-ubyte");
  }

  /** The file name of a split's images, without .gz. */
  String images(Split split) {
    return stem(split) + "images-idx3-ubyte";
  }

  /** The file name of a split's labels, without .gz. */
  String labels(Split split) {
    return stem(split) + labels;
  }

  /** Opens a file of labels. */
  IdxFile labelFile(Path file) {
    return labels.endsWith("idx2-int") ? IdxFile.manyLabels(file) : IdxFile.labels(file);
  }

  private String stem(Split split) {
    return set + (split == Split.TRAIN ? "train" : test) + "-";
  }

  /**
   * Such as {@code emnist-letters-test-images.idx3-ubyte.gz} for {@code t10k-images-idx3-ubyte}.
   */
  Pattern spellings(String name) {
    String spelled = name.replace("t10k", "(t10k|test)").replace("-idx", "[-.]idx");
    return Pattern.compile(
        (set.isEmpty() ? "([^.].*[-_])?" : "") + spelled + "(\\.gz)?", Pattern.CASE_INSENSITIVE);
  }
}
