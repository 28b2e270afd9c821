package org.gpicl.tasks.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder that holds the IDX files of one image set, each plain or gzipped.
 *
 * @param path the folder
 */
record ImageFolder(Path path) {

  /** The file name of a split's images, without .gz. */
  static String images(Split split) {
    return stem(split) + "-images-idx3-ubyte";
  }

  /** The file name of a split's labels, without .gz. */
  static String labels(Split split) {
    return stem(split) + "-labels-idx1-ubyte";
  }

  private static String stem(Split split) {
    return split == Split.TRAIN ? "train" : "t10k";
  }

  /** The name of a file without .gz. */
  static String plainName(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  /** The files of a split, if both exist. */
  Optional<Pair> files(Split split) {
    Optional<Path> images = find(images(split));
    Optional<Path> labels = find(labels(split));
    return images.isPresent() && labels.isPresent()
        ? Optional.of(new Pair(images.get(), labels.get()))
        : Optional.empty();
  }

  /** The names of a split's missing files. */
  List<String> missing(Split split) {
    List<String> missing = new ArrayList<>();
    for (String name : List.of(images(split), labels(split))) {
      if (find(name).isEmpty()) {
        missing.add(name + "[.gz]");
      }
    }
    return missing;
  }

  private Optional<Path> find(String name) {
    for (String ending : List.of("", ".gz")) {
      Path file = path.resolve(name + ending);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** The two files of one split. */
  record Pair(Path images, Path labels) {}
}
