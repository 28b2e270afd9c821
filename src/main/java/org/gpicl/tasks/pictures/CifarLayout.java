package org.gpicl.tasks.pictures;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.LabelMap;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.SetLayout;
import org.gpicl.tasks.source.Split;

/** The binary version of CIFAR-10: its archive, or the files from it. */
public final class CifarLayout implements SetLayout {
  private static final String UNPACKED = "cifar-10-batches-bin";
  private static final int CLASSES = 10;

  @Override
  public List<String> published(Split split) {
    return List.of(CifarImages.ARCHIVE);
  }

  @Override
  public List<String> missing(Path folder, Split split) {
    return unpacked(folder, split).isPresent()
            || Files.isRegularFile(folder.resolve(CifarImages.ARCHIVE))
        ? List.of()
        : published(split);
  }

  /** The folder of a split's files. */
  private static Optional<Path> unpacked(Path folder, Split split) {
    return List.of(folder, folder.resolve(UNPACKED)).stream()
        .filter(
            place ->
                CifarImages.batches(split).stream()
                    .allMatch(batch -> Files.isRegularFile(place.resolve(batch))))
        .findFirst();
  }

  @Override
  public ImageSource open(Path folder, Split split, PublishedHashes hashes) {
    LabelMap map = labels(folder);
    return unpacked(folder, split)
        .map(place -> CifarImages.unpacked(place, split, map))
        .orElseGet(
            () -> CifarImages.packed(folder.resolve(CifarImages.ARCHIVE), split, map, hashes));
  }

  @Override
  public LabelMap labels(Path folder) {
    return LabelMap.upTo(CLASSES);
  }
}
