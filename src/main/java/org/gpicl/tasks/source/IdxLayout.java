package org.gpicl.tasks.source;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A file of images and a file of labels for each split, in the format of MNIST. */
public final class IdxLayout implements SetLayout {
  private final IdxNames names;
  private final Function<ImageFolder, LabelMap> map;

  private IdxLayout(IdxNames names, Function<ImageFolder, LabelMap> map) {
    this.names = names;
    this.map = map;
  }

  /** Sets like MNIST, with the labels 0 to 9. */
  public static IdxLayout likeMnist() {
    return new IdxLayout(IdxNames.MNIST, folder -> LabelMap.upTo(10));
  }

  /** A folder with any labels, which become classes in their order. */
  public static IdxLayout ofAnyLabels() {
    return new IdxLayout(IdxNames.MNIST, IdxLayout::occurring);
  }

  private static LabelMap occurring(ImageFolder folder) {
    return LabelMap.of(
        Stream.of(Split.values())
            .flatMap(split -> folder.files(split).stream())
            .map(files -> IdxImages.labels(files.labels()))
            .toList());
  }

  private ImageFolder in(Path folder) {
    return new ImageFolder(folder, names);
  }

  @Override
  public List<String> published(Split split) {
    return List.of(names.images(split) + ".gz", names.labels(split) + ".gz");
  }

  @Override
  public List<String> missing(Path folder, Split split) {
    return in(folder).missing(split);
  }

  @Override
  public ImageSource open(Path folder, Split split, PublishedHashes hashes) {
    ImageFolder files = in(folder);
    return new IdxImages(files.files(split).orElseThrow(), split, names, map.apply(files), hashes);
  }

  @Override
  public LabelMap labels(Path folder) {
    return map.apply(in(folder));
  }
}
