package org.gpicl.tasks.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.LabelMap;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.SetLayout;
import org.gpicl.tasks.source.Split;

/**
 * Folders {@code train} and {@code test}, or one of them, with a folder of pictures for each class.
 */
public final class PictureLayout implements SetLayout {
  private static final int MOST_CLASSES = 256;

  /** What file browsers leave behind. */
  private static final Set<String> LEFT_BEHIND = Set.of("thumbs.db", "desktop.ini", "__macosx");

  /** Numbers by their value, before names by their letters. */
  private static final Comparator<String> ORDER =
      Comparator.comparing((String name) -> !isNumber(name))
          .thenComparing(name -> isNumber(name) ? Long.parseLong(name) : 0)
          .thenComparing(Comparator.naturalOrder());

  private static boolean isNumber(String name) {
    return name.matches("[0-9]{1,18}");
  }

  private static Path part(Path folder, Split split) {
    return folder.resolve(split == Split.TRAIN ? "train" : "test");
  }

  @Override
  public List<String> published(Split split) {
    return List.of("the folder " + part(Path.of(""), split));
  }

  @Override
  public List<String> missing(Path folder, Split split) {
    return Files.isDirectory(part(folder, split)) ? List.of() : published(split);
  }

  @Override
  public ImageSource open(Path folder, Split split, PublishedHashes hashes) {
    List<String> classes = classes(folder);
    List<PictureFile> pictures = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      Path of = part(folder, split).resolve(classes.get(k));
      if (Files.isDirectory(of)) {
        for (Path file : in(of)) {
          pictures.add(new PictureFile(file, (byte) k));
        }
      }
    }
    if (pictures.isEmpty()) {
      throw new ImageSetException(
          "%s: there is no folder with pictures in it. Make a folder for each class there, and put its pictures into that."
              .formatted(part(folder, split).toAbsolutePath()));
    }
    return new PictureImages(pictures, labels(folder), classes);
  }

  @Override
  public LabelMap labels(Path folder) {
    return LabelMap.named(classes(folder));
  }

  /** The classes of both splits, in the order of their names. */
  private static List<String> classes(Path folder) {
    Set<String> names = new TreeSet<>(ORDER);
    for (Split split : Split.values()) {
      if (Files.isDirectory(part(folder, split))) {
        for (Path each : in(part(folder, split))) {
          if (!Files.isDirectory(each)) {
            throw new ImageSetException(
                "%s: a folder for each class was expected here, and this is a file. Put it into the folder of its class, or remove it."
                    .formatted(each.toAbsolutePath()));
          }
          names.add(each.getFileName().toString());
        }
      }
    }
    if (names.size() > MOST_CLASSES) {
      throw new ImageSetException(
          "%s: it has %d class folders; at most %d are supported. Remove some."
              .formatted(folder.toAbsolutePath(), names.size(), MOST_CLASSES));
    }
    return List.copyOf(names);
  }

  /** What is in a folder, in the order of names, without what is hidden. */
  private static List<Path> in(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> !leftBehind(each.getFileName().toString()))
          .sorted(Comparator.comparing(each -> each.getFileName().toString(), ORDER))
          .toList();
    } catch (IOException e) {
      throw new ImageSetException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean leftBehind(String name) {
    return name.startsWith(".") || LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT));
  }
}
