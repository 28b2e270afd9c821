package org.gpicl.tasks.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder that holds the IDX files of one image set, each plain or gzipped, under the names that
 * they have at their sources: with a dot instead of a dash, behind the name of their set, or in
 * folders of their own.
 *
 * @param path the folder
 * @param names what the files are called
 */
record ImageFolder(Path path, IdxNames names) {
  private static final int DEEPEST = 3;

  /** The files of a split, if both exist. */
  Optional<Pair> files(Split split) {
    Optional<Path> images = find(names.images(split));
    Optional<Path> labels = find(names.labels(split));
    return images.isPresent() && labels.isPresent()
        ? Optional.of(new Pair(images.get(), labels.get()))
        : Optional.empty();
  }

  /** The names of a split's missing files. */
  List<String> missing(Split split) {
    List<String> missing = new ArrayList<>();
    for (String name : List.of(names.images(split), names.labels(split))) {
      if (find(name).isEmpty()) {
        missing.add(name + ".gz");
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
    return find(names.spellings(name));
  }

  /** The nearest file; several that are equally near could be of different sets. */
  private Optional<Path> find(Pattern spellings) {
    List<Path> found = new ArrayList<>(below(spellings));
    found.sort(Comparator.comparingInt(this::distance).thenComparing(Comparator.naturalOrder()));
    List<Path> nearest =
        found.stream().filter(file -> distance(file) == distance(found.get(0))).toList();
    if (nearest.stream().map(file -> content(file)).distinct().count() > 1) {
      throw new ImageSetException(
          "%s holds several files of the same kind, %s and %s: name the folder of one image set, or move the others elsewhere."
              .formatted(
                  path.toAbsolutePath(),
                  path.relativize(nearest.get(0)),
                  path.relativize(nearest.get(1))));
    }
    return nearest.stream().findFirst();
  }

  /** A file and the same one packed are one. */
  private static String content(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
  }

  private int distance(Path file) {
    return file.getNameCount() - path.getNameCount();
  }

  private List<Path> below(Pattern spellings) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          path,
          EnumSet.of(java.nio.file.FileVisitOption.FOLLOW_LINKS),
          DEEPEST,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = String.valueOf(folder.getFileName());
              boolean hidden = name.startsWith(".") || name.equals("__MACOSX");
              return hidden && !folder.equals(path)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()
                  && spellings.matcher(file.getFileName().toString()).matches()) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new ImageSetException(path + " cannot be read: " + e.getMessage(), e);
    }
    return found;
  }

  /** The two files of one split. */
  record Pair(Path images, Path labels) {}
}
