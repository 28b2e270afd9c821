package org.gpicl.tasks.source;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A file of images and a file of labels for each split, in the format of MNIST. */
public final class IdxLayout implements SetLayout {
  private final IdxNames names;
  private final Function<ImageFolder, LabelMap> map;
  private final boolean transposed;

  private IdxLayout(IdxNames names, Function<ImageFolder, LabelMap> map, boolean transposed) {
    this.names = names;
    this.map = map;
    this.transposed = transposed;
  }

  /** Sets like MNIST, with the labels 0 to 9. */
  public static IdxLayout likeMnist() {
    return new IdxLayout(IdxNames.MNIST, folder -> LabelMap.upTo(10), false);
  }

  /** QMNIST: MNIST with more test images, and with more than the class in its labels. */
  public static IdxLayout qmnist() {
    return new IdxLayout(IdxNames.QMNIST, folder -> LabelMap.upTo(10), false);
  }

  /**
   * A part of EMNIST, whose images are stored column by column.
   *
   * @param first its lowest label
   */
  public static IdxLayout emnist(String part, int first, int classes) {
    return new IdxLayout(IdxNames.emnist(part), folder -> LabelMap.from(first, classes), true);
  }

  /** A folder with any labels, which become classes in their order. */
  public static IdxLayout ofAnyLabels() {
    return new IdxLayout(IdxNames.MNIST, IdxLayout::occurring, false);
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
    ImageSource images =
        new IdxImages(files.files(split).orElseThrow(), split, names, map.apply(files), hashes);
    return transposed ? new Transposed(images) : images;
  }

  @Override
  public LabelMap labels(Path folder) {
    return map.apply(in(folder));
  }
}
